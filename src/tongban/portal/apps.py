"""Registers this thing with the web framework, and tells supervision how patterns of requests are counted."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from tongban.supervision.rules.effects import MEASURES


class PortalConfig(AppConfig):
    """`tongban.portal`."""

    name = "tongban.portal"
    label = "portal"

    def ready(self) -> None:
        """Names are looked up late: models do not exist yet while this module is read."""
        for kind in ("topic", "finding"):
            MEASURES[kind] = import_string(f"tongban.hotline.queries.patterns.{kind}_requests")
