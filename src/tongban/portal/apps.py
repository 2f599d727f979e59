"""Registers this thing with the web framework."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """`tongban.portal`."""

    name = "tongban.portal"
    label = "portal"
