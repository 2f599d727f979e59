"""A card's life: each step by whom the law of the house says, in its order, in time, in the ledger; else a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import on
from tests.supervision.stage import Stage, late_stage
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.supervision.actions import raising
from tongban.supervision.actions.cards import (
    appeal_card,
    close_card,
    correct_card,
    explain_card,
    judge_appeal,
    lift_card,
    uphold_card,
)
from tongban.supervision.actions.raising import raise_card
from tongban.supervision.actions.recommending import answer_recommendation, close_recommendation, recommend
from tongban.supervision.actions.rules import set_rule
from tongban.supervision.actions.watching import fire_due, watch_event
from tongban.supervision.events import CardRaised
from tongban.supervision.models import Card, Recommendation
from tongban.supervision.permissions import may_judge
from tongban.supervision.queries.cards import card_view, concerned
from tongban.supervision.rules.declare import Hit
from tongban.supervision.rules.engine import Finding
from tongban.supervision.rules.shipped.every import BY_CODE
from tongban.supervision.rules.track import track_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def stage() -> Stage:
    return late_stage()


def test_a_card_is_explained_upheld_appealed_and_lifted_by_somebody_else(stage: Stage) -> None:
    stage.appealed()
    judge_appeal(card_id=stage.card.pk, lift=True, words="属实", by=stage.who("supervision_review", on(11, 20)),
                 at=on(11, 20))  # fmt: skip
    assert stage.state() == "lifted"
    told = [(entry.type, entry.data.get("act")) for entry in events_of("card", stage.card.pk)]
    assert told == [("card.raised", None)] + [
        ("card.moved", act) for act in ("explain", "uphold", "appeal", "lift_on_appeal")
    ]


def test_a_card_that_stands_is_corrected_and_closed(stage: Stage) -> None:
    stage.corrected()
    close_card(card_id=stage.card.pk, words="已核实", by=stage.who("supervision", on(11, 20)), at=on(11, 20))
    assert stage.state() == "closed"


def test_words_stand_on_the_step_and_only_their_digest_in_the_ledger(stage: Stage) -> None:
    stage.explained()
    told = events_of("card", stage.card.pk)[-1]
    assert len(told.data["words_digest"]) == 64
    assert "病假" not in str(told.data)
    assert card_view(stage.card.pk, stage.who("supervision", on(11, 18)), on(11, 18)).steps[0].words == "审查人员病假"


def test_an_explanation_after_its_day_is_late(stage: Stage) -> None:
    explain_card(card_id=stage.card.pk, words="补充", by=stage.who("market_decide", on(11, 25)), at=on(11, 25))
    assert events_of("card", stage.card.pk)[-1].data["late"] is True


REFUSALS: dict[str, tuple[str, Callable[[Stage], Any]]] = {
    "another body does not explain": (
        "not_found",
        lambda s: explain_card(card_id=s.card.pk, words="x", by=s.who("fire_review", on(11, 17)), at=on(11, 17)),
    ),
    "the centre's manager sees but does not judge": (
        "not_supervisor",
        lambda s: uphold_card(card_id=s.card.pk, words="x", by=s.who("centre_manager", on(11, 17)), at=on(11, 17)),
    ),
    "the body does not judge itself": (
        "not_supervisor",
        lambda s: lift_card(card_id=s.card.pk, words="x", by=s.who("market_decide", on(11, 17)), at=on(11, 17)),
    ),
    "nobody is judged before they were heard": (
        "card_not_heard",
        lambda s: uphold_card(card_id=s.card.pk, words="x", by=s.who("supervision", on(11, 17)), at=on(11, 17)),
    ),
    "who upheld it does not judge the appeal": (
        "judge_twice",
        lambda s: judge_appeal(card_id=s.appealed().card.pk, lift=False, words="x",
                               by=s.who("supervision", on(11, 20)), at=on(11, 20)),
    ),
    "an appeal after its days": (
        "appeal_late",
        lambda s: appeal_card(card_id=s.upheld().card.pk, words="x", by=s.who("market_decide", on(11, 30)),
            at=on(11, 30)),
    ),
    "a step without words": (
        "card_words",
        lambda s: explain_card(card_id=s.card.pk, words=" ", by=s.who("market_decide", on(11, 17)), at=on(11, 17)),
    ),
    "a correction before it was judged": (
        "card_state",
        lambda s: correct_card(card_id=s.card.pk, words="x", by=s.who("market_decide", on(11, 17)), at=on(11, 17)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_not_allowed_is_refused_with_a_sentence(stage: Stage, name: str) -> None:
    code, attempt = REFUSALS[name]
    with pytest.raises(Refused) as refused:
        attempt(stage)
    assert refused.value.refusal.code == code
    assert refused.value.refusal.sentence("zh")


def test_silence_past_the_day_lets_a_supervisor_uphold(stage: Stage) -> None:
    uphold_card(card_id=stage.card.pk, words="逾期未说明", by=stage.who("supervision", on(11, 20)), at=on(11, 20))
    assert stage.state() == "upheld"


def test_whoever_handled_the_case_does_not_judge_it(stage: Stage) -> None:
    supervisor = stage.who("supervision", on(11, 20))
    barred = may_judge(supervisor, concerned={supervisor.ref} if supervisor.ref else set())
    assert barred is not None
    assert barred.code == "judge_concerned"
    assert stage.cast.county.holders["market_review"][0] in concerned(stage.card)


def test_c_06_a_recommendation_is_answered_in_time_and_its_effect_measured(stage: Stage) -> None:
    supervisor, head = stage.who("supervision", on(11, 17)), stage.who("market_decide", on(11, 20))
    market = stage.cast.county.bodies["market"]
    advice = recommend(body_id=market, words="落实 AB 岗", cards=[stage.card.pk], by=supervisor, at=on(11, 17))
    with pytest.raises(Refused, match="recommendation_answer"):
        answer_recommendation(recommendation_id=advice, words="x", by=supervisor, at=on(11, 18))
    answer_recommendation(recommendation_id=advice, words="已落实", by=head, at=on(11, 20))
    close_recommendation(recommendation_id=advice, by=supervisor, at=on(11, 27))
    row = Recommendation.objects.get(pk=advice)
    assert (row.state, row.before, row.after) == ("closed", 1, 0)
    kinds = [entry.type for entry in events_of("recommendation", advice)]
    assert kinds == ["recommendation.made", "recommendation.answered", "recommendation.closed"]


def test_c_06_a_recommendation_without_a_card_of_that_body_is_refused(stage: Stage) -> None:
    with pytest.raises(Refused, match="recommendation_cards"):
        recommend(body_id=stage.cast.county.bodies["fire"], words="x", cards=[stage.card.pk],
                  by=stage.who("supervision", on(11, 17)), at=on(11, 17))  # fmt: skip


def test_a_rule_switched_off_for_an_item_raises_nothing_for_it(stage: Stage) -> None:
    supervisor = stage.who("supervision", on(11, 17))
    set_rule(code="due.statutory", active=False, item_id=stage.card.item_id, by=supervisor, at=on(11, 17))
    fire_due(at=on(11, 18))
    assert not Card.objects.filter(rule="due.statutory").exists()


def test_the_same_case_gets_the_card_where_the_rule_is_on(stage: Stage) -> None:
    fire_due(at=on(11, 18))
    assert Card.objects.filter(rule="due.statutory").count() == 1


def test_figures_are_changed_only_after_a_back_test(stage: Stage) -> None:
    supervisor = stage.who("supervision", on(11, 17))
    with pytest.raises(Refused, match="rule_back_test"):
        set_rule(code="urged.often", active=True, figures={"supervision.urges": 1}, by=supervisor, at=on(11, 17))
    with pytest.raises(Refused, match="rule_figures"):
        set_rule(code="urged.often", active=True, figures={"licence.decision_days": 1}, by=supervisor, at=on(11, 17))
    with pytest.raises(Refused, match="not_supervisor"):
        set_rule(code="urged.often", active=False, by=stage.who("market_decide", on(11, 17)), at=on(11, 17))
    number = set_rule(code="urged.often", active=True, figures={"supervision.urges": 1}, back_test={"cards": 3},
                      by=supervisor, at=on(11, 17))  # fmt: skip
    assert number == 1
    assert [entry.type for entry in events_of("card", stage.card.pk)] == ["card.raised"]


def test_cards_are_about_others_never_about_cards(stage: Stage) -> None:
    before = Card.objects.count()
    for entry in events_of("card", stage.card.pk):
        watch_event(entry)
    assert Card.objects.count() == before


@pytest.mark.parametrize(("code", "cites"), [("due.promise", ()), ("", ("event",))])
def test_a_04_a_finding_without_a_rule_or_an_event_is_refused(stage: Stage, code: str, cites: tuple[str, ...]) -> None:
    """Nobody can write a free opinion: what is no rule's finding on recorded events is no card."""
    cited = tuple(events_of("case", stage.case_id)[0].id for _one in cites)
    hit, track = Hit(occurrence="2", at=on(11, 17), cites=cited), track_of(events_of("case", stage.case_id))
    assert track is not None
    finding = Finding(replace(BY_CODE["due.promise"], code=code), hit)
    with pytest.raises(IntegrityError, match="card_cites_events"), transaction.atomic():
        raise_card(finding=finding, track=track, edition=0, by=SYSTEM, at=on(11, 17))


def test_a_04_no_act_of_a_person_raises_a_card() -> None:
    """Cards come from the engine alone: their event knows no words, and no page and no program has an act for it."""
    assert not {"words", "words_digest", "text"} & {one.name for one in fields(CardRaised)}
    callers = [path.name for path in Path(raising.__file__).parents[1].rglob("*.py")
               if "raise_card(" in path.read_text(encoding="utf-8")]  # fmt: skip
    assert sorted(callers) == ["raising.py", "watching.py"]
