"""A delegation decision's way on real tables: asked, answered, approved, published, ready, activated; or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.cast import on
from tests.delegation.stage import ACTIVATED, DRAFTED, EFFECTIVE, PUBLISHED, Stage, stage
from tests.increase.stage import guide
from tongban.delegation.actions import activating, decisions
from tongban.delegation.actions.resources import record_delivery, sign_waiver
from tongban.delegation.actions.returning import report_upward, take_back
from tongban.delegation.models import Decision, Line
from tongban.delegation.rules.readiness import KINDS
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.holdings import grant_holding
from tongban.powerlist.queries import holding_at, published_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
PROVINCE = {
    "form": "transferred", "authority_level": "province", "authority_number": "省政发〔2026〕1号",
}  # fmt: skip


def code_of(act: Callable[[], object]) -> str:
    """The code of the refusal that an act meets."""
    with pytest.raises(Refused) as told:
        act()
    return told.value.refusal.code


def activate(made: Stage, decision: object) -> int:
    return activating.activate_decision(decision_id=decision, by=made.office, at=ACTIVATED)  # type: ignore[arg-type]


def inspection(*, but: str) -> Stage:
    """A power to inspect, held by the bureau; the town has everything it needs for it except one kind."""
    made = stage(ready=False)
    guide("QH-JC-1", "食品经营检查", (date(2026, 1, 6),), item_type="06")
    made.item = published_item("QH-JC-1").id
    grant_holding(
        item_id=made.item, place_id=made.cast.county.places["990823"], function="decide",
        body_id=made.cast.county.bodies["market"], legal_form="statutory", valid_from=on(1, 6), basis_doc="三定规定",
        by=SYSTEM, at=on(1, 6),
    )  # fmt: skip
    made.ready(but=but, item_type="06")
    return made


def holder(made: Stage, at: object) -> object:
    found = holding_at(made.item, made.place, "decide", at)  # type: ignore[arg-type]
    return found.body_id if found else None


def test_from_its_moment_on_the_town_holds_what_the_bureau_held_before() -> None:
    made = stage()
    assert activate(made, made.published()) == 1
    bureau = made.cast.county.bodies["market"]
    assert [holder(made, at) for at in (on(6, 30, 23, 59), EFFECTIVE)] == [bureau, made.town]
    line = Line.objects.get()
    assert (line.state, line.giver_id, line.lookback_due) == ("live", bureau, date(2027, 1, 1))


def test_d_25_a_decision_is_not_approved_with_an_opinion_unanswered() -> None:
    made = stage()
    draft = made.draft()
    decisions.consult_receivers(decision_id=draft, until=DRAFTED.date(), by=made.office, at=DRAFTED)
    told = {"decision_id": draft, "by": made.mayor, "at": DRAFTED}
    said = decisions.give_opinion(agrees=False, words="请先配两名持证人员", **told)
    approve = {"decision_id": draft, "by": made.head, "at": PUBLISHED}
    assert code_of(lambda: decisions.approve_decision(**approve)) == "delegation.unanswered"
    answer = {"opinion_id": said, "by": made.office, "at": DRAFTED}
    assert code_of(lambda: decisions.answer_opinion(answer="declined", why=" ", **answer)) == "opinion.why"
    decisions.answer_opinion(answer="adopted", why="", **answer)
    decisions.approve_decision(**approve)
    assert Decision.objects.get().state == "approved"


def test_d_25_nor_while_receivers_may_still_speak_and_only_they_speak() -> None:
    made = stage()
    draft = made.draft()
    decisions.consult_receivers(decision_id=draft, until=PUBLISHED.date(), by=made.office, at=DRAFTED)
    approve = {"decision_id": draft, "by": made.head, "at": DRAFTED}
    assert code_of(lambda: decisions.approve_decision(**approve)) == "delegation.silent"
    speak = {"decision_id": draft, "agrees": True, "words": "", "at": DRAFTED}
    assert code_of(lambda: decisions.give_opinion(by=made.head, **speak)) == "not_a_receiver"
    decisions.give_opinion(by=made.mayor, **speak)
    assert code_of(lambda: decisions.give_opinion(by=made.mayor, **speak)) == "opinion.twice"
    decisions.approve_decision(**approve)


def test_nothing_takes_effect_before_it_is_published() -> None:
    made = stage()
    draft = made.draft()
    assert code_of(lambda: activate(made, draft)) == "delegation.activate"
    decisions.consult_receivers(decision_id=draft, until=DRAFTED.date(), by=made.office, at=DRAFTED)
    decisions.approve_decision(decision_id=draft, by=made.head, at=PUBLISHED)
    late = {"decision_id": draft, "by": made.office, "at": EFFECTIVE}
    assert code_of(lambda: decisions.publish_decision(**late)) == "delegation.too_late"
    decisions.publish_decision(**{**late, "at": PUBLISHED})
    activating.activate_decision(**late)


@pytest.mark.parametrize("kind", KINDS)
def test_d_13_one_element_withheld_stops_the_activation_and_is_named(kind: str) -> None:
    """Posts, people, training, certificates, money, vehicle, recorder, uniforms, accounts: an inspection needs all."""
    made = inspection(but=kind)
    decision = made.published()
    with pytest.raises(Refused) as told:
        activate(made, decision)
    assert told.value.refusal.code == "delegation.not_ready"
    assert KINDS[kind][0] in told.value.refusal.sentence("zh")
    assert holder(made, EFFECTIVE) == made.cast.county.bodies["market"]


def test_d_13_with_every_element_delivered_the_same_power_goes_live() -> None:
    made = inspection(but="")
    assert activate(made, made.published()) == 1


def test_d_13_a_signed_waiver_with_its_day_lets_it_pass() -> None:
    made = stage(ready=False)
    made.ready(but="money")
    decision = made.published()
    waiver = {"body_id": made.town, "item_id": made.item, "kind": "money", "until": date(2026, 9, 30)}
    sign = lambda by, reason: sign_waiver(**waiver, reason=reason, by=by, at=ACTIVATED)  # noqa: E731
    assert code_of(lambda: sign(made.office, "经费下月拨付")) == "not_county_head"
    assert code_of(lambda: sign(made.head, " ")) == "waiver.reason"
    sign(made.head, "经费下月拨付")
    assert activate(made, decision) == 1


def test_d_13_what_the_province_gives_takes_effect_on_its_date_with_the_gaps_counted() -> None:
    made = stage(ready=False)
    decision = made.published(**PROVINCE, lines=[made.wish()])
    activate(made, decision)
    assert holder(made, EFFECTIVE) == made.town
    assert events_of("delegation", decision)[-1].data["gaps"] == 5


def test_a_promise_is_no_delivery() -> None:
    made = stage(ready=False)
    told = {"body_id": made.town, "kind": "money", "quantity": 1, "document": "x", "by": made.office, "at": DRAFTED}
    assert code_of(lambda: record_delivery(delivered_on=date(2026, 6, 2), **told)) == "delivery.later"


WRONG = [
    ("form.authority", {"form": "transferred"}),
    ("form.published", {"authority_published_on": date(2026, 6, 2)}),
    ("form.number", {"authority_number": " "}),
    ("form.unknown", {"form": "free"}),
    ("holding.past", {"effective_at": DRAFTED}),
    ("delegation.heading", {"title": ""}),
]


@pytest.mark.parametrize(("code", "other"), WRONG, ids=[code for code, _ in WRONG])
def test_a_decision_that_the_law_does_not_allow_is_not_even_drafted(code: str, other: dict[str, object]) -> None:
    made = stage()
    assert code_of(lambda: made.draft(**other)) == code


def test_only_the_county_office_drafts_and_only_the_head_approves() -> None:
    made = stage()
    plain = replace(made.office, duties=frozenset())
    draft = made.draft()
    consult = {"decision_id": draft, "until": DRAFTED.date(), "at": DRAFTED}
    assert code_of(lambda: decisions.consult_receivers(by=plain, **consult)) == "not_county_office"
    decisions.consult_receivers(by=made.office, **consult)
    approve = {"decision_id": draft, "at": PUBLISHED}
    assert code_of(lambda: decisions.approve_decision(by=made.office, **approve)) == "not_county_head"
    assert code_of(lambda: decisions.approve_decision(by=made.mayor, **approve)) == "not_county_head"


def test_taken_back_the_bureau_holds_it_again_and_the_province_is_told_where_it_gave() -> None:
    made = stage()
    line = made.activated()
    back = {"line_id": line, "moment": on(9, 1, 0), "document": "青禾政发〔2026〕12号", "moves_cases": False}
    assert code_of(lambda: take_back(by=made.mayor, at=on(8, 20), **back)) == "not_county_head"
    take_back(by=made.head, at=on(8, 20), **back)
    bureau = made.cast.county.bodies["market"]
    assert [holder(made, at) for at in (on(8, 31), on(9, 1, 0))] == [made.town, bureau]
    assert code_of(lambda: take_back(by=made.head, at=on(8, 21), **back)) == "line.not_in_force"


def test_what_the_province_gave_the_county_does_not_take_back() -> None:
    made = stage()
    line = made.activated(**PROVINCE, lines=[made.wish()])
    back = {"line_id": line, "document": "青禾政报〔2026〕3号", "by": made.head, "at": on(8, 20)}
    assert code_of(lambda: take_back(moment=on(9, 1, 0), moves_cases=False, **back)) == "line.province"
    report_upward(**back)
    assert holder(made, on(9, 2)) == made.town


def test_the_platform_itself_may_do_what_the_office_does() -> None:
    made = stage()
    decision = made.published()
    assert activating.activate_decision(decision_id=decision, by=SYSTEM, at=ACTIVATED) == 1
