"""Registers this thing with the web framework."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """`tongban.certificates`."""

    name = "tongban.certificates"
    label = "certificates"
