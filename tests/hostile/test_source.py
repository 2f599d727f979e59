"""Promises E6 to E8 and G4, read from the source: nothing builds a statement from what comes in, nothing turns escaping
off, no form takes whatever a table has, and no pattern can run away. Each rule finds a seeded fault."""

from __future__ import annotations

import ast
import importlib
import re
import re._parser as parser
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

from tongban.config.house.source import Module, product

ROOT: Final = Path(__file__).resolve().parents[2]
# Statements made of parts: their parts are constants of the module, or names that the driver quotes (sql.Identifier).
MADE_STATEMENTS: Final = {
    "tongban.cases.queries.wire", "tongban.config.launch.database", "tongban.config.launch.restore",
    "tongban.ledger.governed", "tongban.ledger.queries.administered",
    "tongban.ledger.management.commands.prepare", "tongban.powerlist.queries.holdings",
    "tongban.powerlist.queries.versions", "tongban.supervision.foreign.on_duckdb", "tongban.supervision.queries.lived",
}  # fmt: skip
# Pictures that the house draws itself, each text in them escaped by the one who draws.
DRAWN: Final = {
    "tongban.delegation.pages.burden", "tongban.hotline.pages.published", "tongban.hotline.pages.topics",
    "tongban.portal.templatetags.tongban", "tongban.powerlist.pages.guide", "tongban.powerlist.pages.office.flow",
    "tongban.supervision.pages.items",
}  # fmt: skip
# How many patterns with a repeat in a repeat a module may have: after one of them nothing follows, so that it never
# goes back; in the others the sign that parts two rounds is none of those that a round is made of.
HARMLESS: Final = {
    "tongban.kernel.feel.tokens": 1, "tongban.powerlist.rules.importing": 1, "tongban.law.rules.citations": 1,
}  # fmt: skip
RAW: Final = {"extra", "RawSQL", "eval", "exec", "system", "popen"}
REQUEST: Final = re.compile(r"request|GET|POST|COOKIES|headers|cleaned_data")
REPEATS: Final = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
MANY: Final = 64
ESCAPING_OFF: Final = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off|javascript:")


@lru_cache(maxsize=1)  # the rules follow each other on one file
def calls(module: Module) -> list[tuple[str, ast.Call]]:
    """Every call with the last part of the name that is called."""
    found = [node for node in module.nodes if isinstance(node, ast.Call)]
    return [(getattr(node.func, "attr", "") or getattr(node.func, "id", ""), node) for node in found]


def raw_calls(module: Module) -> Iterator[str]:
    yield from (f"{module.name}:{call.lineno} calls {name}" for name, call in calls(module) if name in RAW)


def splatted_requests(module: Module) -> Iterator[str]:
    """Names of fields taken from outside: `filter(**request.GET)` asks whatever the sender likes."""
    for name, call in calls(module):
        given = [ast.unparse(one.value) for one in call.keywords if one.arg is None]
        if name in ("filter", "exclude", "get", "order_by", "update", "create") and any(map(REQUEST.search, given)):
            yield f"{module.name}:{call.lineno} takes names of fields from outside"


def made_statements(module: Module) -> Iterator[str]:
    for name, call in calls(module):
        made = call.args and not isinstance(call.args[0], ast.Constant | ast.Name | ast.Attribute)
        if name in ("execute", "executemany") and made and module.name not in MADE_STATEMENTS:
            yield f"{module.name}:{call.lineno} makes a statement"


def marked_safe(module: Module) -> Iterator[str]:
    for name, call in calls(module):
        if name in ("mark_safe", "SafeString") and module.name not in DRAWN:
            yield f"{module.name}:{call.lineno} says that a text is safe"


def whole_tables(module: Module) -> Iterator[str]:
    """A form made of a table takes what a later column brings."""
    if "ModelForm" in module.text or "__all__'" in module.text.replace('"', "'").replace("__all__ =", ""):
        yield f"{module.name} takes a form from a table"


