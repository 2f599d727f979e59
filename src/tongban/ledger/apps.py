"""Registers this thing with the web framework."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """`tongban.ledger`."""

    name = "tongban.ledger"
    label = "ledger"
