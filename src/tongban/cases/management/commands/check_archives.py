"""`manage check_archives`: reads every stored filing package and says which is whole and which entry differs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongban.cases.queries.archive import archive_differences, newest_archives

PAGE = 200


class Command(BaseCommand):
    """Ends with an error when any package differs from what the ledger says."""

    help = "Check every filing package against the ledger; name each entry that differs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Page by page, so that the number of packages does not matter."""
        seen, wrong, after = 0, 0, None
        while rows := newest_archives(PAGE, after=after):
            for row in rows:
                found = archive_differences(row)
                wrong += bool(found)
                for one in found:
                    self.stdout.write(f"{row.case.number} {row.no}: {one.path or 'package'} {one.what}")
            seen, after = seen + len(rows), rows[-1].id
        self.stdout.write(f"{seen} packages, {seen - wrong} whole, {wrong} not as filed")
        if wrong:
            raise CommandError("a filing package is not as it was filed")
