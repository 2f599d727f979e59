"""Registers this thing with the web framework."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    """`tongban.hotline`."""

    name = "tongban.hotline"
    label = "hotline"
