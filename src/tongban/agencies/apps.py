"""Registers this thing with the web framework."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """`tongban.agencies`."""

    name = "tongban.agencies"
    label = "agencies"
