"""`./tongban manage erase_again LIST`: does again what persons had erased after the backup that was brought back.

`./tongban restore` writes the list and runs this; so does `up` while a list is left. Running it twice is harmless.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tongban.rights.actions.again import erase_again


class Command(BaseCommand):
    """Reads the list, erases, files and takes back again, and says how many."""

    help = "Do again what persons had erased after the backup that was brought back (the list of ./tongban restore)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The list."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Does it and says how many of each."""
        try:
            owed = {name: [UUID(one) for one in listed] for name, listed in json.loads(file.read_text()).items()}
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise CommandError(f"{file} is no list of ./tongban restore: {error}") from error
        done = erase_again(owed, at=timezone.now())
        self.stdout.write(
            f"erased again: {done['erased']}; asked again: {done['asked']}; taken back again: {done['back']}"
        )
