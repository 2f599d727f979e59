"""Loop 6: a county department sends an unlisted task down; it is stopped, written down, and shows on both sides."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.cast import on
from tests.people import signed_in

from tongban.agencies.queries import account_of_official
from tongban.delegation.actions.burden import count_burden
from tongban.delegation.actions.tasks import Asked, approve_tasks, return_tasks, send_task
from tongban.delegation.models import TownshipTask
from tongban.delegation.queries.burden import counted
from tongban.delegation.rules.tasks import Resources
from tongban.delegation.tests.duties_stage import Town, town
from tongban.ledger.queries import events_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def there(settings: Any) -> Town:
    settings.DEMO = True
    return town()


def sent(there: Town, title: str, line: str = "") -> TownshipTask:
    asked = Asked(title=title, words="逐户登记", due=date(2026, 11, 20), line=line)
    made = send_task(townships=[there.liuhe], asked=asked, by=there.by("fire_decide", on(11, 2)), at=on(11, 2))
    return TownshipTask.objects.get(batch=made)


def told(task: TownshipTask) -> list[str]:
    """What the ledger says of a task; the burden meter hears it."""
    events = events_of("township_task", task.pk)
    for event in events:
        count_burden(event)
    return [event.type for event in events]


def lists(there: Town, post: str) -> Client:
    return signed_in(account_of_official(there.cast.county.holders[post][0]))


def figures(page: str) -> dict[str, int]:
    """The fire brigade's figures on the page of tasks: the list behind each, and how many."""
    return {of: int(number) for of, number in re.findall(r"[?]of=(\w+)&amp;by=fire\">(\d+)<", page)}


def rows(page: str) -> int:
    return page.count("<tr data-row>")


def test_loop_6_an_unlisted_task_is_stopped_written_down_and_shows_in_the_figures_of_both_sides(there: Town) -> None:
    listed, stopped, let_down = sent(there, "防火巡查", "PH-01"), sent(there, "门牌照片采集"), sent(there, "蓄水池登记")
    assert [one.state for one in (listed, stopped, let_down)] == ["sent", "held", "held"]
    county = there.by("county_head", on(11, 3))
    return_tasks(batch=stopped.batch, reason="部门自己能办", by=county, at=on(11, 3))
    approve_tasks(batch=let_down.batch, resources=Resources(20_000, 2, "培训两次"), by=county, at=on(11, 3))
    assert told(stopped) == told(let_down) == ["township_task.sent", "township_task.answered"]
    assert told(listed) == ["township_task.sent"]
    # What was stopped bears on nobody; what the county let down bears on the township like every other task.
    assert counted(NOVEMBER)[there.liuhe] == {(NOVEMBER, "task"): 2, (NOVEMBER, "superiors"): 1}
    for post in ("county_head", "fire_decide"):
        page = lists(there, post).get("/township-tasks/?of=all").content.decode()
        signed = TownshipTask.objects.exclude(signs=[]).count()
        assert figures(page) == {"all": 3, "unlisted": 2, "held": 0, "back": 1, "offloading": signed}


def test_loop_6_each_figure_of_a_department_equals_its_list(there: Town) -> None:
    sent(there, "防火巡查", "PH-01")
    sent(there, "门牌照片采集")
    county = lists(there, "county_head")
    for of, number in figures(county.get("/township-tasks/?of=all").content.decode()).items():
        assert rows(county.get(f"/township-tasks/?of={of}&by=fire").content.decode()) == number
    assert figures(lists(there, "urban_decide").get("/township-tasks/?of=all").content.decode()) == {}
