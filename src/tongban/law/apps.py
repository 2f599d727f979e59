"""Registers this thing with the web framework."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """`tongban.law`."""

    name = "tongban.law"
    label = "law"
