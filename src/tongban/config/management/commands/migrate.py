"""`manage migrate`: Django's own, after a look at who migrated this database before."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from tongban.config.earlier import Step, bring_over


class Command(Migrate):
    """Refuses in a sentence what another version left, or brings it over."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Looks first, also when only the plan is asked for: Django could not make one of the steps of before."""
        name = options["database"]
        with transaction.atomic(using=name), connections[name].cursor() as cursor:
            reason = bring_over(cursor, our_steps())
        if reason is not None:
            raise CommandError(reason)
        super().handle(*args, **options)


def our_steps() -> set[Step]:
    """The migrations of this project that lie here."""
    found = MigrationLoader(None).disk_migrations
    return {step for step, migration in found.items() if type(migration).__module__.startswith("tongban.")}
