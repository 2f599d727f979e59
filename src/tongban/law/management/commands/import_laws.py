"""`manage import_laws DIR`: a county loads the official texts of the laws on which its list rests."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.law.actions.importing import import_texts
from tongban.law.actions.uploads import ENDINGS, text_of


class Command(BaseCommand):
    """Takes in every .md and .txt file below a folder; the same folder again changes nothing."""

    help = "Load official texts of laws (.md, .txt) from a folder into the law library."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and where its texts come from."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--source", default="国家法律法规数据库", help="where the texts come from, as shown to readers"
        )

    def handle(self, **options: Any) -> None:
        """Takes the texts in and says what became of each."""
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        count: Counter[str] = Counter()
        files = self._files(folder, count)
        for one in import_texts(files=files, source=options["source"], by=SYSTEM, at=timezone.now()):
            count[one.what] += 1
            words = f" ({one.words})" if one.words else ""
            self.stdout.write(f"{one.what:9} {one.name}: {one.title}, {one.articles} articles{words}")
        self.stdout.write(", ".join(f"{number} {what}" for what, number in sorted(count.items())) or "no texts")

    def _files(self, folder: Path, count: Counter[str]) -> Iterator[tuple[str, str]]:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file()):
            name = str(path.relative_to(folder))
            try:
                yield name, text_of(path.read_bytes(), path.name)
            except Refused as refused:
                count["refused"] += 1
                self.stdout.write(f"refused   {name}: {refused.refusal.sentence('en')}")
