"""Registers this thing with the web framework."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """`tongban.documents`."""

    name = "tongban.documents"
    label = "documents"
