"""D-04: the diagram of a power and the cases on it come from one definition; no case leaves it."""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast, on, small_county
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case
from tongban.cases.models import Task
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.flow.chart import chart_svg
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import version

pytestmark = pytest.mark.django_db


def plain(svg: str) -> str:
    """The words of a drawing, whatever its lines."""
    return re.sub(r"<[^>]*>", "", svg)


@pytest.fixture
def cast(settled: None, db: None) -> Cast:
    return small_county()


def test_d_04_the_diagram_draws_every_step_that_the_engine_runs(cast: Cast) -> None:
    net = version(cast.version_id).net
    drawn = chart_svg(net, language="zh")
    assert net.nodes
    assert [node.id for node in net.nodes.values() if node.name not in plain(drawn)] == []


def test_d_04_a_case_opens_only_steps_of_its_definition(cast: Cast) -> None:
    case = cast.accepted(on(11, 2), on(11, 3)).case_id
    assert set(Task.objects.filter(case_id=case).values_list("node", flat=True)) <= set(
        version(cast.version_id).net.nodes
    )


def test_d_04_a_case_cannot_take_a_way_that_the_flow_does_not_have(cast: Cast) -> None:
    net = version(cast.version_id).net
    start = net.start({})
    for node in set(net.nodes) - set(start.opened):
        with pytest.raises(Refused, match="node_not_open"):
            net.complete(start.marking, node, {"acceptance": "accepted", "decision": "grant"})


def test_d_04_nor_by_the_acts_no_decision_before_acceptance_and_none_twice(cast: Cast) -> None:
    case = cast.receive(on(11, 2)).case_id
    with pytest.raises(Refused):
        decide_case(case_id=case, decision="grant", reasons="", basis=(), by=cast.officer("market_decide", on(11, 3)),
                    at=on(11, 3))  # fmt: skip
    accept_case(case_id=case, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    opened = [task.node for task in open_tasks(case)]
    with pytest.raises(Refused):
        accept_case(case_id=case, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    assert [task.node for task in open_tasks(case)] == opened
