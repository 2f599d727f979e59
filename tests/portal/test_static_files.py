"""Static files come from the packages themselves: nothing is collected beforehand, and nothing else is served."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.handlers.base import BaseHandler
from django.test import Client


def quietly_started() -> None:
    """Begins as each process and each client of a test does; a warning is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        BaseHandler().load_middleware()


def test_every_file_of_the_packages_is_served_as_it_lies_there() -> None:
    client = Client()
    files = {path: storage.path(path) for finder in finders.get_finders() for path, storage in finder.list([])}
    ours = {path for path, place in files.items() if "/tongban/" in place}
    assert {"portal/tokens.css", "portal/pages.css"} <= ours, "the styles of every page"
    for path in sorted(ours):
        answer = client.get(f"/static/{path}")
        assert (answer.status_code, answer.getvalue()) == (200, Path(files[path]).read_bytes()), path


def test_starting_needs_no_folder_beforehand() -> None:
    quietly_started()


def test_a_folder_of_collected_files_that_is_not_there_is_warned_of(settings: Any, tmp_path: Path) -> None:
    """The seeded bug: the setting that each start of a client complained about."""
    settings.STATIC_ROOT = str(tmp_path / "absent")
    with pytest.raises(UserWarning, match="No directory at"):
        quietly_started()
