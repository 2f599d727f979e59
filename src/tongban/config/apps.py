"""Registers the installation's own checks with the web framework."""

from django.apps import AppConfig

from tongban.config.checks import register_checks


class InstallationConfig(AppConfig):
    """`tongban.config`: no tables, no pages."""

    name = "tongban.config"
    label = "installation"

    def ready(self) -> None:
        """Called once by Django."""
        register_checks()
