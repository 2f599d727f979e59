"""The sum of a candidate by hand, the three ways of S0, and what the house allows in a table. No database."""

from dataclasses import replace

import pytest

from tongban.delegation.rules import candidates as rules
from tongban.delegation.rules.candidates import Evidence, components, gold, rank_of, score, voice_of
from tongban.delegation.rules.tables import (
    MODES,
    Proposal,
    document_of,
    findings_of,
    power_of,
    propose,
    shipped,
    table_of,
)
from tongban.kernel.dmn.model import Rule
from tongban.kernel.dmn.reader import DmnRefused
from tongban.rulebook.rows.candidates import CANDIDATES

FIGURES = {row.key.removeprefix("candidate."): int(row.value) for row in CANDIDATES}
USUAL = {
    "reserved": False, "life_safety": False, "cross_region": False, "urgent": False, "power": "service",
    "volume": 0, "complexity": 30, "people": 0, "wishes": 0, "expertise": 0,
}  # fmt: skip
EVIDENCE = Evidence(120, 80, 2500, 6, 1, 5, 2, 4, 1, "law")


def test_d_07_the_score_is_recomputed_by_hand() -> None:
    lines = {line.key: line for line in components(EVIDENCE, FIGURES)}
    # 120/200, 80/200, 2500/100000, 100-(5*4+2*8+4*4), 7/20, 100-25, a law
    assert [line.points for line in lines.values()] == [60, 40, 2, 48, 35, 75, 0]
    by_hand = 60 * 25 + 40 * 15 + 2 * 5 + 48 * 20 + 35 * 20 + 75 * 10 + 0 * 5
    assert score(tuple(lines.values())) == by_hand == 4520
    assert lines["simple"].how[0] == "100 −（5 步 × 4 + 2 个单位 × 8 + 4 份材料 × 4，最多 100）"


def test_d_07_the_weights_are_whole_and_each_component_is_bounded() -> None:
    assert sum(FIGURES[f"weight_{key}"] for key in rules.COMPONENTS) == 100
    most = Evidence(10**9, 10**9, 10**9, 10**9, 0, 0, 0, 0, 0, "rule")
    least = Evidence(0, 0, 0, 0, 0, 100, 9, 99, 4, "law")
    assert (score(components(most, FIGURES)), score(components(least, FIGURES))) == (10_000, 0)


def test_d_07_a_forgotten_component_is_seen() -> None:
    whole = components(EVIDENCE, FIGURES)
    assert all(
        score(tuple(line for line in whole if line.key != key)) != 4520 for key in ("volume", "simple", "wishes")
    )


def test_d_07_gold_and_hollow() -> None:
    assert gold(replace(EVIDENCE, volume=0), 9000, FIGURES) == "hollow"
    assert [gold(EVIDENCE, total, FIGURES) for total in (4999, 5000)] == ["usual", "high"]


def test_d_07_a_cancellation_of_what_nobody_counted_is_not_called_hollow() -> None:
    asked = [(True, 0), (True, 3), (False, 0), (False, 3)]
    assert [rules.worth_of(handled_here=here, volume=many) for here, many in asked] == [
        "hollow", "real", "unknown", "real",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("laws", "rank"),
    [
        (["中华人民共和国食品安全法", "某办法"], "law"),
        (["社会救助暂行办法"], "rule"),
        (["城市市容和环境卫生管理条例", "某规定"], "regulation"),
        ([], "rule"),
    ],
)
def test_d_07_the_rank_of_a_basis(laws: list[str], rank: str) -> None:
    assert rank_of(laws) == rank


@pytest.mark.parametrize(
    ("name", "facts", "mode", "row"),
    [
        ("婚姻登记", {"volume": 900, "complexity": 30}, "direct", 6),
        ("入学报名", {"volume": 1200, "complexity": 24}, "direct", 6),
        ("雨露计划培训补助", {"volume": 60, "complexity": 60}, "direct", 6),
        ("审批", {"power": "approval", "volume": 400}, "centre", 5),
        ("监管", {"power": "supervision"}, "centre", 5),
        ("医疗救助", {"life_safety": True, "cross_region": True, "urgent": True, "volume": 300}, "joint", 2),
        ("医疗报销", {"cross_region": True, "urgent": True, "volume": 900, "complexity": 20}, "joint", 3),
        ("法定由县级行使", {"reserved": True, "life_safety": True}, "county", 1),
        ("很少有人办", {"volume": 59}, "county", 8),
    ],
)
def test_d_10_the_examples_of_the_source_fall_in_their_modes(
    name: str, facts: dict[str, object], mode: str, row: int
) -> None:
    proposal = propose(shipped(), {**USUAL, **facts})
    assert (name, proposal.mode, proposal.hits) == (name, mode, (row,))
    assert proposal.remarks[0].endswith("分类下放")


def test_d_10_the_shipped_table_is_whole_and_without_overlap() -> None:
    assert findings_of(shipped()) == []
    assert table_of(document_of(shipped()).encode()) == shipped()


@pytest.mark.parametrize("row", range(8))
def test_d_10_a_row_taken_away_leaves_a_gap_that_is_told(row: int) -> None:
    rules_left = tuple(one for place, one in enumerate(shipped().rules) if place != row)
    assert "gap" in {one.code for one in findings_of(replace(shipped(), rules=rules_left))}


@pytest.mark.parametrize(
    ("test", "answer", "code"),
    [
        ("volume > people", '"direct"', "too_free"),
        ("(for i in 1..9999 return i)", '"direct"', "too_free"),
        ("-", '"sideways"', "no_mode"),
        ("-", "volume", "too_free"),
        ('"many"', '"direct"', "type"),
    ],
)
def test_d_10_what_a_cell_may_not_say(test: str, answer: str, code: str) -> None:
    tests = (*(["false"] * 4), '"service"', test, "-")
    table = replace(shipped(), rules=(Rule(tests, (answer,), ("", "")),))
    assert code in {one.code for one in findings_of(table)}


def test_d_10_an_answer_that_is_no_mode_proposes_nothing() -> None:
    table = replace(shipped(), rules=(Rule(("-",) * 7, ('"else"',), ("", "")),))
    assert propose(table, USUAL) == Proposal("", (1,), ("",))


def test_a_file_without_a_table_is_refused() -> None:
    with pytest.raises(DmnRefused):
        table_of(b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="x" namespace="y"/>')


def test_d_08_only_what_people_ask_and_rate_low_is_a_voice() -> None:
    told = [
        ("order.taken", {"item": "i"}),
        ("order.taken", {"item": None}),
        ("rating.given", {"item": "i", "level": 4}),
    ]
    told += [("rating.given", {"item": "i", "level": 3}), ("case.received", {"item": "i"})]
    assert [voice_of(*one) for one in told] == [("request", "i"), None, ("low_rating", "i"), None, None]


def test_powers_and_modes_have_words() -> None:
    assert [power_of(code) for code in ("01", "06", "05", "20")] == ["approval", "supervision", "service", "service"]
    assert set(MODES) == {"direct", "centre", "joint", "county"}
