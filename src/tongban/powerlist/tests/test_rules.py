"""Content and its quality rules: strict reading with every problem named, and each rule with a fault that it finds."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.refusals import Refused
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.bases import one_an_article
from tongban.powerlist.rules.content import ItemContent, LegalBasis, content_json, parse_content
from tongban.powerlist.rules.faults import looser, post_known
from tongban.powerlist.rules.guide import limit_words, need_answer
from tongban.powerlist.rules.importing import likely
from tongban.powerlist.rules.lint import BLOCKS, HINTS, WARNS, Subject, lint
from tongban.powerlist.rules.quality import RULES
from tongban.powerlist.rules.units import unit_in
from tongban.powerlist.rules.words import asked, sound, wordings
from tongban.powerlist.tests.samples import FLOW, limit, whole, words

NET = compile_flow(read_bpmn(FLOW.encode()))
BODIES = frozenset({"market", "fire"})


def found(**changes: Any) -> dict[str, str]:
    """Codes of the rules that a changed item breaks, with the place."""
    content = parse_content({**whole(), **changes})
    subject = Subject(content, tuple(NET.nodes.values()), NET.model.lanes, BODIES)
    return {finding.code: finding.path for finding in lint(subject, RULES) if finding.severity == BLOCKS}


def material(**changes: Any) -> list[dict[str, Any]]:
    return [{**whole()["materials"][0], **changes}]


def field(**changes: Any) -> dict[str, Any]:
    group = deepcopy(whole()["form"]["groups"][0])
    group["fields"] = [{**group["fields"][0], **changes}]
    return {"groups": [group]}


def result(**changes: Any) -> dict[str, Any]:
    return {**whole()["result"], **changes}


COMMITMENT = {"conditions": [words("场所符合卫生标准")], "consequence": words("撤销许可"), "check_days": 20}
PROMISE = [limit("acceptance", "statutory", 5), limit("whole_statutory", "statutory", 20)]
FAULTS: dict[str, dict[str, Any]] = {
    "name": {"name": words(" ")},
    "promise_looser": {"limits": [*PROMISE, limit("whole_promised", "promised", 21)]},
    "limit_kind": {"limits": [*PROMISE, limit("whole_promised", "promised", 0)]},
    "limits_missing": {"limits": PROMISE},
    "limit_source": {"limits": [*whole()["limits"], {**limit("delivery", "statutory", 10), "law": ""}]},
    "same_key": {"limits": [*whole()["limits"], limit("acceptance", "statutory", 5)]},
    "visit_reason": {"max_visits": 1},
    "no_visit_channel": {"channels": ["1"]},
    "fee_incomplete": {"fee": {"charged": True, "items": [{"name": "工本费", "rate": "", "basis": ""}]}},
    "fee_contradicts": {"epay": True},
    "phones": {"oversight": "0990 1001"},
    "vague_material": {"materials": material(name=words("法律法规规定的其他材料"))},
    "material_situation": {"materials": material(necessity="situation")},
    "evidence": {"form": field(evidence="m_none")},
    "options": {"form": field(type="choice")},
    "known_from": {"form": field(prefill="nobody")},
    "condition": {"form": field(show_if="(")},
    "personal_fact": {"form": field(personal=True, flow_fact=True)},
    "certificate_kind": {"result": result(kind="document")},
    "certificate_fields": {"result": result(certificate={**whole()["result"]["certificate"], "fields": ["owner"]})},
    "incomplete": {"legal_basis": []},
    "unknown_body": {"body": "nobody"},
    "joint_type": {"joint_bodies": ["fire"]},
    "not_on_application": {"item_type": "02"},
    "commitment_on_safety": {"sensitive": ["health_property"], "commitment": COMMITMENT},
    "commitment_empty": {"sensitive": [], "commitment": {**COMMITMENT, "check_days": 0}},
    "promisable_without_commitment": {"materials": material(promisable=True)},
    "deferral_days": {"materials": material(defer_days=5)},
    "quota_counts": {"quota_count": {"number": 3, "period": "year"}},
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_rule_finds_its_fault_and_nothing_else_is_blamed(code: str) -> None:
    assert set(found(**FAULTS[code])) == {code}


@pytest.mark.parametrize("code", FAULTS)
def test_without_its_rule_a_fault_would_pass(code: str) -> None:
    left = [rule for rule in RULES if rule.code != code and rule.severity == BLOCKS]
    content = parse_content({**whole(), **FAULTS[code]})
    assert lint(Subject(content, tuple(NET.nodes.values()), NET.model.lanes, BODIES), left) == ()


def test_an_item_without_faults_is_not_blamed() -> None:
    assert found() == {}


def test_every_rule_that_blocks_has_a_fault_here_or_in_the_flow() -> None:
    blocking = {rule.code for rule in RULES if rule.severity == BLOCKS}
    assert blocking == set(FAULTS) | {"flow_limit", "flow_post"}


@pytest.mark.parametrize(("written", "wrong", "code"), [
    ('tb:limit="acceptance"', 'tb:limit="whenever"', "flow_limit"),
    ("@holder/accept", "nobody/accept", "flow_post"),
    ("@holder/accept", "@holder/sing", "flow_post"),
])  # fmt: skip
def test_a_flow_that_names_nobody_or_nothing_is_found(written: str, wrong: str, code: str) -> None:
    net = compile_flow(read_bpmn(FLOW.replace(written, wrong).encode()))
    subject = Subject(parse_content(whole()), tuple(net.nodes.values()), net.model.lanes, BODIES)
    assert code in {finding.code for finding in lint(subject, RULES)}


@pytest.mark.parametrize("sensitive", [None, ["public_safety"]])
def test_where_safety_is_touched_or_not_stated_nothing_is_granted_on_a_promise(sensitive: Any) -> None:
    assert "commitment_on_safety" in found(sensitive=sensitive, commitment=COMMITMENT)


def test_every_rule_speaks_both_languages_and_says_what_would_be_right() -> None:
    for rule in RULES:
        assert all((*rule.wrong, *rule.right)), rule.code
        assert rule.severity in {BLOCKS, WARNS, HINTS}
    assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(("promised", "statutory", "is_looser"), [
    ((7, "working_day"), (20, "working_day"), False), ((21, "working_day"), (20, "working_day"), True),
    ((20, "working_day"), (20, "working_day"), False), ((28, "day"), (20, "working_day"), False),
    ((29, "day"), (20, "working_day"), True), ((20, "working_day"), (1, "month"), False),
    ((3, "month"), (90, "day"), False), ((4, "month"), (90, "day"), True), ((2, "month"), (1, "year"), False),
    ((30, "hour"), (1, "day"), True), ((24, "hour"), (1, "day"), False), ((31, "day"), (1, "month"), False),
    ((32, "day"), (1, "month"), True),
])  # fmt: skip
def test_a_promise_is_never_longer_than_the_law(promised: Any, statutory: Any, is_looser: bool) -> None:
    one, other = (
        parse_content({**whole(), "limits": [{**limit("x", "promised", length), "unit": unit}]}).limits[0]
        for length, unit in (promised, statutory)
    )
    assert looser(one, other) is is_looser


@pytest.mark.parametrize(("address", "known"), [
    ("@applicant", True), ("@system", True), ("@window/deliver", True), ("market/review", True), ("", False),
    ("/review", False), ("@window", False), ("nobody/review", False), ("@nobody/review", False),
])  # fmt: skip
def test_a_lane_names_somebody(address: str, known: bool) -> None:
    assert post_known(address, BODIES) is known


def test_what_is_read_is_written_back_unchanged() -> None:
    content = parse_content(whole())
    assert parse_content(content_json(content)) == content


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(whole())), json_values)
def test_any_value_in_any_place_is_read_or_refused_in_words(key: str, value: Any) -> None:
    told = ""
    try:
        content = parse_content({**whole(), key: value})
    except Refused as refused:
        told = refused.refusal.sentence("zh")
    assert key in told or parse_content(content_json(content)) == content


@pytest.mark.parametrize(("path", "value"), [
    ("item_type", "99"), ("max_visits", "0"), ("max_visits", True), ("max_visits", 2**60), ("channels", "1"),
    ("channels", ["7"]), ("name", {"zh": "名"}), ("name", {"zh": "名", "en": "", "fr": ""}), ("contact", "a\x00b"),
    ("contact", "\ud800"), ("contact", "e\u0301"), ("contact", "x" * 20_001), ("unknown", 1), ("whole", None),
])  # fmt: skip
def test_a_malformed_part_is_named(path: str, value: Any) -> None:
    with pytest.raises(Refused) as refused:
        parse_content({**whole(), path: value})
    assert refused.value.refusal.params["problems"][0].path.startswith(path)  # type: ignore[index]


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        parse_content({})
    required = {name for name in ("name", "item_type", "channels", "basic_code")}
    assert required <= {problem.path for problem in refused.value.refusal.params["problems"]}  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [None, [], "x", 1, {"a": 1}])
def test_what_is_no_content_is_refused(value: object) -> None:
    with pytest.raises(Refused):
        parse_content(value)


@pytest.mark.parametrize(("answers", "expected"), [
    ({}, (0, "")), ({0: "no"}, (-1, "您不需要办这件事。")), ({0: "yes"}, (-1, "")), ({0: "maybe"}, (0, "")),
])  # fmt: skip
def test_the_questions_end_with_an_answer_that_has_words(answers: dict[int, str], expected: tuple[int, str]) -> None:
    assert need_answer(parse_content(whole()), answers, "zh-hans") == expected


def test_pinyin_in_full_and_by_initials() -> None:
    assert sound("开饭店 A") == ("kaifandiana", "kfda")


def test_wordings_stand_once_and_names_come_first() -> None:
    told = [entry.text for entry in wordings(parse_content({**whole(), "aliases": ["开饭店", "开饭店"]}))]
    assert told[0] == "食品经营许可（新办）"
    assert len(told) == len(set(told))


def test_what_is_typed_is_cut_and_cleaned() -> None:
    assert asked("ＫＦＤ\x00 " + "长" * 99).text.startswith("kfd 长")
    assert len(asked("长" * 99).text) == 60


def test_a_wrong_code_is_mended_only_when_one_mend_fits() -> None:
    right = ["11511301008778183N", "11511301008778220W"]
    assert likely("1151130100877818N", right) == right[0]
    assert likely("11511301008778183n", []) == right[0]
    assert likely("1151130100877", right) == ""


def test_every_code_has_words_in_both_languages() -> None:
    for table in (
        codes.ITEM_TYPES,
        codes.LEVELS,
        codes.CHANNELS,
        codes.CASE_TYPES,
        codes.NECESSITIES,
        codes.LEGAL_FORMS,
    ):
        assert all(zh and en for zh, en in table.values())
    assert codes.word(codes.LEVELS, "4", "en") == "county"
    assert codes.word(codes.LEVELS, "x", "zh") == "x"


def test_limits_in_words() -> None:
    content: ItemContent = parse_content(whole())
    assert [limit_words(one, "zh") for one in content.limits] == ["5 个工作日", "20 个工作日", "7 个工作日"]
    assert limit_words(content.limits[0], "en") == "5 working days"


def test_a_guide_names_each_article_once_with_all_its_passages() -> None:
    fire = [LegalBasis(law="消防法", article="第十五条", text=text) for text in ("甲", "乙", "甲")]
    road = LegalBasis(law="消防法", article="第十六条", text="")
    assert [(one.article, one.text) for one in one_an_article([fire[0], road, *fire[1:]])] == [
        ("第十五条", "甲……乙"), ("第十六条", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("unit", "english"), [("平方米", "m²"), ("个工作日", "working days"), ("担", "担"), ("", "")])
def test_a_unit_is_said_in_english_where_it_is_known(unit: str, english: str) -> None:
    assert (unit_in(unit, "en"), unit_in(unit, "zh")) == (english, unit)
