"""Decision tables that the list office keeps: what they may speak of, the modes they may answer, the shipped edition.

A table proposes and a person decides (D-10). What may be written in a cell is narrower than DMN: known facts, no loops,
constant answers, so that an edition can be checked for overlap and gaps and told in words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tongban.kernel.dmn import model
from tongban.kernel.dmn.checks import table_findings
from tongban.kernel.dmn.model import Input, InputData, Model, Output, Rule, Table, Variable
from tongban.kernel.dmn.reader import DmnRefused, read_dmn
from tongban.kernel.dmn.tables import CompiledTable, Outcome
from tongban.kernel.dmn.writer import write_dmn
from tongban.kernel.feel import tree
from tongban.kernel.feel.expression import compile_cell, compile_feel
from tongban.kernel.feel.functions import FUNCTIONS
from tongban.kernel.feel.tokens import FeelRefused
from tongban.kernel.flow.findings import Finding

MODE: Final = "delegation_mode"
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 100, 12, 400
Words = tuple[str, str]

MODES: Final[dict[str, Words]] = {
    "direct": ("直接下放", "direct"),
    "centre": ("通过便民服务中心", "through the service centre"),
    "joint": ("网络联办", "jointly through the network"),
    "county": ("留在县级", "kept at the county"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a table may test: its key, type and names."""

    key: str
    type: str
    zh: str
    en: str


FACTS: Final[dict[str, Fact]] = {
    fact.key: fact
    for fact in (
        Fact("reserved", "boolean", "法律定由县级行使", "reserved to the county by law"),
        Fact("life_safety", "boolean", "涉及生命健康", "life or health"),
        Fact("cross_region", "boolean", "跨区域", "across regions"),
        Fact("urgent", "boolean", "时限紧迫", "time-critical"),
        Fact("power", "string", "权力性质", "kind of power"),
        Fact("volume", "number", "年办件量", "cases a year"),
        Fact("complexity", "number", "复杂度", "complexity"),
        Fact("people", "number", "涉及人数", "people affected"),
        Fact("wishes", "number", "诉求和差评", "requests and low ratings"),
        Fact("expertise", "number", "专业程度", "expertise needed"),
    )
}
NAMES: Final = frozenset(FACTS)
TRAITS: Final = tuple(key for key, fact in FACTS.items() if fact.type == "boolean")
POWERS: Final[dict[str, Words]] = {
    "approval": ("审批", "approval"),
    "supervision": ("监管", "supervision"),
    "service": ("服务", "service"),
}
_POWER_OF: Final = {"01": "approval", "02": "supervision", "03": "supervision", "06": "supervision"}


def power_of(item_type: str) -> str:
    """The kind of power that an item type of the national list is."""
    return _POWER_OF.get(item_type, "service")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the table proposes for some facts: a mode (empty when none), the rows that hit, and their remarks."""

    mode: str
    hits: tuple[int, ...]
    remarks: tuple[str, ...]
    finding: Finding | None = None


def propose(table: Table, facts: Mapping[str, Any]) -> Proposal:
    """The mode that a table proposes; a table that answers anything else than a mode proposes none."""
    outcome: Outcome = CompiledTable(table, NAMES).decide(facts)
    value = outcome.value
    if isinstance(value, dict):
        value = value.get("mode")
    said = tuple(" · ".join(filter(None, table.rules[number - 1].remarks)) for number in outcome.hits)
    return Proposal(value if value in MODES else "", outcome.hits, said, outcome.finding)


def model_of(table: Table) -> Model:
    """A table as a whole DMN model: the facts it tests as inputs, one decision."""
    tested = [column.expression for column in table.inputs if column.expression in FACTS]
    inputs = tuple(InputData(f"input_{key}", Variable(key, FACTS[key].type)) for key in dict.fromkeys(tested))
    decision = model.Decision("decision_mode", Variable("mode"), tuple(one.id for one in inputs), (), table)
    return Model(MODE, "urn:tongban:tables:1", inputs=inputs, decisions=(decision,))


def document_of(table: Table) -> str:
    """The DMN file of a table as text."""
    return write_dmn(model_of(table)).decode()


def digest_of(document: str) -> str:
    """The digest by which an edition is known."""
    return hashlib.sha256(document.encode()).hexdigest()


def table_of(data: bytes) -> Table:
    """The first decision table of a DMN file. Raises `DmnRefused`."""
    read = read_dmn(data)
    table = next((one.logic for one in read.decisions if isinstance(one.logic, Table)), None)
    if table is None:
        raise DmnRefused([Finding("no_table", "t", "文件里没有决策表。", "The file holds no decision table.")])
    return padded(table)


def padded(table: Table) -> Table:
    """The table with each row as long as there are columns, and its sizes within bounds. Raises `DmnRefused`."""
    sizes = len(table.inputs), len(table.outputs), len(table.annotations)
    if max(sizes) > MAX_COLUMNS or len(table.rules) > MAX_ROWS:
        raise DmnRefused(
            [
                Finding(
                    "size",
                    "t",
                    f"表太大：最多 {MAX_ROWS} 行，每类最多 {MAX_COLUMNS} 列。",
                    f"The table is too large: at most {MAX_ROWS} rows and {MAX_COLUMNS} columns of a kind.",
                )
            ]
        )
    rules = tuple(
        Rule(_fit(one.tests, sizes[0], "-"), _fit(one.answers, sizes[1], ""), _fit(one.remarks, sizes[2], ""))
        for one in table.rules
    )
    return replace(table, rules=rules)


def _fit(cells: tuple[str, ...], length: int, usual: str) -> tuple[str, ...]:
    return (*cells, *([usual] * length))[:length]


def findings_of(table: Table) -> list[Finding]:
    """All findings of a table, those of the house's narrower language first."""
    own = [*_columns(table), *_cells(table)]
    return own + table_findings(table, NAMES)


