"""docs/events.md is what the code says now."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_the_page_of_events_is_current() -> None:
    call_command("events_page", check=True)


def test_an_old_page_is_found(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not current"):
        call_command("events_page", check=True, to=tmp_path / "missing.md")
    call_command("events_page", to=tmp_path / "events.md")
    (tmp_path / "events.md").write_text((tmp_path / "events.md").read_text() + " ")
    with pytest.raises(CommandError, match="not current"):
        call_command("events_page", check=True, to=tmp_path / "events.md")