def patterns(module: Module) -> Iterator[str]:
    """The patterns that stand in a module as they are."""
    named = {
        target.id: node.value.value
        for node in module.nodes
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }
    for _name, call in calls(module):
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "re" and call.args:
            first = call.args[0]
            text = named.get(first.id) if isinstance(first, ast.Name) else getattr(first, "value", None)
            if isinstance(text, str):
                yield text


def compiled(module: ModuleType) -> Iterator[str]:
    """The patterns that a module puts together when it is read."""
    found = (one.pattern for one in vars(module).values() if isinstance(one, re.Pattern))
    yield from (one.decode("latin-1") if isinstance(one, bytes) else one for one in found)


def runs_away(tree: Any, within: bool = False) -> bool:
    """Whether a repeat without end holds another: then a text that does not fit is tried in too many ways."""
    for operation, value in tree:
        kind = str(operation)
        if kind in REPEATS:
            endless = int(value[1]) >= MANY
            if endless and within or runs_away(value[2], within or endless):
                return True
        elif any(runs_away(part, within) for part in _parts(kind, value)):
            return True
    return False


def _parts(kind: str, value: Any) -> list[Any]:
    if kind == "SUBPATTERN":
        return [value[3]]
    if kind == "BRANCH":
        return list(value[1])
    return [value[1]] if kind in ("ASSERT", "ASSERT_NOT") else [value] if kind == "ATOMIC_GROUP" else []


def wild_patterns(module: Module) -> Iterator[str]:
    found = set(patterns(module))
    if module.pure and module.name.startswith("tongban."):
        found |= set(compiled(importlib.import_module(module.name)))
    wild = sorted(text for text in found if runs_away(parser.parse(text)))
    if len(wild) != HARMLESS.get(module.name, 0):
        yield from (f"{module.name}: {text}" for text in wild)


Rule = Callable[[Module], Iterator[str]]
E6: Final[dict[str, Rule]] = {
    "raw calls": raw_calls, "names from outside": splatted_requests, "made statements": made_statements,
}  # fmt: skip
BROKEN: Final[dict[Rule, str]] = {
    raw_calls: "rows = Case.objects.extra(where=[asked])\n",
    splatted_requests: "rows = Case.objects.filter(**request.GET.dict())\n",
    made_statements: "cursor.execute(f\"SELECT 1 FROM t WHERE name = '{asked}'\")\n",
    marked_safe: "page = mark_safe(asked)\n",
    whole_tables: "class CaseForm(ModelForm): ...\n",
    wild_patterns: 'import re\nFOUND = re.compile(r"(a+)+$")\n',
}


@cache
def found() -> tuple[dict[Rule, list[str]], int]:
    """What each rule finds in the product, and how many patterns there are; each file is read once, then let go."""
    by_rule: dict[Rule, list[str]] = {rule: [] for rule in BROKEN}
    known = 0
    for module in product(ROOT):
        for rule, said in by_rule.items():
            said += rule(module)
        known += sum(1 for _ in patterns(module))
    return by_rule, known


def faults(rule: Rule) -> str:
    return "\n".join(found()[0][rule])


@pytest.mark.parametrize("rule", E6.values(), ids=E6)
def test_e6_no_statement_is_built_from_what_comes_in(rule: Rule) -> None:
    assert faults(rule) == ""


def test_e7_nothing_is_called_safe_but_what_the_house_draws_and_no_template_turns_escaping_off() -> None:
    assert faults(marked_safe) == ""
    pages = [path for path in (ROOT / "src/tongban").rglob("*.html") if "tests" not in path.parts]
    assert len(pages) > 200
    assert [path.name for path in pages if ESCAPING_OFF.search(path.read_text(encoding="utf-8"))] == []


def test_e8_no_pattern_repeats_a_repeat() -> None:
    assert faults(wild_patterns) == ""
    assert found()[1] > 100, "the patterns were not found"


def test_g4_no_form_takes_whatever_a_table_has() -> None:
    assert faults(whole_tables) == ""


@pytest.mark.parametrize("rule", BROKEN, ids=lambda rule: rule.__name__)
def test_each_rule_finds_its_fault(rule: Rule) -> None:
    assert list(rule(Module(Path("cases/pages/broken.py"), "cases.pages.broken", BROKEN[rule])))
