"""Registers this thing with the web framework."""

from django.apps import AppConfig


class PowerlistConfig(AppConfig):
    """`tongban.powerlist`."""

    name = "tongban.powerlist"
    label = "powerlist"
