"""The burden meter over the ledger: what is counted, by whom it was asked, and that each figure equals its records."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.cast import on
from tests.delegation.stage import departments
from tests.people import signed_in

from tongban.agencies.queries import account_of_official
from tongban.delegation.actions.burden import count_burden
from tongban.delegation.actions.tasks import Asked, approve_tasks, send_task
from tongban.delegation.actions.tasks_township import sign_task
from tongban.delegation.models import BurdenMark, TownshipTask
from tongban.delegation.queries.burden import by_officer, counted, marks, superiors_behind
from tongban.delegation.rules.tasks import Resources
from tongban.delegation.tests.duties_stage import Town, town, with_capacity
from tongban.kernel.ids import uuid7
from tongban.ledger.queries import events_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def there(settings: Any) -> Town:
    settings.DEMO = True
    return town()


def followed(*subjects: UUID) -> None:
    for subject in subjects:
        for event in events_of("township_task", subject):
            count_burden(event)


def sent(there: Town, post: str, at: datetime, **asked: Any) -> TownshipTask:
    told = {"title": "入村巡查", "words": "逐村巡查", "due": date(2026, 11, 20), "line": "JB-01"} | asked
    made = send_task(townships=[there.liuhe], asked=Asked(**told), by=there.by(post, at), at=at)
    return TownshipTask.objects.get(batch=made)


def lived(there: Town) -> None:
    """Three tasks of two superiors that ask the same data twice; two of them given to an officer."""
    first = sent(there, "market_decide", on(10, 12), data=("farmland",), reports=True)
    second = sent(there, "fire_decide", on(11, 2), data=("farmland", "hazards"))
    third = sent(there, "fire_decide", on(11, 3))
    officer = there.cast.county.holders["liuhe_review"][0]
    for row in (first, second):
        sign_task(task_id=row.pk, officer_id=officer, by=there.by("liuhe_review", on(11, 4)), at=on(11, 4))
    followed(first.pk, second.pk, third.pk)


def test_what_came_down_is_counted_by_month_with_the_superiors_behind_it(there: Town) -> None:
    lived(there)
    found = counted(OCTOBER)[there.liuhe]
    assert found == {
        (OCTOBER, "task"): 1, (OCTOBER, "report"): 1, (OCTOBER, "data"): 1, (OCTOBER, "superiors"): 1,
        (NOVEMBER, "task"): 2, (NOVEMBER, "data"): 2, (NOVEMBER, "again"): 1, (NOVEMBER, "superiors"): 1,
    }  # fmt: skip
    assert superiors_behind(there.liuhe, OCTOBER) == 2


def test_n10_an_officer_is_told_how_many_superiors_are_behind_the_tasks(there: Town) -> None:
    lived(there)
    (load,) = by_officer(there.liuhe, OCTOBER)
    assert load.name == "马春生"
    assert (load.figures["superiors"], load.figures["task"], load.figures["again"]) == (2, 2, 1)


def test_n10_one_officer_answers_to_8_county_and_20_city_departments_with_13_posts_and_one_vehicle(there: Town) -> None:
    with_capacity(there)
    officer, asked = there.cast.county.holders["liuhe_review"][0], departments(there.cast.county.home, 28)
    BurdenMark.objects.bulk_create(
        BurdenMark(month=NOVEMBER, at=on(11, 2), township_id=there.liuhe, kind="task", superior_id=body,
                   officer_id=officer, subject=uuid7())
        for body in [*asked, *asked[:5]]
    )  # fmt: skip
    (load,) = by_officer(there.liuhe, OCTOBER)
    assert (load.figures["superiors"], load.figures["task"], superiors_behind(there.liuhe, OCTOBER)) == (28, 33, 28)
    head = client(there, "liuhe_decide")
    shown = head.get("/townships/liuhe/burden/").content.decode().partition("按经办人")[2]
    assert re.search(r"马春生</th><td[^>]*>28</td>", re.sub(r"<a[^>]*>|</a>", "", shown)), shown[:900]
    capacity = head.get("/townships/liuhe/capacity/").content.decode()
    assert "编制 13 名，实有 11 人，车辆 1 台" in capacity


def test_a_held_task_bears_on_nobody_until_the_county_lets_it_down(there: Town) -> None:
    row = sent(there, "urban_decide", on(11, 2), line="")
    followed(row.pk)
    assert BurdenMark.objects.count() == 0
    approve_tasks(
        batch=row.batch, resources=Resources(1, 1, "指导"), by=there.by("county_head", on(11, 3)), at=on(11, 3)
    )
    count_burden(events_of("township_task", row.pk)[-1])
    assert BurdenMark.objects.get().kind == "task"


def test_each_figure_equals_the_list_of_its_records(there: Town) -> None:
    lived(there)
    for (month, measure), figure in counted(OCTOBER)[there.liuhe].items():
        found = marks(there.liuhe, OCTOBER, measure=measure, month=month)
        assert len({one.superior_id for one in found} if measure == "superiors" else found) == figure


def test_counting_the_superiors_as_tasks_would_be_found(there: Town) -> None:
    lived(there)
    found = counted(OCTOBER)[there.liuhe]
    assert found[(NOVEMBER, "superiors")] != found[(NOVEMBER, "task")]


def client(there: Town, post: str) -> Client:
    return signed_in(account_of_official(there.cast.county.holders[post][0]))


@pytest.mark.parametrize(
    ("post", "status"), [("liuhe_decide", 200), ("county_head", 200), ("supervision", 200), ("urban_decide", 404)]
)
def test_the_township_and_the_county_see_the_meter(there: Town, post: str, status: int) -> None:
    lived(there)
    for page in ("", "burden/", "burden/?of=superiors", "burden/records/?of=task", "burden/?file=1"):
        assert client(there, post).get(f"/townships/liuhe/{page}").status_code == status


def test_the_own_page_says_what_is_asked_and_what_came_with_it(there: Town, count_statements: Any) -> None:
    lived(there)
    sent(there, "fire_decide", on(11, 3), line="PH-01", resources=Resources(5000, 1, "培训"))
    head = client(there, "liuhe_decide")
    head.get("/townships/liuhe/")
    with count_statements() as statements:
        page = head.get("/townships/liuhe/").content.decode()
    assert statements.count <= 15
    assert "承担职责 4 条" in page
    assert "应带经费 5,000 元，到位 0 元" in page
    assert "入村巡查" in page
