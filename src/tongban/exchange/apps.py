"""Registers this thing with the web framework."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """`tongban.exchange`."""

    name = "tongban.exchange"
    label = "exchange"
