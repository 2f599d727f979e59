"""What is said of a bad table: the cell, the overlap, the gap, with an example that is true."""

import itertools
import random

import pytest

from tongban.kernel.dmn import coverage
from tongban.kernel.dmn.checks import table_findings
from tongban.kernel.dmn.model import Input, Output, Rule, Table
from tongban.kernel.dmn.tables import CompiledTable

AGE, KIND = Input("age", "number", "", "年龄"), Input("kind", "string", '"a","b"', "类别")
NAMES = frozenset({"age", "kind"})


def table(*rows: tuple[str, str, str], hit: str = "U", **more: object) -> Table:
    rules = tuple(Rule(row[:2], row[2:]) for row in rows)
    return Table((AGE, KIND), (Output("", "string", **more),), rules, hit, label="结论")  # type: ignore[arg-type]


def told(made: Table) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.element, finding.zh) for finding in table_findings(made, NAMES)]


GOOD = (("< 18", "-", '"no"'), (">= 18", '"a"', '"yes"'), (">= 18", '"b"', '"no"'))


@pytest.mark.parametrize(
    ("rows", "code", "place", "sentence"),
    [
        ((("< 18", "-", '"x"'), ("> 18", "-", '"y"')), "gap", "t", "没有一行管到：年龄为18。"),
        (
            (("<= 18", "-", '"x"'), (">= 18", "-", '"y"')),
            "overlap",
            "r2",
            "第 2 行与第 1 行重叠，例如年龄为18，类别为“a”。",
        ),
        ((('"x"', "-", '"x"'),), "type", "r1.i1", "第 1 行“年龄”：这一列是数字，x 不是。"),
        ((("-", "-", "7"),), "type", "r1.o1", "第 1 行“结论”：这一列是文字，7 不是。"),
        ((("< ", "-", '"x"'),), "feel", "r1.i1", "第 1 行“年龄”：第 3 个字符处：这里应当是一个值，但到此为止。"),
        ((("-", '"a"', '"x"'),), "gap", "t", "没有一行管到：年龄为任何值，类别为“b”。"),
    ],
)
def test_a_fault_is_told_with_its_cell(
    rows: tuple[tuple[str, str, str], ...], code: str, place: str, sentence: str
) -> None:
    assert (code, place, sentence) in told(table(*rows))


def test_a_whole_table_has_no_finding() -> None:
    assert told(table(*GOOD)) == []


def test_any_may_overlap_with_the_same_answer_only() -> None:
    same = table(("< 20", "-", '"x"'), (">= 18", "-", '"x"'), hit="A")
    other = table(("< 20", "-", '"x"'), (">= 18", "-", '"y"'), hit="A")
    assert (told(same), [code for code, _, _ in told(other)]) == ([], ["overlap"])


def test_priority_needs_an_order_and_answers_among_it() -> None:
    assert told(table(*GOOD, hit="P"))[0][0] == "no_priority"
    assert [code for code, _, _ in told(table(*GOOD, hit="P", allowed='"no"'))] == ["not_allowed"]


def brute(made: Table) -> tuple[bool, bool]:
    """Overlap and gap by asking the table itself for a fine grid of values."""
    compiled = CompiledTable(made, NAMES)
    grid = itertools.product([step / 2 for step in range(-2, 22)], ("a", "b"))
    hits = [len(compiled.decide({"age": int(age * 2), "kind": kind}).hits) for age, kind in grid]
    return max(hits) > 1, min(hits) == 0


def drawn(chance: random.Random) -> Table:
    """A random small table whose constants are even, so that a grid of whole numbers meets every stretch."""
    rows = []
    for _ in range(chance.randint(1, 4)):
        low, high = sorted(chance.sample(range(0, 20, 2), 2))
        test = chance.choice([f"[{low}..{high}]", f"({low}..{high})", f"< {high}", f">= {low}", "-", f"not({low})"])
        rows.append((test, chance.choice(['"a"', '"b"', "-", '"a", "b"']), '"x"'))
    return table(*rows)


def codes(made: Table) -> tuple[bool, bool]:
    found = {code for code, _, _ in told(made)}
    return "overlap" in found, "gap" in found


def test_overlap_and_gap_are_those_that_are_there() -> None:
    chance = random.Random(42)
    tables = [drawn(chance) for _ in range(400)]
    answers = [codes(made) for made in tables]
    assert answers == [brute(made) for made in tables]
    assert len(set(answers)) == 4


def test_a_check_that_forgets_the_points_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    right = coverage.parts_of
    monkeypatch.setattr(
        coverage, "parts_of", lambda *given: [one for one in right(*given) or [] if " " in one.zh or "“" in one.zh]
    )
    chance = random.Random(42)
    assert any(codes(made) != brute(made) for made in (drawn(chance) for _ in range(100)))
