"""The usual flow of a licence, walked move by move."""

import json
from pathlib import Path
from typing import Any

import pytest

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.flow.net import Net, Step
from tongban.kernel.flow.stored import from_json, to_json
from tongban.kernel.refusals import Refused

LICENCE = Path(__file__).with_name("licence.bpmn")


@pytest.fixture(scope="module")
def net() -> Net:
    return compile_flow(read_bpmn(LICENCE.read_bytes()))


def walk(net: Net, *moves: tuple[str, dict[str, Any]]) -> Step:
    step = net.start({})
    for node, facts in moves:
        step = net.complete(step.marking, node, facts)
    return step


ACCEPTED = ("accept", {"acceptance": "accepted"})
REVIEWED = tuple((f"review_{body}", {}) for body in ("fire", "market", "urban"))
GRANTED = ("decide", {"decision": "grant"})


def test_a_new_case_waits_for_acceptance(net: Net) -> None:
    assert net.start({}).opened == ("accept",)


def test_acceptance_opens_the_three_reviews_in_the_order_drawn(net: Net) -> None:
    assert walk(net, ACCEPTED).opened == ("review_market", "review_fire", "review_urban")


def test_a_one_time_notice_waits_for_the_applicant_and_comes_back(net: Net) -> None:
    notice = ("accept", {"acceptance": "notice"})
    assert walk(net, notice).opened == ("supplement",)
    assert walk(net, notice, ("supplement", {})).opened == ("accept",)
    assert walk(net, notice, ("supplement", {}), ACCEPTED) == walk(net, ACCEPTED)


def test_non_acceptance_ends_the_flow(net: Net) -> None:
    assert walk(net, ("accept", {"acceptance": "refused"})) == Step((), (), True)


def test_the_decision_opens_only_when_all_have_reviewed(net: Net) -> None:
    step = walk(net, ACCEPTED, *REVIEWED[:2])
    assert step.opened == ()
    assert net.open_nodes(step.marking) == ("review_urban",)
    assert net.complete(step.marking, "review_urban", {}).opened == ("decide",)


def test_a_grant_is_issued_and_delivered(net: Net) -> None:
    step = walk(net, ACCEPTED, *REVIEWED, GRANTED)
    assert step.opened == ("issue",)
    assert walk(net, ACCEPTED, *REVIEWED, GRANTED, ("issue", {}), ("deliver", {})) == Step((), (), True)


def test_a_step_that_is_not_open_is_refused_by_its_name(net: Net) -> None:
    with pytest.raises(Refused) as refused:
        net.complete(net.start({}).marking, "decide", {})
    assert refused.value.refusal.sentence().startswith("“决定”这一步现在没有打开")


def test_without_an_outcome_the_flow_says_what_is_missing(net: Net) -> None:
    with pytest.raises(Refused) as refused:
        walk(net, ("accept", {}))
    assert "“材料齐全吗”处没有一个条件成立" in refused.value.refusal.sentence()


def test_a_node_tells_its_post_act_and_limit(net: Net) -> None:
    node = net.node("review_fire")
    assert (node.post, node.act, node.limit, node.clock) == ("fire/review", "review", "review_fire", "counted")
    assert net.node("supplement").post == "@applicant"


def test_an_unknown_step_is_refused(net: Net) -> None:
    for ask in (lambda: net.node("start"), lambda: net.complete((1,), "gone", {})):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.refusal.code in ("no_such_node", "node_not_open")


def test_a_table_of_another_version_is_refused(net: Net) -> None:
    with pytest.raises(Refused) as refused:
        from_json({**to_json(net), "version": 2})
    assert refused.value.refusal.code == "flow_format"


def test_a_net_forgets_steps_rather_than_grow(monkeypatch: pytest.MonkeyPatch, net: Net) -> None:
    monkeypatch.setattr("tongban.kernel.flow.net.MAX_REMEMBERED", 2)
    small = Net(net.model)
    assert walk(small, ACCEPTED, *REVIEWED) == walk(net, ACCEPTED, *REVIEWED)


def test_the_stored_table_is_plain_json(net: Net) -> None:
    assert from_json(json.loads(json.dumps(to_json(net)))).model == net.model


def test_the_stored_table_runs_alike(net: Net) -> None:
    again = from_json(to_json(net))
    assert again.model == net.model
    assert walk(again, ACCEPTED, *REVIEWED, GRANTED) == walk(net, ACCEPTED, *REVIEWED, GRANTED)
