"""S-15: every guide shows its flow, also of what is not handled here; with its limits, drawn and in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tongban.kernel.flow.chart import chart_steps, chart_svg
from tongban.kernel.flow.soundness import soundness_findings
from tongban.powerlist.pages import guide as page_of
from tongban.powerlist.queries import forget_versions
from tongban.powerlist.rules.content import ItemContent, parse_content
from tongban.powerlist.rules.guideflow import guide_net
from tongban.powerlist.tests.factories import places, publish
from tongban.powerlist.tests.samples import entry, limit, words
from tongban.simulation.actions.items import DATA
from tongban.simulation.tests.county import whole

BODY = ("县人社局", "Human resources")


def content(**changes: Any) -> ItemContent:
    return parse_content(entry("职业介绍", item_type="20", **changes))


def step_names(found: ItemContent, language: str = "zh") -> list[str]:
    net = guide_net(found, BODY)
    return [step.name for step in chart_steps(net, language)] if net else []


@pytest.mark.django_db
def test_s_15_the_guide_of_a_public_service_shows_flow_and_limit(client: Client, monkeypatch: Any) -> None:
    forget_versions()
    places()
    publish(entry("职业介绍", item_type="20", limits=[limit("whole_promised", "promised", 3)]), code="QH-0015")
    page = client.get("/items/QH-0015/").content.decode()
    assert 'class="fc-chart fc-upright"' in page
    assert "市场监管局" in page
    assert page.count("3 个工作日") >= 2, "beside its step and in the chart, not only on top"
    assert "按本指南写明" in page, "who reads it is told that it is no flow that runs here"
    monkeypatch.setattr(page_of, "guide_net", lambda *_: None)
    assert "fc-chart" not in client.get("/items/QH-0015/").content.decode(), "it is this that draws it"


def test_s_15_every_guide_of_the_county_can_be_drawn_in_both_languages() -> None:
    entries = json.loads((DATA / "guides.json").read_text(encoding="utf-8"))
    assert sum(one["item_type"] == "20" for one in entries) >= 10
    for one in entries:
        net = guide_net(parse_content(one), BODY)
        assert net is not None, one["name"]["zh"]
        assert soundness_findings(net.model) == [], one["name"]["zh"]
        for language in ("zh", "en"):
            assert chart_svg(net, language=language, upright=True).count('class="fc-task') == len(net.nodes)


def test_s_15_papers_that_others_bring_are_not_asked_and_a_paper_is_told_of_once() -> None:
    brought = {"key": "m_1", "name": words("户口簿"), "kind": "certificate", "form": "electronic",
               "necessity": "must", "source": "government", "held": "电子证照库"}  # fmt: skip
    asked = {**brought, "key": "m_2", "name": words("申请表"), "held": ""}
    steps = step_names(content(materials=[brought, asked]))
    assert steps[0] == "备齐 1 种材料，提出申请"
    assert "一次告知要补的全部材料" in steps
    assert step_names(content(materials=[brought]))[0] == "提出申请"


def test_s_15_at_once_has_no_acceptance_and_a_power_gives_reasons_and_remedies() -> None:
    assert not any("受理" in name for name in step_names(content(case_type="on_the_spot")))
    power = parse_content(entry("登记", item_type="07"))
    assert "书面说明理由，告知救济途径" in step_names(power)
    assert "Reasons in writing, and where to turn" in step_names(power, "en")


def test_s_15_what_is_not_applied_for_has_none() -> None:
    assert guide_net(parse_content(entry("罚款", item_type="02")), BODY) is None


def test_a_branch_that_may_bring_nothing_says_when_it_brings_its_step() -> None:
    net = whole("open_restaurant").net
    assert net is not None
    said = {step.node: step.next for step in chart_steps(net)}["accept"][0]
    assert said == (
        "受理：同时进入第 3 步 审查经营条件、第 4 步 审查消防安全（用燃气或者面积大吗：要查）、"
        "第 5 步 审查户外招牌（设招牌吗：设）"
    )
    said = {step.node: step.next for step in chart_steps(net, "en")}["accept"][0]
    assert "(Gas, or a large room? yes)" in said
    assert "settled" not in said
