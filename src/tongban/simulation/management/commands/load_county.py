"""`manage load_county`: the demonstration county in an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from tongban.kernel.refusals import Refused
from tongban.simulation.actions.bureau import MODELS
from tongban.simulation.actions.load import load_county


class Command(BaseCommand):
    """Loads the county once; a database that has one is left as it is."""

    help = "Load the demonstration county into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many cases to play, and who decides on licences."""
        parser.add_argument("--cases", type=int, default=300)
        parser.add_argument("--model", choices=MODELS, default=MODELS[0], help="who decides on licences")

    def handle(self, **options: Any) -> None:
        """Loads and says what there is."""
        with connection.cursor() as cursor:
            # Nobody is waiting for an acknowledgement here, and a broken load is begun anew.
            cursor.execute("SET synchronous_commit TO off")
        try:
            wanted = {"cases": options["cases"], "model": options["model"]}
            loaded = load_county(until=timezone.now(), tell=self.stdout.write, **wanted)
        except Refused as refused:
            raise CommandError(refused.refusal.sentence("en")) from refused
        self.stdout.write(f"Qinghe County: {loaded.bodies} bodies, {loaded.items} items, {loaded.cases} cases")
