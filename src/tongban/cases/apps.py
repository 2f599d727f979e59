"""Registers this thing with the web framework."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """`tongban.cases`."""

    name = "tongban.cases"
    label = "cases"
