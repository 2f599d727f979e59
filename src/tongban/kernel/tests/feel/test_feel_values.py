"""FEEL of decision tables: what expressions and cells come to, and what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tongban.kernel.feel.cursor import Cursor
from tongban.kernel.feel.expression import compile_cell, compile_feel
from tongban.kernel.feel.temporal import read_duration, write_temporal
from tongban.kernel.feel.tokens import FeelRefused
from tongban.kernel.feel.values import Months, equal

NAMES = frozenset({"Full Name", "Approved/Declined", "a"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2 = 0.3", True),
        ("10 / 3 * 3 = 10", False),
        ("1 / 0", None),
        ('1 + "a"', None),
        ("2 ** 3 ** 2", 64),
        ("-2 ** 2", 4),
        ('"Hi " + Full  Name', "Hi Wu"),
        ("{x: 1, y: x + 1}.y", 2),
        ("[1, 2, 3][item > 1]", [2, 3]),
        ("[1, 2, 3][-1]", 3),
        ("[{k: 1}, {k: 2}].k", [1, 2]),
        ("for i in 1..3, j in [10] return i * j", [10, 20, 30]),
        ("for i in 1..1000000 return i", []),
        ("some i in [1, 2] satisfies i > 1", True),
        ("every i in [1, 2] satisfies i > 1", False),
        ("if null then 1 else 2", 2),
        ("(function(n) n * 2)(21)", 42),
        ('substring(string: "abcd", start position: -2)', "cd"),
        ('date("2026-01-31") + duration("P1M")', date(2026, 2, 28)),
        ('(date("2026-11-26") - date("2026-11-01")).days', 25),
        ('years and months duration(date("2024-02-29"), date("2026-02-28"))', Months(23)),
        ('@"PT36H" = duration("P1DT12H")', True),
        ("sum(1, 2, null)", None),
        ("mean([1, 2, 4.5])", Decimal("2.5")),
        ("decimal(2.5, 0)", 2),
        ("modulo(-5, 3)", 1),
        ("count([])", 0),
        ("4 in (< 3, [4..5))", True),
        ("5 instance of number", True),
        ('list contains(["a", null], null)', True),
        ("not(null)", None),
        ("nobody(1)", None),
    ],
)
def test_an_expression_comes_to(text: str, expected: Any) -> None:
    value = compile_feel(text, NAMES).value({"Full Name": "Wu"})
    assert value is expected or equal(value, expected) is True


@pytest.mark.parametrize(
    ("text", "value", "passes"),
    [
        ("-", None, True),
        ("", 1, True),
        ("< 18", 17, True),
        ("< 18", None, False),
        ('"a", "b"', "b", True),
        ('not("a", "b")', "c", True),
        ("not(< 3)", None, False),
        ("[1..5)", 5, False),
        ("]1..5[", 2, True),
        ("? > 3 and ? < 9", 5, True),
        ("a + 1", 5, True),
        ("[1, 5]", 5, True),
        ("-1", -1, True),
        ('> date("2026-01-01")', date(2026, 1, 2), True),
        ("true", True, True),
        ("null", None, True),
    ],
)
def test_a_cell_lets_pass(text: str, value: Any, passes: bool) -> None:
    assert compile_cell(text, NAMES).passes(value, {"a": 4}) is passes


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("1 +", 4),
        ('"a', 1),
        ("1 < 2 < 3", 7),
        ('@"x"', 1),
        ("f(a: 1, 2)", 11),
        ("(" * 50, 41),
        ("1 $ 2", 3),
        ('"\\q"', 2),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, position: int) -> None:
    with pytest.raises(FeelRefused) as refused:
        compile_feel(text)
    assert refused.value.position == position


@pytest.mark.parametrize("text", ["P1Y2M", "-P3M", "P1DT2H3M4.5S", "PT0.25S", "P0D", "-PT1H", "P40D"])
def test_a_duration_is_written_as_it_is_read(text: str) -> None:
    assert write_temporal(read_duration(text)) == text


@pytest.mark.parametrize(
    "text",
    ["1" + "+1" * 3_900, "a" + ".a" * 3_900, "f" + "()" * 3_000, "a" + "[1]" * 2_000, "-" * 7_000 + "1"],
)
def test_a_chain_is_bounded_like_brackets_are(text: str) -> None:
    with pytest.raises(FeelRefused, match="feel") as refused:
        compile_feel(text)
    assert "200" in refused.value.refusal.sentence("zh")


def test_ranges_in_ranges_are_read_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(Cursor, "at", property(lambda self: asked.append(1) or self._tokens[self._next]))
    compile_feel("a in (" * 30 + "1" + "..2]" * 30)
    assert len(asked) < 30 * 200


def test_a_missing_variable_called_like_a_function_is_null() -> None:
    assert compile_feel("count").value({}) is None
    assert compile_feel("count(count)").value({"count": Decimal(1)}) is None
    assert compile_feel("count([1, 2])").value({}) == 2
