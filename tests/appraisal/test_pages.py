"""The pages of appraisal over HTTP: filing, the refused veto, marking, the score with its reasons, who sees what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from tests.appraisal.stage import CLOSED, HONEST, VETO, Stage, stage
from tests.cast import on
from tests.figures import length
from tests.people import signed_in
from tongban.agencies.queries import account_of_official
from tongban.appraisal.models import Marks, Period, Plan
from tongban.appraisal.pages import plans
from tongban.appraisal.rules.two_way import INDICATORS
from tongban.appraisal.rules.vetoes import Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
FOURS = dict.fromkeys(INDICATORS, "4")


@pytest.fixture
def here(settings: Any) -> Iterator[Stage]:
    settings.DEMO = True
    made = stage()
    with time_machine.travel(on(11, 20), tick=False):
        yield made


def client(here: Stage, post: str) -> Client:
    return signed_in(account_of_official(here.there.cast.county.holders[post][0]))


def typed(*rows: Indicator, **more: str) -> dict[str, str]:
    """The form of a plan as it is sent."""
    told = {"title": "乡镇年度考核", "year": "2026", "rows": str(len(rows)), "do": "file"} | more
    for no, row in enumerate(rows):
        told |= {f"i{no}-{name}": str(value) for name, value in row.kept().items() if value}
    return told


def page(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_plan_is_filed_on_its_page_and_stands_in_the_register(here: Stage) -> None:
    told = client(here, "fire_decide").post(
        "/appraisal/plans/new/", typed(*HONEST) | {"rows": "3", "i2-effect": "own"}, follow=True
    )
    assert "群众满意" in page(told)
    assert "乡镇年度考核" in page(client(here, "liuhe_decide").get("/appraisal/plans/"))


def test_a_09_a_refused_veto_says_why_keeps_what_was_typed_and_leads_to_its_record(here: Stage) -> None:
    answer = client(here, "fire_decide").post("/appraisal/plans/new/", typed(*VETO))
    assert answer.status_code == 409
    plan = Plan.objects.get()
    for words in ("第十九条", "总分归零", 'value="零上访"', "发生一起上访", f"/appraisal/plans/{plan.pk}/"):
        assert words in page(answer)
    assert "总分归零" in page(client(here, "fire_decide").get(f"/appraisal/plans/{plan.pk}/"))
    county = client(here, "county_head")
    assert page(county.get("/appraisal/plans/?of=refused&by=fire")).count("<tr data-row>") == 1
    assert page(county.get("/appraisal/plans/?of=approved")).count("<tr data-row>") == 0
    assert client(here, "urban_decide").get(f"/appraisal/plans/{plan.pk}/").status_code == 404


def test_another_row_keeps_what_was_typed_and_files_nothing(here: Stage) -> None:
    told = page(client(here, "fire_decide").post("/appraisal/plans/new/", typed(*HONEST, do="more", title="半份")))
    for words in ('value="半份"', 'value="按时答复"', "第 3 项指标", 'name="rows" value="3"'):
        assert words in told
    assert "要改" not in told
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        ({"title": ""}, 422, "考核名称"), ({"i0-weight": "很多"}, 422, "第 1 项：请填分值"),
        ({"i1-effect": "nonsense"}, 422, "第 2 项：请从列表里选"), ({"i0-weight": "30"}, 409, "90 分"),
        ({"rows": "9" * 9}, 422, "第 3 项"), ({"i0-number": "1号", "i0-level": "national"}, 409, "批准文号不对"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_plan_is_named(here: Stage, wrong: dict[str, str], status: int, words: str) -> None:
    answer = client(here, "fire_decide").post("/appraisal/plans/new/", typed(*HONEST) | wrong)
    assert answer.status_code == status
    assert words in page(answer)
    assert not Plan.objects.exists()


def marked(here: Stage, body: str = "fire", **levels: str) -> Any:
    return client(here, "liuhe_decide").post(f"/appraisal/marks/{body}/", levels)


def test_a_10_a_township_marks_on_its_page_and_is_led_to_the_next(here: Stage) -> None:
    here.opened()
    head = client(here, "liuhe_decide")
    assert "还有 3 个单位没有打分" in page(head.get("/appraisal/marks/"))
    assert head.get("/appraisal/two-way/")["Location"] == "/appraisal/marks/"
    assert re.fullmatch("/appraisal/marks/(urban|forestry)/", marked(here, **FOURS)["Location"])
    told = page(head.get("/appraisal/marks/"))
    assert "还有 2 个单位没有打分" in told
    assert told.count("<b>好</b>") == 4


def test_a_10_marks_that_cannot_be_are_named_and_a_closed_period_says_so(here: Stage) -> None:
    here.opened()
    assert (marked(here).status_code, marked(here, guidance="7").status_code) == (409, 422)
    assert "至少给一项打分" in page(marked(here))
    with time_machine.travel(CLOSED, tick=False):
        late = marked(here, **FOURS)
        assert late.status_code == 409
        assert "已经截止" in page(late)
        assert page(late).count('<option value="4" selected>') == 4, "what was typed stands"
        assert "已于" in page(client(here, "liuhe_decide").get("/appraisal/marks/"))
    assert not Marks.objects.exists()
    assert marked(here, "market", **FOURS).status_code == 404


def closed_and_refused(here: Stage) -> UUID:
    """Six townships marked the fire brigade with fours; then its veto was refused. The refused plan."""
    period = here.opened()
    here.marked(period, "fire", [4] * 6)
    here.marked(period, "urban", [1] * 4)
    return here.filed("fire_decide", VETO).plan_id


def test_loop_6_the_departments_page_shows_the_fall_and_opens_its_record(here: Stage) -> None:
    plan = closed_and_refused(here)
    with time_machine.travel(CLOSED, tick=False):
        own = client(here, "fire_decide")
        assert own.get("/appraisal/two-way/")["Location"] == "/appraisal/two-way/fire/"
        told = page(own.get("/appraisal/two-way/fire/"))
        for words in ("得分 70.0", "80.0 − 10 = 70.0", "70.0 × 30% = 21.0", f'href="/appraisal/plans/{plan}/"'):
            assert words in told
        table = page(client(here, "county_head").get("/appraisal/two-way/"))
        assert "70.0" in table
        assert "1 个单位被扣分" in table


def test_a_10_no_page_tells_a_mark_below_the_threshold_or_before_closing(here: Stage) -> None:
    closed_and_refused(here)
    for moment, body, hidden in ((on(11, 22), "fire", "80.0"), (CLOSED, "urban", "20.0")):
        with time_machine.travel(moment, tick=False):
            for post in (f"{body}_decide", "county_head", "list_office"):
                for path in (f"/appraisal/two-way/{body}/", "/appraisal/two-way/"):
                    told = page(client(here, post).get(path, follow=True))
                    assert hidden not in told, (post, path)


@pytest.mark.parametrize(("post", "status"), [("fire_decide", 200), ("list_office", 200), ("urban_decide", 404)])
def test_a_score_is_its_own_bodys_and_the_countys(here: Stage, post: str, status: int) -> None:
    here.opened()
    assert client(here, post).get("/appraisal/two-way/fire/").status_code == status
    assert client(here, post).get("/appraisal/marks/").status_code == 403
    assert client(here, "fire_review").get("/appraisal/two-way/").status_code == 403


def test_the_list_office_opens_a_period_on_its_page_and_what_is_wrong_is_named(here: Stage) -> None:
    office, fire = client(here, "list_office"), str(here.there.body("fire"))
    told = {"since": "2026-07-01", "until": "2026-11-18", "closes": "2026-11-25", "departments": [fire]}
    assert "不能两样都选" in page(office.post("/appraisal/two-way/new/", told | {"dispatched": [fire]}))
    assert office.post("/appraisal/two-way/new/", told | {"until": "x"}).status_code == 422
    assert "打分到" in page(office.post("/appraisal/two-way/new/", told, follow=True))
    assert Period.objects.get().closes_at == on(11, 25, 17)


def test_the_register_is_read_page_by_page_and_cuts_no_plan(here: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    head = client(here, "fire_decide")
    for number in range(5):
        told = typed(*HONEST, title=f"第{number}份考核")
        assert head.post("/appraisal/plans/new/", told | {"rows": "3", "i2-effect": "own"}).status_code == 302
    monkeypatch.setattr(plans, "number", lambda _name, _day: 2)
    get = lambda address: page(client(here, "liuhe_decide").get(address))  # noqa: E731
    assert length("/appraisal/plans/", get) == Plan.objects.filter(edition__gt=0).count() == 5
