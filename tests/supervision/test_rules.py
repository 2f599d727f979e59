"""Every shipped rule finds its breach and leaves its look-alike alone; none of them accuses a case that went well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.supervision.story import Small, Story, codes, judged, on, ref, usual, version_of
from tests.supervision.trials import STEPS, TIMES, Trial
from tests.supervision.trials_lists import PATTERNS, PERSONS, VALUES, without
from tests.supervision.trials_orders import ORDERS, called_back, closed, contacted, dispatched, order, replied
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.simulation.rules.places import DATA
from tongban.supervision.rules.declare import Grade
from tongban.supervision.rules.shipped.every import SHIPPED

TRIALS: dict[str, Trial] = TIMES | STEPS | PERSONS | VALUES | PATTERNS | ORDERS


def stories(told: Story | list[Story]) -> list[Story]:
    return told if isinstance(told, list) else [told]


def found(code: str, told: Story | list[Story], world: Small, trial: Trial) -> list[str]:
    return [one.rule.code for one in judged(*stories(told), world=world, until=trial.until, only=code)]


@pytest.mark.parametrize("code", TRIALS)
def test_a_01_the_rule_finds_its_breach_and_nothing_else(code: str) -> None:
    trial = TRIALS[code]
    assert set(found(code, trial.breach(), trial.world(), trial)) == {code}
    assert found(code, trial.alike(), (trial.alike_world or trial.world)(), trial) == []


def test_a_01_every_shipped_rule_has_a_breach_and_a_look_alike() -> None:
    assert {rule.code for rule in SHIPPED} == set(TRIALS)
    assert len(SHIPPED) >= 40


def test_a_01_a_case_that_went_well_gets_no_card() -> None:
    assert codes(usual()) == []


def test_a_04_every_finding_cites_its_rule_and_events() -> None:
    for code, trial in TRIALS.items():
        for one in judged(*stories(trial.breach()), world=trial.world(), until=trial.until, only=code):
            assert one.hit.cites, code
            assert one.rule.source, code


def test_a_step_that_the_flow_gives_to_the_township_is_entrusted_and_not_usurped() -> None:
    """Small amounts of relief are decided by the township in the county's name, as the published flow says."""
    flow = compile_flow(read_bpmn((DATA / "items" / "temporary_relief.bpmn").read_bytes()))
    world = without("decide")()
    world.versions[str(ref("v1"))] = replace(version_of("v1"), flow=flow)
    assert found("holder.decide", usual(), world, TRIALS["holder.decide"]) == ["holder.decide"]
    story = usual()
    for fact in story.facts:
        if fact.type == "case.decided":
            fact.data["closed"] = [{"node": "decide_entrusted", "task": "t"}]
    assert found("holder.decide", story, world, TRIALS["holder.decide"]) == []


def test_every_rule_says_its_name_in_both_languages_and_where_it_comes_from() -> None:
    for rule in SHIPPED:
        assert all((rule.zh, rule.en, rule.law)), rule.code
        assert rule.answer or rule.grade in (Grade.BLUE, Grade.YELLOW), rule.code


def test_a_01_the_same_history_read_twice_finds_the_same_once() -> None:
    story = TRIALS["due.statutory"].breach()
    assert isinstance(story, Story)
    once = judged(story, until=TRIALS["due.statutory"].until)
    twice = judged(story, until=TRIALS["due.statutory"].until)
    assert [one.hit for one in once] == [one.hit for one in twice]
    assert len({one.rule.code for one in once}) == len(once)


def test_s_18_an_order_that_went_well_gets_no_card() -> None:
    joint = dispatched(contacted(), on(11, 3, 15), "n2", to="fire", role="support")
    joint.told("order.signed", on(11, 3, 16), node="n2", body="fire").told("order.node_replied", on(11, 4), node="n2")
    for story in (closed(called_back(replied())), closed(called_back(replied(joint)))):
        assert codes(story) == []


def test_c_06_a_transfer_leaves_the_first_lead_alone_and_holds_the_second_to_the_first_clock() -> None:
    found = judged(dispatched(order(), on(11, 3, 9), "n2", to="fire"), until=on(11, 12))
    fire = ref("fire")
    assert {(one.rule.code, one.hit.body) for one in found} == {("order.sign", fire), ("order.reply", fire)}


def test_a_supporting_body_that_lets_its_time_pass_is_named_and_not_the_lead() -> None:
    story = replied(dispatched(contacted(), on(11, 3, 9), "n2", to="fire", role="support"))
    assert [(one.rule.code, one.hit.body) for one in judged(story)] == [("order.sign", ref("fire"))]
