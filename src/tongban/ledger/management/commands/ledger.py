"""`./tongban ledger fsck | status | keys | export FILE | epoch sm3`: the ledger looked after by hand.

`fsck` ends with 1 when something is not as it was recorded, and names it; `status` ends with 1 when sealing stands
still. Only `epoch` writes: it closes the tree of SHA-256 for good, and what comes next is sealed with SM3.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tongban.kernel.merkle.tree import sm3_of
from tongban.ledger.actions import connection_as
from tongban.ledger.actions.auditing import check_ledger, trusted_keys
from tongban.ledger.queries.audit import open_by_one
from tongban.ledger.queries.exporting import export
from tongban.ledger.queries.sealed import border, published_keys, sealing
from tongban.ledger.rules.audit import Signed
from tongban.ledger.rules.epochs import NEXT
from tongban.ledger.rules.notes import BadNote, Verifier

# The standard's own example: what is switched to must be what the standard means.
SM3_OF_ABC: Final = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


class Command(BaseCommand):
    """Reads, recomputes, tells."""

    help = "Recompute the ledger from its bodies (fsck), say how far it is sealed (status), print keys, export."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word each, and its options."""
        words = parser.add_subparsers(dest="word", required=True)
        fsck = words.add_parser("fsck", help="recompute everything from the bodies and name what does not fit")
        fsck.add_argument("--checkpoint", type=Path, action="append", default=[], help="one that somebody else holds")
        fsck.add_argument("--key", action="append", default=[], help="a key that signed earlier, name+id+key")
        fsck.add_argument("--json", action="store_true")
        words.add_parser("status", help="how far the ledger is sealed")
        words.add_parser("keys", help="the public keys, to publish and to give to witnesses")
        epoch = words.add_parser("epoch", help="close the tree of SHA-256 and go on with SM3; it cannot be taken back")
        epoch.add_argument("hashing", choices=[NEXT])
        epoch.add_argument("--yes", action="store_true", help="do it; without this only what would happen is told")
        out = words.add_parser("export", help="all events in their order for verify_ledger.py")
        out.add_argument("file", type=Path)

    def handle(self, *, word: str, **options: Any) -> None:
        """Does the one."""
        words = {"fsck": self.fsck, "status": self.status, "keys": self.keys, "export": self.export}
        {**words, "epoch": self.epoch}[word](options)

    def fsck(self, options: dict[str, Any]) -> None:
        """The audit."""
        try:
            keys = trusted_keys(options["key"])
        except BadNote as fault:
            raise CommandError(f"--key: {fault}") from None
        found = check_ledger(keys, [_held(path, keys) for path in options["checkpoint"]])
        if options["json"]:
            told = [{"where": fault.where, "what": fault.what} for fault in found.faults]
            counts = {"events": found.events, "sealed": found.sealed, "waiting": found.waiting}
            self.stdout.write(json.dumps({**counts, "faults": told}, ensure_ascii=False))
        else:
            self.stdout.writelines(f"{fault}\n" for fault in found.faults)
            counted = f"{found.events} events, {found.sealed} of them sealed, {found.waiting} more waiting"
            self.stdout.write(f"{counted}: {len(found.faults)} faults\n")
        if found.faults:
            sys.exit(1)

    def status(self, options: dict[str, Any]) -> None:
        """How far sealing has come."""
        found = sealing()
        self.stdout.write(f"sealed: {found.size} events, last at {found.at}; unsealed: {found.unsealed}")
        if found.stands_still(timezone.now()):
            self.stdout.write(f"ALARM sealing stands still: an event waits since {found.since} (docs/ledger.md)")
            sys.exit(1)

    def epoch(self, options: dict[str, Any]) -> None:
        """Switches to SM3 after the newest checkpoint."""
        if border() is not None or sealing().size == 0:
            raise CommandError("The ledger is in its second epoch already, or nothing is sealed yet (docs/ledger.md).")
        if sm3_of(b"abc").hex() != SM3_OF_ABC:
            raise CommandError("This Python computes another SM3 than GB/T 32905 states; nothing was changed.")
        if not options["yes"]:
            self.stdout.write(f"{sealing().size} events would be closed under SHA-256 for good. Do it: add --yes.")
            sys.exit(1)
        with connection_as(settings.DATABASE_SEALER) as connection:
            closed = connection.execute("SELECT ledger.open_epoch(%s)", [options["hashing"]]).fetchone()
        assert closed is not None  # a function answers
        self.stdout.write(f"closed at {closed[0]} events; every event from here on is sealed with SM3")

    def keys(self, options: dict[str, Any]) -> None:
        """The current key, then those before."""
        self.stdout.write("\n".join(published_keys()))

    def export(self, options: dict[str, Any]) -> None:
        """One line an event."""
        with connection_as(settings.DATABASES["default"]) as connection:
            count = export(connection, options["file"])
        self.stdout.write(f"{count} events in {options['file']}")


def _held(path: Path, keys: list[Verifier]) -> Signed:
    try:
        return open_by_one(path.read_text(encoding="utf-8"), keys, str(path))
    except (OSError, UnicodeError, BadNote) as fault:
        raise CommandError(f"{path} is no checkpoint of this ledger: {fault}") from None
