"""A-09: plans are filed, frozen as editions; a veto without approval is refused, and the refusal stays on record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.appraisal.stage import HONEST, VETO, Stage, stage
from tests.cast import on
from tongban.agencies.actions.recording import begin
from tongban.appraisal.events import PlanFiled
from tongban.appraisal.models import Plan
from tongban.appraisal.queries.plans import editions, plan_seen, plans
from tongban.appraisal.rules.vetoes import Indicator
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def here() -> Stage:
    return stage()


def types(plan: Plan) -> list[str]:
    return [event.type for event in events_of("appraisal_plan", plan.pk)]


def test_a_09_a_plan_without_a_veto_is_taken_and_each_change_of_it_is_a_new_edition(here: Stage) -> None:
    first = here.filed("fire_decide", HONEST).plan_id
    second = here.filed("fire_decide", tuple(reversed(HONEST)), on(11, 10)).plan_id
    rows = editions(Plan.objects.get(pk=second))
    assert [(row.pk, row.edition) for row in rows] == [(second, 2), (first, 1)]
    assert [one["name"] for one in rows[1].indicators] == ["按时答复", "群众满意"]
    assert types(rows[0]) == ["appraisal_plan.filed"]


def test_a_09_a_taken_plan_is_frozen(here: Stage) -> None:
    row = Plan.objects.get(pk=here.filed("fire_decide", HONEST).plan_id)
    with pytest.raises(DatabaseError, match="each event changes this row once"), transaction.atomic():
        Plan.objects.filter(pk=row.pk).update(indicators=[])


@pytest.mark.parametrize("effect", ["zero", "veto", "bar"])
def test_a_09_a_veto_is_refused_with_the_article_and_the_refusal_is_in_the_ledger(here: Stage, effect: str) -> None:
    filed = here.filed("fire_decide", (replace(VETO[0], effect=effect), HONEST[1]))
    row = Plan.objects.get(pk=filed.plan_id)
    assert filed.refusal is not None
    said = filed.refusal.sentence()
    for words in ("第 1 项“零上访”", "《山东省乡镇人民政府工作条例》第十九条", "只扣本项分", "批准文号"):
        assert words in said
    assert (row.edition, types(row)) == (0, ["appraisal_plan.refused"])
    assert events_of("appraisal_plan", row.pk)[0].data["found"] == row.found


def test_a_09_a_veto_with_an_approval_of_the_province_is_taken_and_its_number_kept(here: Stage) -> None:
    approved = replace(VETO[0], effect="veto", level="province", number="鲁政办发〔2025〕3号")
    row = Plan.objects.get(pk=here.filed("fire_decide", (approved, HONEST[1])).plan_id)
    assert (row.edition, row.indicators[0]["number"]) == (1, "鲁政办发〔2025〕3号")
    assert plans(here.by("county_head"), "approved") == [row]
    with pytest.raises(Refused, match="approval_number"):
        here.filed("fire_decide", (replace(approved, number="青禾政发〔2026〕8号"), HONEST[1]))


def test_a_09_the_database_takes_no_plan_that_has_findings(here: Stage) -> None:
    row = Plan.objects.get(pk=here.filed("fire_decide", VETO).plan_id)
    copy = Plan(body_id=row.body_id, year=2026, title="又一份", edition=1, indicators=[], found=row.found, digest="")
    copy.filed_at = row.filed_at
    event = PlanFiled(body=row.body_id, year=2026, edition=1, indicators=0, approved=0, plan_digest="")
    with pytest.raises(IntegrityError, match="refused_for"), transaction.atomic():
        begin(copy, event, by=here.by("fire_decide"), at=on(11, 10))


def test_the_very_same_plan_sent_twice_is_recorded_once(here: Stage) -> None:
    assert here.filed("fire_decide", VETO).plan_id == here.filed("fire_decide", VETO).plan_id
    here.filed("fire_decide", HONEST)
    with pytest.raises(Refused, match="plan_sent_twice"):
        here.filed("fire_decide", HONEST)
    assert Plan.objects.count() == 2


@pytest.mark.parametrize("post", ["fire_review", "liuhe_decide", "list_office", "window_1", "county_head"])
def test_others_than_the_head_of_a_department_file_nothing(here: Stage, post: str) -> None:
    with pytest.raises(Refused, match="not_filing"):
        here.filed(post, HONEST)


def test_a_plan_lacking_something_is_refused_without_a_trace(here: Stage) -> None:
    with pytest.raises(Refused, match="plan_total"):
        here.filed("fire_decide", (Indicator(name="按时答复", weight=90, measure="按台账"),))
    assert not Plan.objects.exists()


def test_what_was_refused_is_seen_by_its_body_and_the_county_alone(here: Stage) -> None:
    refused, taken = here.filed("fire_decide", VETO).plan_id, here.filed("urban_decide", HONEST).plan_id
    seen = {
        post: [plan_seen(one, here.by(post)) is not None for one in (refused, taken)]
        for post in ("fire_decide", "list_office", "county_head", "urban_decide", "liuhe_decide")
    }
    assert seen.pop("urban_decide") == seen.pop("liuhe_decide") == [False, True]
    assert all(one == [True, True] for one in seen.values())
