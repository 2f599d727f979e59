"""Every shipped rule finds its breach and leaves its look-alike alone; none of them accuses a case that went well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.supervision.story import Small, Story, codes, judged, on, ref, usual, version_of
from tests.supervision.trials import STEPS, TIMES, Trial
from tests.supervision.trials_lists import PATTERNS, PERSONS, VALUES, without
from tests.supervision.trials_more import MORE
from tests.supervision.trials_orders import ORDERS, called_back, closed, contacted, dispatched, order, replied
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.simulation.rules.places import DATA
from tongban.supervision.rules.alike import Ended, differing, ended_as
from tongban.supervision.rules.declare import Grade, When
from tongban.supervision.rules.shipped.every import SHIPPED
from tongban.supervision.rules.track import track_of

TRIALS: dict[str, Trial] = TIMES | STEPS | PERSONS | VALUES | PATTERNS | ORDERS | MORE


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


def test_a_01_a_log_with_known_breaches_raises_exactly_those_cards() -> None:
    paused = Story("paused").received(on(11, 2)).accepted(on(11, 3)).paused(on(11, 6))
    late = Story("late").received(on(11, 2)).accepted(on(11, 3)).reviewed(on(11, 5))
    hasty = Story("hasty").received(on(11, 2)).accepted(on(11, 3)).reviewed(on(11, 5), by="he").decided(on(11, 9))
    hasty.issued(on(11, 9, 10, 5)).delivered(on(11, 10))
    dear = Story("dear").received(on(11, 2), fee=50).accepted(on(11, 3)).reviewed(on(11, 5)).decided(on(11, 9))
    dear.issued(on(11, 9, 10, 5)).delivered(on(11, 10))
    found = judged(usual("one"), paused, late, hasty, dear, usual("two"), until=on(11, 19))
    by_case = {(one.rule.code, one.hit.cites[0]) for one in found}
    limits = {(code, ref("late-1")) for code in ("due.one_day", "due.near", "due.promise", "due.statutory")}
    assert by_case == limits | {("apart.decide", ref("hasty-3")), ("fee.outside", ref("dear-1"))}
    assert len(found) == len(by_case)


def test_a_03_faults_are_found_before_during_and_after() -> None:
    """事前 the set-up of an item, 事中 the clock and the steps, 事后 what is revoked and reversed."""
    for when, code in (
        (When.BEFORE, "list.promise_longer"),
        (When.DURING, "order.unaccepted"),
        (When.AFTER, "after.reversed"),
    ):
        trial = TRIALS[code]
        assert {one.rule.when for one in judged(*stories(trial.breach()), world=trial.world(), only=code)} == {when}


@pytest.mark.parametrize("code", ["line.jumped", "outlier.refusals", "pair.proxy", "fee.outside"])
def test_r_12_each_sign_of_favours_is_seen_with_its_cases_and_not_in_the_look_alike(code: str) -> None:
    """Out of order, one official's discretion, the same pair again, a fee outside the catalogue."""
    trial = TRIALS[code]
    seen = [one for one in judged(*stories(trial.breach()), world=trial.world()) if one.rule.code == code]
    known = {fact.id for story in stories(trial.breach()) for fact in story.facts}
    assert seen
    assert all(one.hit.cites and known.issuperset(one.hit.cites) for one in seen)
    alike = judged(*stories(trial.alike()), world=(trial.alike_world or trial.world)())
    assert code not in {one.rule.code for one in alike}


def test_d_20_a_power_that_came_down_but_is_decided_above_is_flagged_with_those_decisions() -> None:
    trial = TRIALS["holder.hollow"]
    (one,) = [one for one in judged(*stories(trial.breach()), world=trial.world()) if one.rule.code == "holder.hollow"]
    decisions = {fact.id for story in stories(trial.breach()) for fact in story.facts if fact.type == "case.decided"}
    assert set(one.hit.cites) <= decisions
    assert len(one.hit.cites) == one.hit.figures["hits"]
    assert found("holder.hollow", trial.alike(), (trial.alike_world or trial.world)(), trial) == []


def test_s_13_one_paper_more_at_one_place_is_found_and_the_guides_own_papers_are_not() -> None:
    told = Story("liuhe").received(on(11, 2)).told("case.notified", on(11, 3), place="liuhe", state="noticed", no=1,
                                                   document="d", points=["m_deposit:missing"])  # fmt: skip
    own = version_of("v1").content.materials[0].key
    same = Story("county").received(on(11, 2)).told("case.notified", on(11, 3), state="noticed", no=1, document="d",
                                                    points=[f"{own}:missing"])  # fmt: skip
    assert [(one.rule.code, one.hit.figures["first"], one.hit.cites) for one in judged(told, same)] == [
        ("papers.outside", "m_deposit:missing", (ref("liuhe-2"),))
    ]


def test_s_13_like_cases_that_end_differently_at_one_place_are_listed_for_review() -> None:
    """Refused at one place, granted elsewhere: the refusals are listed. Refused alike everywhere: nobody is accused."""
    trial = TRIALS["outlier.place"]
    (one,) = [one for one in judged(*stories(trial.breach())) if one.rule.code == "outlier.place"]
    refused = {fact.id for story in stories(trial.breach()) for fact in story.facts
               if fact.place_id == ref("liuhe") and fact.data.get("decision") == "refuse"}  # fmt: skip
    assert set(one.hit.cites) == refused
    assert "outlier.place" not in codes(*stories(trial.alike()))
    alone = [story for story in stories(trial.breach()) if story.facts[-1].place_id == ref("liuhe")]
    assert "outlier.place" not in codes(*alone), "with nothing to compare, nothing differs"


def test_s_13_the_same_papers_and_another_result_stand_side_by_side_for_review() -> None:
    def told(name: str, decision: str, papers: list[str], later: tuple[str, ...] = (), **data: str) -> Ended:
        story = Story(name).received(on(11, 2), materials=papers, **data)
        if later:
            story.told("case.supplemented", on(11, 3), state="received", materials=list(later))
        found = ended_as(
            track_of(story.accepted(on(11, 4)).reviewed(on(11, 5)).decided(on(11, 6), decision=decision).facts)
        )
        assert found is not None
        return found

    one, other = told("a", "grant", ["id", "lease"]), told("b", "refuse", ["id"], later=("lease",))
    fewer, elsewise = told("c", "refuse", ["id"]), told("d", "refuse", ["id", "lease"], situation="renewal")
    (group,) = differing([one, other, fewer, elsewise, told("e", "grant", ["lease", "id"])])
    assert (group.papers, group.refused) == (("id", "lease"), [ref("b")])
    assert group.granted == [ref("a"), ref("e")]
    assert differing([one, fewer, elsewise]) == [], "what differs in its papers or situation is not alike"


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