def _columns(table: Table) -> list[Finding]:
    found = []
    for place, column in enumerate(table.inputs, start=1):
        fact = FACTS.get(column.expression)
        if fact is None and column.expression:
            names = "、".join(one.zh for one in FACTS.values())
            found.append(
                Finding(
                    "unknown_fact",
                    f"i{place}",
                    f"第 {place} 列：没有“{column.expression}”这一项，可用的是{names}。",
                    f"Column {place}: “{column.expression}” is no fact; choose one of the list.",
                )
            )
        elif fact is not None and column.type != fact.type:
            found.append(
                Finding(
                    "fact_type",
                    f"i{place}",
                    f"第 {place} 列“{fact.zh}”的类型应当是 {fact.type}。",
                    f"Column {place}, “{fact.en}”, is of type {fact.type}.",
                )
            )
    return found


def _cells(table: Table) -> list[Finding]:
    found = []
    for number, rule in enumerate(table.rules, start=1):
        for place, text in enumerate(rule.tests, start=1):
            if _speaks_too_freely(text, answer=False):
                found.append(_too_free(number, f"r{number}.i{place}"))
        for place, text in enumerate(rule.answers, start=1):
            if _speaks_too_freely(text, answer=True):
                found.append(_too_free(number, f"r{number}.o{place}"))
            elif place == 1 and text and text.strip('"') not in MODES:
                modes = "、".join(f'"{mode}"' for mode in MODES)
                found.append(
                    Finding(
                        "no_mode",
                        f"r{number}.o1",
                        f"第 {number} 行：{text} 不是办理方式，可写 {modes}。",
                        f"Row {number}: {text} is no mode; write one of {modes}.",
                    )
                )
    return found


def _too_free(number: int, place: str) -> Finding:
    return Finding(
        "too_free",
        place,
        f"第 {number} 行：这里只能写常量、比较、区间和列表，结论只能写常量。",
        f"Row {number}: only constants, comparisons, ranges and lists are written here, and a constant as answer.",
    )


def _speaks_too_freely(text: str, *, answer: bool) -> bool:
    """Whether a cell asks for more than its own value; an unreadable one is told elsewhere."""
    if not text:
        return False
    try:
        if answer:
            return not isinstance(compile_feel(text, NAMES).tree, tree.Literal)
        tests = compile_cell(text, NAMES).tree.tests
    except FeelRefused:
        return False
    return bool(tree.names_of(tests) - FUNCTIONS.keys()) or _loops(tests)


def _loops(part: Any) -> bool:
    if isinstance(part, tree.For | tree.Lambda | tree.Filter):
        return True
    if isinstance(part, tuple):
        return any(map(_loops, part))
    if hasattr(part, "__dataclass_fields__") and not isinstance(part, tree.Literal):
        return any(_loops(getattr(part, name)) for name in part.__dataclass_fields__)
    return False


_SOURCE = "关于向基层放权的评论（2018）：分类下放"
_COLUMNS = ("reserved", "life_safety", "cross_region", "urgent", "power", "volume", "complexity")
_ROWS: Final = (
    (("true", "-", "-", "-", "-", "-", "-"), "county", "法律、行政法规明定由县级机关行使的，不下放"),
    (("false", "true", "-", "-", "-", "-", "-"), "joint", "涉及群众生命健康的，网络联办"),
    (("false", "false", "true", "-", "-", "-", "-"), "joint", "跨区域的，网络联办"),
    (("false", "false", "false", "true", "-", "-", "-"), "joint", "时限紧迫的，网络联办"),
    (
        ("false", "false", "false", "false", '"approval","supervision"', "-", "-"),
        "centre",
        "审批、监管类，通过便民服务中心",
    ),
    (
        ("false", "false", "false", "false", '"service"', ">= 60", "<= 60"),
        "direct",
        "需求大、办件多、程序简单的，直接下放",
    ),
    (
        ("false", "false", "false", "false", '"service"', ">= 60", "> 60"),
        "centre",
        "办件多但程序复杂的，通过便民服务中心",
    ),
    (("false", "false", "false", "false", '"service"', "< 60", "-"), "county", "办件少的留在县级，量上来再议"),
)


def shipped() -> Table:
    """The edition that Tongban brings: the three ways of S0, each row with what it rests on."""
    allowed = ",".join(f'"{power}"' for power in POWERS)
    inputs = tuple(Input(key, FACTS[key].type, allowed if key == "power" else "", FACTS[key].zh) for key in _COLUMNS)
    modes = ",".join(f'"{mode}"' for mode in MODES)
    rules = tuple(Rule(tests, (f'"{mode}"',), (remark, _SOURCE)) for tests, mode, remark in _ROWS)
    return Table(inputs, (Output("", "string", modes, "", "办理方式"),), rules, "U", "", ("说明", "依据"), "办理方式")
