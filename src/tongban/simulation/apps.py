"""Registers this thing with the web framework."""

from django.apps import AppConfig


class SimulationConfig(AppConfig):
    """`tongban.simulation`."""

    name = "tongban.simulation"
    label = "simulation"
