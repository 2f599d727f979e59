"""Registers this thing with the web framework."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """`tongban.reminders`."""

    name = "tongban.reminders"
    label = "reminders"
