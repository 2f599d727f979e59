"""Registers this thing with the web framework."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """`tongban.ratings`."""

    name = "tongban.ratings"
    label = "ratings"
