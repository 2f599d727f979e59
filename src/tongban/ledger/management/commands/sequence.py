"""`manage sequence`: the sequencer alone, or once with `--once`; it decides nothing but the order."""

from __future__ import annotations

from threading import Event as Flag
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from tongban.ledger.actions import connection_as, sequence
from tongban.ledger.management.running import run_sequencer


class Command(BaseCommand):
    """Moves events from the outbox to their place in the global order."""

    help = "Give recorded events their place in the global order; --once stops when none waits."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once or for good."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *, once: bool, **options: Any) -> None:
        """Runs until it is stopped, or until nothing waits."""
        if not once:
            run_sequencer(Flag())
            return
        moved = 0
        with connection_as(settings.DATABASE_SEALER) as sealer:
            while step := sequence(sealer):
                moved += step
        self.stdout.write(f"sequenced: {moved}")
