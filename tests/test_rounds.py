"""Rounds that a docstring calls nightly run at night in China, those of the morning in the morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import croniter
import pytest
from procrastinate.contrib.django import app

from tests.cast import ZONE

HOURS: Final = {"At night": range(6), "In the morning": range(8, 12)}
MIDNIGHT: Final = datetime(2026, 11, 22, tzinfo=UTC).timestamp()


def rounds() -> Iterator[tuple[str, str, str]]:
    """(name, cron, what its docstring says) of every round."""
    for task in app.periodic_registry.periodic_tasks.values():
        yield task.task.name, task.cron, task.task.func.__doc__ or ""


def wrong_hours(name: str, cron: str, said: str) -> list[str]:
    """The round when it does not run at the time of day that it says; as the worker reads cron, in UTC."""
    hour = datetime.fromtimestamp(croniter.croniter(cron, MIDNIGHT).get_next(float), ZONE).hour
    daily = not cron.split()[1].startswith("*")
    told = next((hours for words, hours in HOURS.items() if said.startswith(words)), None)
    return [f"{name}: {hour}:00"] if daily and (told is None or hour not in told) else []


def test_every_daily_round_runs_when_it_says() -> None:
    assert len(list(rounds())) >= 15
    assert [fault for told in rounds() for fault in wrong_hours(*told)] == []


@pytest.mark.parametrize(
    ("cron", "said"),
    [("10 3 * * *", "At night: x"), ("0 9 * * *", "In the morning: x"), ("0 19 * * *", "")],
)
def test_an_hour_that_was_meant_in_china_is_found(cron: str, said: str) -> None:
    assert wrong_hours("seeded", cron, said)
