"""A second notice: only with its reason, and a breach for what was visible the first time, computed (art. 32)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.cast import ANSWERS, Cast, on
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.actions.receive import Given
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.models import Notice
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db


def told_and_supplied(
    cast: Cast, *, first: str = "m_sign", given: tuple[str, ...] = ("m_sign",), answers: Any = None
) -> UUID:
    case_id, market = cast.receive(on(11, 5)).case_id, cast.officer("market_review", on(11, 6))
    notify_once(case_id=case_id, points=[NoticePoint(first, "missing", "")], by=market, at=on(11, 6))
    papers = [Given(key) for key in given]
    supplement_case(case_id=case_id, answers=answers, materials=papers, by=cast.citizen, at=on(11, 9))
    return case_id


def again(cast: Cast, case_id: UUID, key: str, *, reason: str = "补正后又发现", visible: bool = False) -> Notice:
    notify_once(
        case_id=case_id, points=[NoticePoint(key, "wrong", "")], again_reason=reason, visible_before=visible,
        by=cast.officer("market_review", on(11, 10)), at=on(11, 10),
    )  # fmt: skip
    return Notice.objects.get(case_id=case_id, no=2)


# What the second notice asks for → what happened between the two → is it a breach?
ROWS: dict[str, tuple[str, dict[str, Any], bool]] = {
    "a paper that was there unchanged and was not told": ("m_lease", {}, True),
    "a paper that was missing from the start and was not told": ("m_equipment", {}, True),
    "the paper that was told and supplied wrongly": ("m_sign", {}, False),
    "a paper that the applicant replaced unasked": ("m_lease", {"given": ("m_sign", "m_lease")}, False),
    "an answer unchanged since receipt": ("floor_area", {}, True),
    "an answer that was changed": ("floor_area", {"answers": {**ANSWERS, "floor_area": 60}}, False),
    "an answer unchanged while others were": ("staff_count", {"answers": {**ANSWERS, "floor_area": 60}}, True),
    "the point that was told and left out": ("m_layout", {"first": "m_layout", "given": ("m_sign",)}, False),
}


@pytest.mark.parametrize("row", ROWS)
def test_s_19_it_is_a_breach_for_what_was_visible_the_first_time(cast: Cast, row: str) -> None:
    key, between, breach = ROWS[row]
    case_id = told_and_supplied(cast, **between)
    assert again(cast, case_id, key).breach is breach
    assert events_of("case", case_id)[-1].data["seen"] == ([key] if breach else [])


def test_nobody_ticks_a_visible_defect_away(cast: Cast) -> None:
    assert again(cast, told_and_supplied(cast), "m_lease", visible=False).breach


def test_the_official_may_own_up_to_what_no_computer_sees(cast: Cast) -> None:
    assert again(cast, told_and_supplied(cast), "m_sign", visible=True).breach


def test_without_a_reason_there_is_no_second_notice(cast: Cast) -> None:
    case_id = told_and_supplied(cast)
    with pytest.raises(Refused) as refused:
        again(cast, case_id, "m_sign", reason=" ")
    assert refused.value.refusal.code == "second_notice"


def test_a_first_notice_is_never_a_breach(cast: Cast) -> None:
    told_and_supplied(cast)
    assert not Notice.objects.get(no=1).breach


def test_a_judge_that_believes_the_official_would_be_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.cases.actions.accept.seen_before", lambda *_: frozenset())
    assert not again(cast, told_and_supplied(cast), "m_lease").breach
