"""Registers this thing with the web framework, and its open cases with whoever moves powers."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from tongban.powerlist.actions.openwork import register


class CasesConfig(AppConfig):
    """`tongban.cases`."""

    name = "tongban.cases"
    label = "cases"

    def ready(self) -> None:
        """Names are looked up late: models do not exist yet while this module is read."""
        register("cases", import_string("tongban.cases.actions.moving.OpenCases")())
