"""Registers this thing with the web framework."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """`tongban.appraisal`."""

    name = "tongban.appraisal"
    label = "appraisal"
