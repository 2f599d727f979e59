"""Registers this thing with the web framework."""

from django.apps import AppConfig


class DelegationConfig(AppConfig):
    """`tongban.delegation`."""

    name = "tongban.delegation"
    label = "delegation"
