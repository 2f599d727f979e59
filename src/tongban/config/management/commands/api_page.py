"""`manage api_page`: writes docs/api from the description; `--check` fails when the files are not current."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tongban.config.interface.api import description
from tongban.config.interface.handbook import handbook


class Command(BaseCommand):
    """The interface for other departments' programmers."""

    help = "Write docs/api, the handbook of the interface; with --check only compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and whether to compare only."""
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--to", type=Path, default=settings.PROJECT_ROOT / "docs" / "api")

    def handle(self, *, check: bool, to: Path, **options: Any) -> None:
        """Writes or compares."""
        files = handbook(description())
        if not check:
            to.mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                (to / name).write_text(text, encoding="utf-8")
            return
        old = [name for name, text in files.items() if not same(to / name, text)]
        if old:
            raise CommandError(f"{to}: {', '.join(old)} not current: run api_page")


def same(path: Path, text: str) -> bool:
    """Whether a file is there and says this."""
    return path.exists() and path.read_text(encoding="utf-8") == text
