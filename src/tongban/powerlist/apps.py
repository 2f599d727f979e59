"""Registers this thing with the web framework, and what of it an audit of the ledger looks at."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from tongban.ledger.queries.audit import ROWS


class PowerlistConfig(AppConfig):
    """`tongban.powerlist`."""

    name = "tongban.powerlist"
    label = "powerlist"

    def ready(self) -> None:
        """Looked up late: models do not exist yet while this module is read."""
        ROWS["conferrals"] = import_string("tongban.powerlist.queries.conferrals.changed_conferrals")
