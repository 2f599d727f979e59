"""One rule for one and for a million: a table asked row by row and as SQL over all rows says the same."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from tongban.delegation.rules.tables import FACTS, shipped
from tongban.kernel.dmn import sql
from tongban.kernel.dmn.model import Input, Output, Rule, Table
from tongban.kernel.dmn.sql import table_sql
from tongban.kernel.dmn.tables import CompiledTable

pytestmark = pytest.mark.django_db
INPUTS = (Input("n", "number"), Input("t", "string"), Input("b", "boolean"), Input("d", "date"))
NAMES = frozenset({"n", "t", "b", "d"})
COLUMNS = {name: name for name in NAMES}
DAY = date(2026, 1, 1)
CELLS = {
    "n": ["-", "< 3", ">= 3", "[1..3)", "(1..3]", "1, 2", "not(2)", "not(< 2, > 4)", "null", "!= 3", "[1, [4..5]]"],
    "t": ["-", '"a"', '"a", "b"', 'not("a")', '< "b"', '["a".."b"]', "null", "not(null)"],
    "b": ["-", "true", "false", "not(true)", "null"],
    "d": ["-", '< date("2026-01-02")', '[@"2026-01-01"..@"2026-01-02"]', 'not(date("2026-01-01"))'],
}
ROWS = [
    dict(zip("ntbd", row, strict=True))
    for row in itertools.product(
        [None, 0, 1, 2, 3, 4, 5], [None, "a", "b", "c", "乙"], [None, True, False], [None, DAY, date(2026, 1, 2)]
    )
]


def drawn(chance: random.Random) -> Table:
    rules = tuple(
        Rule(tuple(chance.choice(CELLS[name]) for name in "ntbd"), (chance.choice(['"x"', '"y"', '"z"', "null"]),))
        for _ in range(chance.randint(1, 5))
    )
    allowed = chance.choice(["", '"a","b","乙"'])
    inputs = tuple(replace(one, allowed=allowed) if one.expression == "t" else one for one in INPUTS)
    output = Output("", "string", '"z","x","y"', chance.choice(["", '"else"']))
    return Table(inputs, (output,), rules, chance.choice("UFP"))


def by_sql(table: Table) -> list[Any]:
    """The answers for all rows, in one statement."""
    found = table_sql(table, COLUMNS)
    assert found is not None
    one = "(%s::int, %s::numeric, %s::text, %s::boolean, %s::date)"
    given = [value for no, row in enumerate(ROWS) for value in (no, *row.values())]
    query = f"SELECT {found.text} FROM (VALUES {', '.join([one] * len(ROWS))}) AS r (no, n, t, b, d) ORDER BY no"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, [*found.values, *given])
        return [answer for (answer,) in cursor.fetchall()]


def by_row(table: Table) -> list[Any]:
    compiled = CompiledTable(table, NAMES)
    return [compiled.decide(row).value for row in ROWS]


def test_a_table_says_the_same_for_one_and_for_all() -> None:
    chance = random.Random(7)
    for table in (drawn(chance) for _ in range(60)):
        assert by_sql(table) == by_row(table), table


def test_equality_that_forgets_null_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def naive(self: Any, column: str, value: Any, wanted: str, how: str = "=") -> str:
        return f"{column} {'=' if how.startswith('IS NOT') else '<>'} {self.constant(value, wanted)}"

    monkeypatch.setattr(sql._Writer, "same", naive)
    table = Table(INPUTS[:1], (Output("", "string"),), (Rule(("not(2)",), ('"x"',)),), "F")
    assert by_sql(table) != by_row(table)


def test_d_10_the_shipped_table_is_sayable_in_sql() -> None:
    found = table_sql(shipped(), {key: key for key in FACTS})
    assert found is not None
    assert found.text.count("%s") == len(found.values)


@pytest.mark.parametrize("hit", ["A", "R", "O", "C"])
def test_what_sql_cannot_say_is_not_said_nearly(hit: str) -> None:
    assert table_sql(replace(shipped(), hit=hit), {key: key for key in FACTS}) is None
    wide = replace(shipped(), rules=(Rule(("-",) * 5 + ("> people", "-"), ('"direct"',), ("", "")),))
    assert table_sql(wide, {key: key for key in FACTS}) is None
