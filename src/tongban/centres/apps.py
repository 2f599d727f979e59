"""Registers this thing with the web framework."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    """`tongban.centres`."""

    name = "tongban.centres"
    label = "centres"
