"""Registers this thing with the web framework, its preparation after migrating, and what production must not lack."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from tongban.ledger.actions import PREPARATIONS


class AgenciesConfig(AppConfig):
    """`tongban.agencies`."""

    name = "tongban.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Names are looked up late: models do not exist yet while this module is read."""
        PREPARATIONS["work calendar"] = import_string("tongban.agencies.jobs.seed_calendar")
        register(check_start, deploy=True)


def check_start(app_configs: Any, **kwargs: Any) -> list[Error]:
    """`check --deploy`: the problems that keep a production installation from starting."""
    problems = import_string("tongban.agencies.queries.start_problems")()
    return [Error(problem.sentence("en"), id=f"agencies.{problem.code}") for problem in problems]
