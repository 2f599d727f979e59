"""Every trigger that real documents of electronic supervision name, and every trap that events can show, has its rule.

The two tables stand in docs/supervision.md as well, for whoever asks what is watched; what no event can show is listed
with the gate that refuses it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from tests.supervision.story import Small, Story, judged, on, ref, usual
from tests.supervision.test_rules import TRIALS, found, stories
from tests.supervision.trials_more import charge, priced
from tongban.supervision.rules.declare import Grade
from tongban.supervision.rules.shipped.every import BY_CODE

# 电子监察 (law.md 2.7).
TRIGGERS: dict[str, tuple[str, ...]] = {
    "one working day before the promised limit": ("due.one_day",),
    "nine tenths of the promised time": ("due.near",),
    "promise exceeded": ("due.promise",),
    "statutory limit exceeded": ("due.statutory",),
    "step overtime though the total is in time": ("step.over",),
    "lawful application not accepted": ("accept.turned_away", "answer.silent", "spike.turned_away"),
    "late referral to the upper body": ("report.late", "elsewhere.late"),
    "no reasons for a refusal or for not accepting": (
        "refusal.no_basis", "refusal.no_document", "refusal.no_right_body",
    ),
    "not handled on the platform": ("entry.late",),
    "a fee outside the catalogue": ("fee.outside", "fee.rate"),
    "a wrong rate": ("fee.rate",),
    "a pause without a document": ("pause.no_document",),
    "a pause longer than told": ("pause.longer",),
    "the promised limit lengthened": ("list.promise_longer", "list.promise_gone"),
}  # fmt: skip
# Corrections from practice and traps (law.md 3 and 4).
TRAPS: dict[str, tuple[str, ...]] = {
    "a second notice of what was visible": ("notice.seen",),
    "two or more for the substance check, where the flow asks": ("apart.two", "order.unreviewed"),
    "separation where the flow demands it": ("apart.decide",),
    "45 + 15 with the government's approval": ("extension.approver", "extension.long"),
    "decided by the former holder": ("holder.former", "holder.hollow"),
    "sealed, or first approved, by the former holder": ("holder.seal", "holder.hollow_seal", "holder.hollow_review"),
    "a power handed on without its document": ("holding.no_basis", "holder.decide"),
    "deemed acceptance, deemed renewal": ("answer.silent", "answer.renewal"),
    "a survey on site does not stop the clock": ("pause.unlisted",),
    "expert review stops it only if told in writing": ("pause.not_told", "pause.no_end"),
    "promised beside statutory": ("list.promise_over", "list.promise_longer"),
    "“other materials” in a guide": ("list.catch_all",),
    "material outside the guide": ("papers.outside",),
    "hearings are gates": ("order.hearing_right", "order.hearing_record", "hearing.not_called", "hearing.late"),
    "a return only in its order, never after a ruling": ("order.returned_again", "order.ruling"),
    "the first receiver owns it": ("order.sign", "asked.unclaimed", "asked.passed_on"),
    "an order's clock": ("order.clock_moved", "order.extended_late", "order.reply"),
    "callbacks and contact for real-name raters": ("rating.uncontacted", "rating.unrectified", "order.callback"),
    "a veto, also a disguised one": ("veto.tried",),
    "the check of a commitment is a duty with a date": ("commitment.unchecked", "commitment.late"),
    "worked outside and entered late": ("entry.late",),
    "a closing spree": ("spree.closing",),
    "out of order": ("line.jumped",),
    "the same officer and proxy": ("pair.proxy",),
    "closed without contact": ("closed.no_contact", "order.no_contact"),
    "a handover or reopening that moves a clock": ("clock.moved", "clock.restarted"),
    "days that have passed, changed in the calendar": ("calendar.past",),
}
DOCS = Path(__file__).parents[2] / "docs" / "supervision.md"


@pytest.mark.parametrize("name", [*TRIGGERS, *TRAPS])
def test_a_01_every_trigger_and_every_trap_has_a_rule_that_is_on_with_its_trial(name: str) -> None:
    for code in (TRIGGERS | TRAPS)[name]:
        assert BY_CODE[code].starts_on, code
        trial = TRIALS[code]
        assert set(found(code, trial.breach(), trial.world(), trial)) == {code}


def test_the_page_for_readers_names_every_trigger_and_trap_with_its_rules() -> None:
    words = DOCS.read_text(encoding="utf-8")
    lines = {line.split("|")[1].strip(): line for line in words.splitlines() if line.count("|") == 3}
    for name, codes in (TRIGGERS | TRAPS).items():
        assert name in lines, name
        assert [code for code in codes if f"`{code}`" not in lines[name]] == []
    assert f" {len(BY_CODE)} rules " in words


def test_the_grades_are_those_of_the_documents() -> None:
    grades = {code: BY_CODE[code].grade for code in ("due.one_day", "due.near", "step.over", "due.promise")}
    assert grades == {"due.one_day": Grade.BLUE, "due.near": Grade.YELLOW, "step.over": Grade.YELLOW,
                      "due.promise": Grade.RED}  # fmt: skip
    assert BY_CODE["due.statutory"].grade is Grade.DOUBLE_RED


class Moving(Small):
    """The market bureau held the power until 5 November; since then Liuhe does."""

    def holder(self, item: UUID, place: UUID, function: str, at: datetime) -> UUID | None:
        return ref("market" if at < on(11, 5) else "liuhe")

    def holds_elsewhere(self, item: UUID, body: UUID, function: str, at: datetime) -> bool:
        return body == ref("market")


def codes(story: Story) -> set[str]:
    return {one.rule.code for one in judged(story, world=Moving())} & {"holder.former", "holder.seal", "holder.accept"}


def test_d_20_whoever_accepted_a_case_before_the_power_moved_finishes_it_unless_it_moved_along() -> None:
    """Filed cases finish with the organ that accepted them; only what the decision document says moves."""
    own = usual()
    own.facts[4].data["sealed_by"] = str(ref("market"))
    assert codes(own) == set()
    moved = Story().received(on(11, 2)).accepted(on(11, 3)).reviewed(on(11, 4))
    moved.told("case.moved", on(11, 5), from_holding="a", to_holding="b", document="d", tasks=[]).decided(on(11, 9))
    moved.issued(on(11, 9, 10, 5), sealed_by=str(ref("market")))
    assert codes(moved) == {"holder.former", "holder.seal"}
    late = Story().received(on(11, 6)).accepted(on(11, 6, 11)).reviewed(on(11, 9)).decided(on(11, 10))
    assert "holder.former" in codes(late)


@pytest.mark.parametrize(("name", "amount", "wrong"), [
    ("工本费", 3000, False), ("工本费", 1000, False), ("工本费", 500, True), ("工本费", 2550, True),
    ("加急费", 3000, True),
])  # fmt: skip
def test_s_37_a_charge_is_held_to_the_catalogue_and_its_rate(name: str, amount: int, wrong: bool) -> None:
    assert bool(judged(charge(name, amount), world=priced())) == wrong


@pytest.mark.parametrize("code", ["order.ruling", "order.callback"])
def test_what_the_line_itself_leaves_undone_is_not_held_against_the_body_that_did_its_part(code: str) -> None:
    """A return that nobody rules on and a callback that nobody makes are the dispatching desk's, not the handler's."""
    trial = TRIALS[code]
    hits = judged(*stories(trial.breach()), until=trial.until, only=code)
    assert {one.hit.body for one in hits} == {ref("desk")}


def test_a_seal_of_the_former_holder_is_told_to_the_body_whose_seal_it_is() -> None:
    trial = TRIALS["holder.hollow_seal"]
    hits = [
        one for one in judged(*stories(trial.breach()), world=trial.world()) if one.rule.code == "holder.hollow_seal"
    ]
    assert {one.hit.body for one in hits} == {ref("market")}
