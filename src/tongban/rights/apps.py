"""Registers this thing with the web framework."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """`tongban.rights`."""

    name = "tongban.rights"
    label = "rights"
