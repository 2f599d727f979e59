"""Faults of conditions, of on-the-spot promises and of paying online; a good item has none of them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.powerlist.queries.checking import findings_of, judged
from tongban.powerlist.queries.flowtemplates import flow_drawing
from tongban.powerlist.rules import quality
from tongban.powerlist.rules.content import ItemContent, parse_content
from tongban.powerlist.tests.samples import FLOW, limit, whole, words

CODES = {"condition", "condition_name", "flow_fact", "on_the_spot", "quick", "fee_online"}
BODIES = frozenset({"market", "centre", "natural", "ecology"})


def item(**changes: Any) -> ItemContent:
    return parse_content({**deepcopy(whole()), **changes})


def promise(length: int, unit: str = "working_day") -> dict[str, Any]:
    return {"limits": [*whole()["limits"][:2], {**limit("whole_promised", "promised", length), "unit": unit}]}


def question(**changes: Any) -> dict[str, Any]:
    field = {"key": "shop_name", "label": words("店名"), "type": "text", **changes}
    return {"form": {"groups": [{"key": "shop", "title": words("店"), "fields": [field]}]}}


def paper(situation: str) -> dict[str, Any]:
    return {"materials": [{**whole()["materials"][0], "necessity": "situation", "situation": situation}]}


def found(content: ItemContent, flow: str = FLOW) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in judged(content, flow, BODIES).lint if one.code in CODES]


@pytest.mark.parametrize(("changes", "expected"), [
    ({}, []),
    (question(show_if="shop_name ="), [("condition", "form.shop_name.show_if")]),
    (question(show_if='gas = true'), [("condition_name", "form.shop_name.show_if")]),
    (question(show_if='shop_name = "a"'), []),
    (paper("("), [("condition", "materials[0].situation")]),
    (paper("area > 5"), [("condition_name", "materials[0].situation")]),
    ({"case_type": "on_the_spot"}, [("on_the_spot", "limits.whole_promised")]),
    ({"case_type": "on_the_spot", **promise(1)}, []),
    ({"case_type": "on_the_spot", **promise(2, "hour")}, []),
    (promise(1), [("quick", "case_type")]),
    ({"fee": {"charged": True, "items": [{"name": "费", "rate": "5 元", "basis": "文"}]}}, [("fee_online", "epay")]),
    ({"fee": {"charged": True, "items": [{"name": "费", "rate": "5 元", "basis": "文"}]}, "epay": True}, []),
])  # fmt: skip
def test_each_fault_is_found_at_its_place(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(item(**changes)) == expected


def test_a_flow_may_ask_only_what_is_told() -> None:
    relief = flow_drawing("relief")
    asked = [
        edge.id for edge in read_bpmn(relief.encode()).edges if "urgent" in edge.condition or "amount" in edge.condition
    ]
    told = {path.partition(":")[2] for code, path in found(item(), relief) if code == "flow_fact"}
    assert told == set(asked)
    marked = question(key="amount", type="number", flow_fact=True)
    left = {path.partition(":")[2] for code, path in found(item(**marked), relief) if code == "flow_fact"}
    assert left < told


def test_a_table_without_a_rule_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = item(**paper("("))
    rules = tuple(rule for rule in quality.RULES if rule.code != "condition")
    monkeypatch.setattr("tongban.powerlist.queries.checking.RULES", rules)
    assert "condition" not in {one.code for one in findings_of(content, None, None, BODIES)}


def test_a_draft_whose_condition_cannot_be_read_cannot_be_published() -> None:
    told = [one for one in judged(item(**paper("(")), FLOW, BODIES).lint if one.severity == "blocks"]
    assert [one.code for one in told] == ["condition"]
    assert replace(told[0], path="").right("en") == "write it like gas = true"
