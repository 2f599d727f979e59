"""`manage events_page`: writes docs/events.md from the catalogue; `--check` fails when the page is not current."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import autodiscover_modules

from tongban.ledger.events import catalogue
from tongban.ledger.rules import events_page


class Command(BaseCommand):
    """The page of events for other departments and for auditors."""

    help = "Write docs/events.md, the catalogue of events; with --check only compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and whether to compare only."""
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--to", type=Path, default=settings.PROJECT_ROOT / "docs" / "events.md")

    def handle(self, *, check: bool, to: Path, **options: Any) -> None:
        """Imports every thing's events, then writes or compares."""
        _import_events()
        ours = [entry for entry in catalogue() if entry.module.startswith("tongban.") and ".tests." not in entry.module]
        page = events_page(ours)
        if not check:
            to.write_text(page, encoding="utf-8")
        elif not to.exists() or to.read_text(encoding="utf-8") != page:
            raise CommandError(f"{to} is not current: run events_page")


def _import_events() -> None:
    """Every event class is known: those of the parts, too, which their folder does not export."""
    autodiscover_modules("events")
    for app in apps.get_app_configs():
        folder = sys.modules.get(f"{app.name}.events")
        for part in iter_modules(getattr(folder, "__path__", ())):
            import_module(f"{app.name}.events.{part.name}")
