"""The flow templates: each is drawn, can be walked to its ends, has the steps of the law, and needs what it says."""

from __future__ import annotations

import pytest

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.flow.findings import FlowRefused
from tongban.kernel.flow.net import Net
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries.flowtemplates import DRAWINGS, flow_drawing, flow_templates
from tongban.powerlist.rules.codes import CASE_TYPES, FIELD_TYPES, ITEM_TYPES
from tongban.powerlist.rules.faults import STEPS_OF_A_LICENCE, post_known
from tongban.powerlist.rules.flowtemplates import TEMPLATES, FlowTemplate

BODIES = frozenset({"natural", "ecology", "centre"})
each = pytest.mark.parametrize("template", flow_templates(), ids=lambda one: one.key)


def net(key: str) -> Net:
    return compile_flow(read_bpmn(flow_drawing(key).encode()))


def test_every_drawing_is_a_template() -> None:
    assert {path.stem for path in DRAWINGS.glob("*.bpmn")} == set(TEMPLATES)


@each
def test_it_can_be_walked_to_its_ends(template: FlowTemplate) -> None:
    assert net(template.key).start({}).opened


@pytest.mark.parametrize("template", [one for one in flow_templates() if one.limits], ids=lambda one: one.key)
def test_its_steps_are_those_of_the_law(template: FlowTemplate) -> None:
    assert {node.act for node in net(template.key).nodes.values()} >= STEPS_OF_A_LICENCE


@each
def test_it_names_its_limits_and_facts(template: FlowTemplate) -> None:
    flow = net(template.key)
    asked = {edge.condition.split()[0] for edge in flow.model.edges if edge.condition}
    assert {node.limit for node in flow.nodes.values() if node.limit} == set(template.limits)
    assert asked - {"acceptance", "decision"} == set(template.facts)


@each
def test_every_lane_says_who_acts(template: FlowTemplate) -> None:
    assert [lane.id for lane in net(template.key).model.lanes if not post_known(lane.post, BODIES)] == []


@each
def test_its_codes_and_words_are_whole(template: FlowTemplate) -> None:
    assert template.case_type in CASE_TYPES
    assert set(template.item_types) <= set(ITEM_TYPES)
    assert set(template.facts.values()) <= set(FIELD_TYPES)
    assert all((*template.name, *template.summary))


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(Refused):
        flow_drawing("../relief")


def test_a_drawing_with_a_loose_end_would_be_found() -> None:
    broken = flow_drawing("relief").replace('targetRef="review_notice"', 'targetRef="nowhere"')
    with pytest.raises(FlowRefused):
        compile_flow(read_bpmn(broken.encode()))


URGENT, SLOW = {"urgent": True}, {"urgent": False, "acceptance": "accepted", "decision": "grant"}


def test_an_urgent_case_waits_neither_for_the_check_nor_for_the_notice() -> None:
    flow = net("relief")
    began = flow.start(URGENT)
    assert (began.opened, flow.node(began.opened[0]).limit) == (("accept_urgent",), "urgent_acceptance")
    assert flow.complete(began.marking, "accept_urgent", {"acceptance": "accepted"}).opened == ("decide_urgent",)


@pytest.mark.parametrize(("amount", "decides"), [(1000, "decide_entrusted"), (1001, "decide"), (None, "decide")])
def test_small_amounts_are_decided_by_the_township(amount: int | None, decides: str) -> None:
    flow, facts = net("relief"), {**SLOW, "amount": amount}
    step, way = flow.start(facts), []
    for node in ("accept", "verify_household", "public_notice", "review_notice"):
        step = flow.complete(step.marking, node, facts)
        way += step.opened
    assert way == ["verify_household", "public_notice", "review_notice", decides]
