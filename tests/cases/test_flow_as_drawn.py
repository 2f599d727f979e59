"""D-04: the diagram of a power and the cases on it come from one definition; no case leaves it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tongban.agencies.queries import account_of_official
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case
from tongban.cases.models import Task
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.flow.chart import chart_svg
from tongban.kernel.flow.net import Net
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import version
from tongban.powerlist.rules.guide import step_limits
from tongban.powerlist.rules.list_faults import RISKY

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


def test_d_04_each_step_says_its_actor_what_it_fills_and_leaves_its_limit_and_its_risk_point(cast: Cast) -> None:
    nodes = version(cast.version_id).net.nodes
    told = nodes["review_market"]
    assert (told.post.rpartition("/")[2], told.form, told.limit) == ("review", "review_market", "review_market")
    assert (nodes["accept"].document, told.risk, told.risk_en) == (
        "acceptance", "审查不严，或者要求法外材料", "checks slackly, or asks for what no law demands",
    )  # fmt: skip
    assert [name for name, node in nodes.items() if node.act in RISKY and not node.risk] == []


def test_d_04_the_guide_draws_and_tells_the_flow_that_the_case_runs_with_its_risk_points(
    cast: Cast, client: Client
) -> None:
    ref = version(cast.version_id)
    page = client.get(reverse("powerlist:guide", args=[ref.code])).content.decode()
    assert chart_svg(ref.net, limits=step_limits(ref.content, "zh"), language="zh", upright=True) in page
    assert all(f"风险点：{node.risk}" in page for node in ref.net.nodes.values() if node.risk)
    assert "出具：受理通知书" in page


def test_d_04_the_officer_of_a_step_reads_its_risk_point_on_the_case(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    case = cast.receive(on(11, 2)).case_id
    client = signed_in(account_of_official(cast.county.holders["market_review"][0]))
    there = reverse("cases:case", args=[case])
    assert "这一步的风险点：该受理的不受理，或者不一次告知" in client.get(there).content.decode()
    accept_case(case_id=case, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    assert "该受理的不受理" not in client.get(there).content.decode()


def test_d_04_a_picture_of_another_flow_would_be_found(cast: Cast) -> None:
    """Seeded fault: a drawing kept beside the flow would not follow a change of it."""
    ref = version(cast.version_id)
    model = ref.net.model
    nodes = tuple(replace(node, name="另一步") if node.id == "decide" else node for node in model.nodes)
    changed = Net(replace(model, nodes=nodes))
    assert "另一步" in plain(chart_svg(changed, language="zh"))
    assert "另一步" not in plain(chart_svg(ref.net, language="zh"))
