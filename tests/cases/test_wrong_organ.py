"""Refusing what is another body's business: the right body is named, and silence never accepts it (art. 32 no. 2)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast, on
from tongban.agencies.queries import bodies, sealing_key
from tongban.cases.actions.accept import accept_case, deem_accepted, reject_acceptance
from tongban.cases.actions.doubting import NO_HOLDING, record_not_ours
from tongban.cases.actions.sweeps import deem_silent_cases
from tongban.cases.models import Case, Task
from tongban.cases.queries.competence import doubt_of, right_body
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.holdings import end_holding

pytestmark = pytest.mark.django_db
WORDS = "申请的是林木采伐，不属于市场监管部门"
AFTER = on(11, 12, 17, 1)
BASIS = "青政发〔2026〕3号"


def refuse_it(cast: Cast, case_id: UUID, **told: Any) -> UUID:
    values: dict[str, Any] = {"ground": "not_competent", "reasons": WORDS} | told
    return reject_acceptance(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6), **values)


def code(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def test_the_right_body_is_named_in_the_letter(cast: Cast) -> None:
    case_id, forestry = cast.receive(on(11, 5)).case_id, cast.county.bodies["forestry"]
    refuse_it(cast, case_id, right_body_id=forestry, right_body="青禾县林业局")
    paper = next(one for one in documents_of(case_id) if one.kind == "non_acceptance")
    last = events_of("case", case_id)[-1]
    assert paper.data["competent_body"] == "青禾县林业局"
    assert (last.data["right_body"], last.data["outside"]) == (str(forestry), False)


def test_nothing_is_refused_without_naming_the_right_body(cast: Cast) -> None:
    case_id = cast.receive(on(11, 5)).case_id
    assert code(lambda: refuse_it(cast, case_id)) == "right_body"


def test_a_body_outside_the_list_needs_its_reason_which_is_sealed(cast: Cast) -> None:
    case_id = cast.receive(on(11, 5)).case_id
    assert code(lambda: refuse_it(cast, case_id, right_body="省药品监督管理局")) == "outside_reason"
    refuse_it(cast, case_id, right_body="省药品监督管理局", outside_reason="省级机关，不在本县名单里")
    assert events_of("case", case_id)[-1].data["outside"] is True
    assert "省级机关".encode() not in bytes(Task.objects.get(case_id=case_id, act="accept").remarks or b"")


@pytest.mark.parametrize(("typed", "found"), [
    ("林业", "forestry"), ("青禾县林业局", "forestry"), ("forestry", "forestry"), ("县 林 业 局", "forestry"),
    ("局", None), ("省厅", None), ("", None),
])  # fmt: skip
def test_a_body_is_found_by_what_people_type(cast: Cast, typed: str, found: str | None) -> None:
    meant = right_body(typed, bodies())
    assert (meant.body.key if meant.body else None) == found


def test_a_word_that_fits_several_names_them(cast: Cast) -> None:
    assert len(right_body("局", bodies()).several) > 1


def test_what_was_recorded_as_not_theirs_is_never_deemed_accepted(cast: Cast) -> None:
    case_id = cast.receive(on(11, 5)).case_id
    record_not_ours(case_id=case_id, words=WORDS, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    assert deem_silent_cases(at=AFTER) == 0
    assert code(lambda: deem_accepted(case_id=case_id, at=AFTER)) == "wrong_organ"
    assert Case.objects.get(pk=case_id).state == "received"


def test_the_sweep_leaves_it_and_shows_why_when_the_body_never_held_the_power(cast: Cast) -> None:
    case_id = cast.receive(on(11, 5)).case_id
    holding = Case.objects.get(pk=case_id).holding_id
    assert holding is not None
    end_holding(holding_id=holding, valid_to=on(11, 2), basis_doc=BASIS, by=SYSTEM, at=on(11, 9))
    assert (deem_silent_cases(at=AFTER), deem_silent_cases(at=AFTER)) == (0, 0)
    doubt = doubt_of(case_id, sealing_key(cast.applicant))
    assert doubt is not None
    assert (doubt.words, [entry.type for entry in events_of("case", case_id)].count("case.not_ours")) == (NO_HOLDING, 1)


def test_a_power_that_ended_after_receipt_changes_nothing(cast: Cast) -> None:
    case_id = cast.receive(on(11, 5)).case_id
    holding = Case.objects.get(pk=case_id).holding_id
    assert holding is not None
    end_holding(holding_id=holding, valid_to=on(11, 9), basis_doc=BASIS, by=SYSTEM, at=on(11, 9))
    assert deem_silent_cases(at=AFTER) == 1


def test_the_doubt_is_the_accepting_posts_own_once_and_with_words(cast: Cast) -> None:
    case_id, market = cast.receive(on(11, 5)).case_id, cast.officer("market_review", on(11, 6))
    fire = cast.officer("fire_review", on(11, 6))
    told: dict[str, Any] = {"case_id": case_id, "at": on(11, 6)}
    assert code(lambda: record_not_ours(words=" ", by=market, **told)) == "doubt_words"
    assert code(lambda: record_not_ours(words=WORDS, by=fire, **told)) == "not_your_post"
    record_not_ours(words=WORDS, by=market, **told)
    assert code(lambda: record_not_ours(words=WORDS, by=market, **told)) == "doubted_already"


def test_a_doubt_that_was_cleared_up_lets_it_be_accepted(cast: Cast) -> None:
    case_id, market = cast.receive(on(11, 5)).case_id, cast.officer("market_review", on(11, 6))
    record_not_ours(case_id=case_id, words=WORDS, by=market, at=on(11, 6))
    accept_case(case_id=case_id, by=market, at=on(11, 9))
    assert Case.objects.get(pk=case_id).state == "accepted"


def test_a_sweep_that_asks_nobody_would_be_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.cases.actions.accept.refuse_wrong_organ", lambda _step: None)
    case_id = cast.receive(on(11, 5)).case_id
    record_not_ours(case_id=case_id, words=WORDS, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    deem_accepted(case_id=case_id, at=AFTER)
    assert Case.objects.get(pk=case_id).state == "accepted"
