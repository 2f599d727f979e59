"""The county's items and guides: each is read, judged, compiled, worded in both languages, and lawful in its codes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest

from tongban.kernel.flow.feel import compile_condition
from tongban.kernel.identifiers import certificate_identifier, citizen_id_problem, item_code_problem, uscc_problem
from tongban.powerlist.rules.lint import HINTS, Subject, lint
from tongban.powerlist.rules.quality import RULES
from tongban.powerlist.rules.words import LIFE_EVENTS
from tongban.rulebook.lookup import rule
from tongban.simulation.rules.codes import body_code, citizen_code, firm_code
from tongban.simulation.tests.county import (
    BODIES,
    ITEM_KEYS,
    Entry,
    banned,
    guides,
    limits_off,
    one_sided,
    texts,
    whole,
)  # fmt: skip

WHOLE = [entry for entry in map(whole, ITEM_KEYS) if not entry.content.members]
GUIDES = guides()
ENTRIES = [*WHOLE, *GUIDES]
CERTIFIED = [entry for entry in WHOLE if entry.content.result and entry.content.result.kind == "certificate"]
RELIEF = [entry for entry in WHOLE if entry.content.item_type == "05"]
TODAY = date(2026, 11, 2)
each = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
each_whole = pytest.mark.parametrize("entry", WHOLE, ids=lambda entry: entry.key)


def faults(entry: Entry) -> list[str]:
    nodes = tuple(entry.net.nodes.values()) if entry.net else ()
    lanes = entry.net.model.lanes if entry.net else ()
    found = lint(Subject(entry.content, nodes, lanes, BODIES), RULES)
    return [f"{one.code} {one.path}" for one in found if one.severity != HINTS]


@each
def test_the_list_office_finds_nothing_to_mend(entry: Entry) -> None:
    assert faults(entry) == []


def test_a_broken_item_is_found() -> None:
    entry = whole("tree_felling")
    assert "phones contact" in faults(replace(entry, content=replace(entry.content, contact="")))


@each
def test_words_stand_in_both_languages(entry: Entry) -> None:
    assert one_sided(entry.raw) == []


@each
def test_words_are_those_of_the_house(entry: Entry) -> None:
    assert banned(entry.raw) == []


def test_missing_english_and_banned_words_are_found() -> None:
    raw = deepcopy(GUIDES[0].raw)
    raw["summary"] = {"zh": "温馨提示：带身份证！", "en": ""}
    assert (one_sided(raw), banned(raw)) == ([".summary"], [".summary"])


@each
def test_limits_agree_with_the_rulebook(entry: Entry) -> None:
    assert limits_off(entry.content, TODAY) == []


def test_a_limit_beside_the_rulebook_is_found() -> None:
    content = WHOLE[0].content
    looser = tuple(replace(limit, length=limit.length + 1) for limit in content.limits)
    assert "acceptance" in limits_off(replace(content, limits=looser), TODAY)


@each
def test_life_events_are_those_people_can_choose(entry: Entry) -> None:
    assert set(entry.content.life_events) <= set(LIFE_EVENTS)


def test_every_life_event_but_driving_leads_somewhere() -> None:
    assert set(LIFE_EVENTS) == {event for entry in ENTRIES for event in entry.content.life_events}


def test_codes_of_the_list_are_used_once() -> None:
    codes = [entry.content.local_code for entry in ENTRIES]
    assert len(codes) == len(set(codes))


def test_every_department_has_an_entry() -> None:
    # The commission for discipline inspection handles no applications.
    departments = {key for key in BODIES if key not in {"government", "centre", "heyan", "discipline"}}
    townships = {"chengguan", "liuhe", "hewan", "shuangjing", "baiyang", "shiqiao", "taoxi", "yunling", "qingshan",
                 "nantang"}  # fmt: skip
    assert departments - townships <= {entry.content.body for entry in ENTRIES}


@each_whole
def test_item_codes_are_lawful(entry: Entry) -> None:
    content = entry.content
    implementing = f"{body_code(1)}{content.level}{content.basic_code}"
    assert (item_code_problem(content.basic_code), item_code_problem(implementing)) == (None, None)


@pytest.mark.parametrize("entry", CERTIFIED, ids=lambda entry: entry.key)
def test_certificates_can_bear_an_identifier(entry: Entry) -> None:
    wanted = entry.content.result and entry.content.result.certificate
    assert wanted is not None
    assert certificate_identifier(type_code=wanted.type_code, issuer=body_code(1000), serial="2026000001")


def test_the_county_handles_fifteen_items_whole_and_guides_to_forty() -> None:
    assert (len(WHOLE) >= 15, len(GUIDES) >= 40) == (True, True)


def test_s_15_every_public_service_says_where_to_go_and_how_long_it_takes() -> None:
    services = [entry.content for entry in GUIDES if entry.content.item_type == "20"]
    assert len(services) >= 10
    assert [one.local_code for one in services if not (one.limits or one.case_type == "on_the_spot")] == []
    assert [one.local_code for one in services if not (one.channels and one.hours.zh and one.contact)] == []


def test_s_31_the_examples_of_the_sources_can_be_found() -> None:
    """雨露计划, 婚姻登记, 入学手续: an item each, with its limit, its papers and whom to ask."""
    named = {"雨露计划职业教育补助", "结婚登记", "义务教育入学报名"}
    found = [entry.content for entry in GUIDES if entry.content.name.zh in named]
    assert {content.name.zh for content in found} == named
    assert all(content.materials and content.contact and content.legal_basis for content in found)


@each_whole
def test_a_whole_item_asks_first_whether_it_is_needed(entry: Entry) -> None:
    assert entry.content.need_questions
    assert entry.content.faq


@each_whole
def test_what_the_flow_asks_is_told_by_the_form(entry: Entry) -> None:
    assert entry.net is not None
    facts = {field.key for field in entry.content.fields() if field.flow_fact}
    asked = {edge.condition.split()[0] for edge in entry.net.model.edges if edge.condition}
    assert asked - {"acceptance", "decision"} <= facts


@pytest.mark.parametrize(("volume", "step"), [(100, "decide"), (101, "review_meeting")])
def test_the_bureau_meets_on_large_fellings_only(volume: int, step: str) -> None:
    net = whole("tree_felling").net
    assert net is not None
    opened = net.start({})
    for node, facts in (("accept", {"acceptance": "accepted"}), ("survey", {"volume": volume})):
        opened = net.complete(opened.marking, node, facts)
    assert opened.opened == (step,)


@pytest.mark.parametrize("entry", RELIEF, ids=lambda entry: entry.key)
def test_relief_is_asked_for_in_the_township_and_decided_in_the_county(entry: Entry) -> None:
    assert entry.net is not None
    acts = {(node.act, node.post.partition("/")[0]) for node in entry.net.nodes.values()}
    assert {("accept", "@township"), ("deliver", "@township"), ("decide", entry.content.body)} <= acts
    assert "licence.acceptance_days" not in {limit.rule for limit in entry.content.limits}


@pytest.mark.parametrize("entry", RELIEF, ids=lambda entry: entry.key)
def test_relief_is_no_licence_in_any_word(entry: Entry) -> None:
    assert [path for path, zh, _ in texts(entry.raw) if "许可" in zh.replace("救助不是行政许可", "")] == []


def test_a_small_amount_is_what_the_rulebook_entrusts() -> None:
    net = whole("temporary_relief").net
    assert net is not None
    conditions = {edge.condition for edge in net.model.edges}
    assert f"amount <= {rule('relief.entrusted_yuan', TODAY).value}" in conditions


def test_in_an_urgent_medical_case_every_party_checks_at_once() -> None:
    net = whole("medical_assistance").net
    assert net is not None
    facts = {"urgent": True, "acceptance": "accepted"}
    opened = net.complete(net.start(facts).marking, "accept_urgent", facts).opened
    assert opened == ("check_township", "check_civil", "check_medical")
    assert {net.node(node).limit for node in opened} == {"urgent_check"}


@pytest.mark.parametrize(
    ("item", "facts", "step"),
    [
        ("food_business", {"cooks": True}, "review_premises"),
        ("food_business", {"cooks": False}, "review_papers"),
        ("food_business", {}, "review_premises"),
        ("medical_assistance", {"on_allowance": True}, "review_costs"),
        ("medical_assistance", {"on_allowance": False}, "verify_household"),
        ("temporary_relief", {"urgent": True}, "decide_urgent"),
    ],
)
def test_facts_lead_to_the_step_that_they_call_for(item: str, facts: dict[str, bool], step: str) -> None:
    net = whole(item).net
    assert net is not None
    began = net.start(facts)
    assert net.complete(began.marking, began.opened[0], {**facts, "acceptance": "accepted"}).opened == (step,)


@pytest.mark.parametrize(("volume", "step"), [(10, "decide"), (11, "expert_review")])
def test_experts_review_large_amounts_of_water(volume: int, step: str) -> None:
    net = whole("water_drawing").net
    assert net is not None
    opened = net.complete(net.start({}).marking, "accept", {"acceptance": "accepted"})
    assert net.complete(opened.marking, "review_source", {"yearly_volume": volume}).opened == (step,)


@pytest.mark.parametrize(
    ("gas", "area", "sign", "reviews"),
    [
        (True, 86, True, {"review_market", "review_fire", "review_urban"}),
        (False, 300, True, {"review_market", "review_urban"}),
        (False, 301, False, {"review_market", "review_fire"}),
        (False, 86, False, {"review_market"}),
        (None, 86, False, {"review_market", "review_fire"}),
    ],
)
def test_a_restaurant_is_reviewed_by_those_it_concerns(
    gas: bool | None, area: int, sign: bool, reviews: set[str]
) -> None:
    net = whole("open_restaurant").net
    assert net is not None
    facts = {"acceptance": "accepted", "gas": gas, "floor_area": area, "has_sign": sign}
    assert set(net.complete(net.start(facts).marking, "accept", facts).opened) == reviews


@pytest.mark.parametrize(("dug", "reviews"), [(True, 3), (False, 2)])
def test_the_waste_plan_is_reviewed_where_earth_is_moved(dug: bool, reviews: int) -> None:
    net = whole("construction_permit").net
    assert net is not None
    step = net.complete(net.start({}).marking, "accept", {"acceptance": "accepted", "excavation": dug})
    assert len(step.opened) == reviews


def test_situations_of_papers_are_conditions() -> None:
    for entry in WHOLE:
        for material in entry.content.materials:
            assert material.situation is None or compile_condition(material.situation)


@pytest.mark.parametrize("serial", [1, 7, 90, 1033, 9000])
def test_codes_of_the_county_are_lawful_in_form(serial: int) -> None:
    person = citizen_code(serial, date(1988, 3, 14))
    assert [uscc_problem(body_code(serial)), uscc_problem(firm_code(serial)), citizen_id_problem(person)] == [None] * 3
