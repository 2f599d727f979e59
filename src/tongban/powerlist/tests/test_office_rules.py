"""The list office's pure rules: sections there and back, flows as files and words, trials, comparison of versions."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow, flow_findings
from tongban.kernel.flow.model import FlowModel, Kind
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries.flowtemplates import flow_drawing
from tongban.powerlist.rules.compare import LESS, MORE, Said, differences, measures
from tongban.powerlist.rules.content import ItemContent, content_json, parse_content
from tongban.powerlist.rules.flowtemplates import TEMPLATES
from tongban.powerlist.rules.office import flowwords as words
from tongban.powerlist.rules.office.begin import beginning
from tongban.powerlist.rules.office.drawing import bpmn_text
from tongban.powerlist.rules.office.flowtidy import tidy
from tongban.powerlist.rules.office.formslots import (
    GROUPS,
    fields_saved,
    fields_section,
    fields_shown,
    groups_saved,
    groups_shown,
)
from tongban.powerlist.rules.office.sections import merged, moved, place_of, rows_of, values_of
from tongban.powerlist.rules.office.slots import BY_KEY, SECTIONS
from tongban.powerlist.rules.office.tryout import Taken, walk
from tongban.powerlist.tests.samples import limit, whole
from tongban.powerlist.tests.samples import words as text

ITEMS = Path(__file__).parents[2] / "simulation" / "county" / "items"
KEYS = sorted(path.stem for path in ITEMS.glob("*.json"))
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


JOINT = read_bpmn(flow_drawing("joint").encode())


def content_of(key: str) -> Any:
    return content_json(parse_content(json.loads((ITEMS / f"{key}.json").read_text(encoding="utf-8"))))


def flow_of(key: str) -> FlowModel:
    return read_bpmn((ITEMS / f"{key}.bpmn").read_bytes())


def through_pages(content: Any, put_back: Any = merged) -> Any:
    """A content shown on every page of the editor and saved from each as it was shown."""
    for section in SECTIONS:
        rows = {one.path: rows_of(one, content) for one in section.rows}
        content = put_back(section, values_of(section.slots, content), rows, content)
    return content


@pytest.mark.parametrize("key", KEYS)
def test_saving_every_page_as_it_is_shown_changes_nothing(key: str) -> None:
    assert through_pages(content_of(key)) == content_of(key)


def test_a_page_that_drops_a_field_is_noticed() -> None:
    def forgetful(section: Any, values: Any, rows: Any, content: Any) -> Any:
        values.pop("contact", None)
        return merged(section, values, rows, content)

    assert through_pages(content_of("open_restaurant"), forgetful) != content_of("open_restaurant")


def test_groups_that_may_be_absent_come_and_go_with_their_sign() -> None:
    content = content_json(parse_content(whole()))
    values = values_of(BY_KEY["result"].slots, content)
    assert (
        merged(BY_KEY["result"], {**values, "result.certificate.kind": ""}, {}, content)["result"]["certificate"]
        is None
    )
    gone = merged(BY_KEY["result"], {**values, "result.name.zh": ""}, {}, content)
    assert gone["result"] is None
    assert parse_content(gone).result is None


@pytest.mark.parametrize(("act", "at", "order"), [
    ("up", 1, "bac"), ("down", 1, "acb"), ("remove", 0, "bc"), ("add", 2, "abcn"), ("up", 0, "abc"), ("down", 2, "abc"),
    ("remove", 9, "abc"), ("dance", 1, "abc"), ("up", -5, "abc"),
])  # fmt: skip
def test_rows_move_as_told(act: str, at: int, order: str) -> None:
    rows = [{"k": one} for one in "abc"]
    assert "".join(row["k"] for row in moved(rows, act, at, {"k": "n"})) == order


@pytest.mark.parametrize(("path", "page", "anchor"), [
    ("name.en", "basics", "name.en"), ("materials[1].basis", "materials", "materials-1-basis"),
    ("materials[0].name", "materials", "materials-0-name.zh"), ("limits.whole_promised", "limits", "limits-2-key"),
    ("limits.delivery", "limits", "limits"), ("fee.items[0]", "fee", "fee.items-0-name"),
    ("flow:accept", "flow", "accept"),
    ("form.shop_name.evidence", "form", "shop_name"), ("form", "form", ""), ("conditions", "conditions", "conditions"),
    ("visit_reason", "places", "visit_reason"), ("remedies", "result", "remedies.reconsideration_body.zh"),
    ("result.certificate.fields.x", "result", "result.certificate.fields"), ("summary.zh", "basics", "summary.zh"),
    ("joint_bodies[0]", "basics", "joint_bodies"), ("what", "basics", ""),
])  # fmt: skip
def test_a_finding_leads_to_the_input_that_mends_it(path: str, page: str, anchor: str) -> None:
    assert place_of(path, content_json(parse_content(whole()))) == (page, anchor)


@pytest.mark.parametrize("key", KEYS)
def test_the_form_goes_through_its_editor_unchanged(key: str) -> None:
    content = content_of(key)
    assert groups_through(content, 1) == content["form"]["groups"]
    for group in content["form"]["groups"]:
        section = fields_section([])
        rows = {"fields": rows_of(section.rows[0], fields_shown(group))}
        assert fields_saved(merged(section, {}, rows, fields_shown(group))["fields"]) == group["fields"]


def groups_through(content: Any, step: int) -> Any:
    """The pages of a form shown and saved again, in their order (1) or turned round (-1)."""
    rows = {"groups": rows_of(GROUPS.rows[0], groups_shown(content))[::step]}
    return groups_saved(merged(GROUPS, {}, rows, groups_shown(content))["groups"])


def test_a_moved_page_of_the_form_takes_its_questions_along() -> None:
    content = content_of("open_restaurant")
    assert groups_through(content, -1) == content["form"]["groups"][::-1]


def drawings() -> list[FlowModel]:
    return [flow_of(key) for key in KEYS] + [read_bpmn(flow_drawing(key).encode()) for key in TEMPLATES]


@pytest.mark.parametrize("model", drawings(), ids=lambda model: model.id)
def test_a_flow_written_and_read_again_is_the_same(model: FlowModel) -> None:
    assert read_bpmn(bpmn_text(model).encode()) == model


@pytest.mark.parametrize("model", drawings(), ids=lambda model: model.id)
def test_every_step_can_get_neighbours_and_lose_them_again(model: FlowModel) -> None:
    for node in words.steps(model):
        for add in (words.step_after, words.step_beside):
            larger, new = add(model, node.id)
            assert [one for one in flow_findings(larger) if one.blocks] == []
            assert read_bpmn(bpmn_text(larger).encode()) == larger
            smaller = words.without(larger, new)
            assert shape(smaller) == shape(model)


def shape(model: FlowModel) -> Any:
    """A flow without the names of its arrows: who leads to whom, when."""
    return (
        {node.id: node for node in tidy(model).nodes if node.kind is not Kind.EXCLUSIVE},
        sorted((edge.source, edge.target, edge.condition) for edge in tidy(model).edges),
    )


@pytest.mark.parametrize("model", drawings(), ids=lambda model: model.id)
def test_a_way_added_and_removed_leaves_the_flow_as_it_was(model: FlowModel) -> None:
    for node in words.steps(model):
        larger = words.with_way(model, node.id, condition="area > 500", name="大", name_en="large", target=words.END)
        way = next(way for way in words.ways_after(larger, node.id) if way.condition == "area > 500")
        assert shape(words.without_way(larger, way.edge)) == shape(model)


def test_two_ways_change_places_without_losing_a_step() -> None:
    first, second = words.ways_after(JOINT, "decide")
    told = [
        (first.edge, {"otherwise": False, "target": second.target}),
        (second.edge, {"otherwise": False, "target": first.target}),
    ]
    swapped = words.ways_changed(JOINT, told)
    assert [way.target for way in words.ways_after(swapped, "decide")] == [second.target, first.target]
    assert {node.id for node in swapped.nodes} == {node.id for node in JOINT.nodes}


def test_removing_a_member_of_three_leaves_a_group_of_two_and_of_two_none() -> None:
    model = words.without(JOINT, "review_second")
    compile_flow(model)
    assert sum(node.kind is Kind.PARALLEL for node in model.nodes) == 2
    model = words.without(model, "review_third")
    compile_flow(model)
    assert sum(node.kind is Kind.PARALLEL for node in model.nodes) == 0


def test_a_lane_is_used_again_and_an_empty_one_goes() -> None:
    same, lane = words.with_lane(JOINT, name="x", name_en="x", post="natural/review")
    assert (same, lane) == (JOINT, "lane_second")
    assert "lane_second" not in {one.id for one in words.changed(JOINT, "review_second", lane="lane_third").lanes}


@pytest.mark.parametrize("act", [
    lambda m: words.without(m, "nobody"), lambda m: words.without_way(m, "f01"), lambda m: words.step_on(m, "nothing"),
    lambda m: words.with_way(m, "accept", condition="a", name="", name_en="", target="nobody"),
    lambda m: words.step_after(m, "acceptance_outcome"), lambda m: words.step_beside(m, "start"),
    lambda m: words.way_changed(m, "f03", otherwise=False, target="nobody"),
])  # fmt: skip
def test_what_is_not_in_the_flow_is_refused(act: Any) -> None:
    with pytest.raises(Refused):
        act(JOINT)


def test_a_trial_walks_to_the_end_by_the_flow_and_names_its_papers() -> None:
    net = compile_flow(JOINT)
    done = [("accept", "notice"), ("supplement", "done"), ("accept", "accepted"), ("review_lead", "done"),
            ("review_second", "done"), ("review_third", "done"), ("decide", "grant"), ("issue", "done"),
            ("deliver", "done")]  # fmt: skip
    trial = walk(net, {}, MONDAY, [Taken(node, outcome, TUESDAY) for node, outcome in done])
    assert trial.ended
    assert trial.stopped is None
    assert [one.paper for one in trial.walked if one.paper] == [
        "one_time_notice", "supplement_receipt", "acceptance", "grant", "delivery_record"
    ]  # fmt: skip
    assert (trial.accepted, trial.decided) == (TUESDAY, TUESDAY)


@pytest.mark.parametrize(("taken", "code"), [
    (Taken("decide", "grant", MONDAY), "node_not_open"), (Taken("accept", "grant", MONDAY), "outcome"),
    (Taken("nobody", "done", MONDAY), "no_such_node"),
    (Taken("accept", "accepted", date(2026, 11, 20)), "before_opening"),
])  # fmt: skip
def test_a_trial_stops_at_what_cannot_be_and_keeps_what_was(taken: Taken, code: str) -> None:
    trial = walk(compile_flow(JOINT), {}, MONDAY, [taken])
    assert trial.stopped is not None
    assert trial.stopped.code == code
    assert [node.id for node, _day in trial.open] == ["accept"]


@pytest.mark.parametrize("template", [None, *TEMPLATES.values()], ids=lambda one: one.key if one else "guide")
def test_a_new_item_reads_and_its_flow_names_limits_it_has(template: Any) -> None:
    content = parse_content(beginning(code="QH-9", name="新事项", body="market", template=template, on=MONDAY))
    assert content.whole == (template is not None)
    if template is not None:
        net = compile_flow(read_bpmn(flow_drawing(template.key).encode()))
        assert {node.limit for node in net.nodes.values() if node.limit} <= {limit.key for limit in content.limits}


def changed(**changes: Any) -> ItemContent:
    return parse_content({**whole(), **changes})


def plan(**changes: Any) -> list[dict[str, Any]]:
    return [{**deepcopy(whole()["materials"][0]), **changes}, deepcopy(whole()["materials"][1])]


@pytest.mark.parametrize(("new", "weight", "zh"), [
    ({"materials": whole()["materials"][1:]}, LESS, "不再要“平面布局图”。"),
    ({"materials": [*whole()["materials"], {**plan()[0], "key": "m_new", "name": text("健康证")}]}, MORE,
     "新增材料“健康证”。"),
    ({"materials": plan(held="不动产登记中心")}, LESS, "“平面布局图”不用交了，由不动产登记中心提供。"),
    ({"materials": plan(necessity="deferrable")}, LESS, "“平面布局图”由“必要”改为“可容缺”。"),
    ({"materials": plan(copies=3)}, MORE, "“平面布局图”由电子件 1 份改为电子件 3 份。"),
    ({"limits": [*whole()["limits"][:2], limit("whole_promised", "promised", 3)]}, LESS,
     "承诺办结时限由 7 个工作日改为 3 个工作日。"),
    ({"max_visits": 1, "visit_reason": "核验原件"}, MORE, "最多跑 1 次（原为 0 次）。"),
    ({"fee": {"charged": True, "items": [{"name": "工本费", "rate": "10 元", "basis": "文件"}]}}, MORE, "开始收费。"),
    ({"conditions": []}, LESS, "不再要求：有固定经营场所。"),
    ({"conditions": [text("有固定经营场所"), text("有健康证")]}, MORE, "新增条件：有健康证。"),
    ({"channels": ["1"]}, MORE, "不能再网上办理。"),
    ({"legal_basis": []}, "other", "不再依据《中华人民共和国食品安全法》第三十五条。"),
])  # fmt: skip
def test_a_difference_is_a_sentence_with_its_weight(new: dict[str, Any], weight: str, zh: str) -> None:
    found = differences(Said(changed()), Said(changed(**new)))
    assert [(one.weight, one.zh) for one in found] == [(weight, zh)]
    back = differences(Said(changed(**new)), Said(changed()))
    assert [one.weight for one in back] == [{LESS: MORE, MORE: LESS}.get(weight, weight)]


def test_nothing_is_said_of_two_versions_that_ask_the_same() -> None:
    assert differences(Said(changed(), ("受理",)), Said(changed(summary=text("另一句话")), ("受理",))) == ()


def test_steps_and_figures_are_compared_too() -> None:
    old, new = Said(changed(), ("受理", "勘验", "决定")), Said(changed(max_visits=2), ("受理", "决定"))
    assert "流程不再有“勘验”这一步。" in [one.zh for one in differences(old, new)]
    assert {one.zh: one.change for one in measures(old, new)} == {
        "要交的材料": 0, "承诺时限的天数": 0, "到现场次数": 2, "办理环节": -1, "要填的项目": 0
    }  # fmt: skip


def test_a_comparison_that_is_blind_to_copies_is_noticed() -> None:
    blind = replace(changed(), materials=changed(materials=plan(copies=3)).materials)
    assert differences(Said(changed()), Said(blind)) != ()
