"""Registers this thing with the web framework."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """`tongban.supervision`."""

    name = "tongban.supervision"
    label = "supervision"
