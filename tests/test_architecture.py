"""Tests that walk the code: what import contracts cannot say. Each rule is also run on a small broken house, and must
find what is wrong there."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

from tongban.config.house import source
from tongban.config.house.numbers import SIGNALS
from tongban.config.house.source import Module, late_imports, length, product

ROOT = Path(__file__).resolve().parents[1]
THINGS = {
    "ledger", "agencies", "documents", "reminders", "law", "powerlist", "certificates", "centres", "exchange", "cases",
    "supervision", "portal", "simulation",
}  # fmt: skip
LAYERS = {
    "rules", "permissions", "events", "models", "queries", "actions", "forms", "followers", "pages", "api", "urls",
    "admin", "jobs", "management", "apps", "migrations", "templates", "adapters", "tests", "templatetags", "locale",
    "static", "governed", "foreign", "text",
}  # fmt: skip
# The composition and the played county are no things of the field; their files have names of their own.
FREE = {"simulation"}
BANNED = {"utils", "helpers", "services", "common", "misc", "base_models"}
MOMENT = re.compile(r"(^|[._])(at|now|last|moment)$")
LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 300, 400, 50


@cache
def faults() -> dict[str, list[str]]:
    """What each rule finds in the product as it is: every file is read once for all rules, and then let go."""
    found: dict[str, list[str]] = {name: [] for name in RULES}
    for module in product(ROOT):
        for name, rule in RULES.items():
            found[name] += rule(module)
    return found


def foreign_models(module: Module) -> Iterator[str]:
    """Imports of another thing's tables."""
    own = module.name.removeprefix("tongban.").split(".")[0]
    for node in module.nodes:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            match = re.match(r"tongban\.(\w+)\.models\b", name)
            if match and match[1] != own:
                yield f"{module.name} imports {name}"


def imports_in_functions(module: Module) -> Iterator[str]:
    """Imports that hide from the reader and from the contracts."""
    yield from (f"{module.name}:{line} imports inside a function" for line in late_imports(module))


def signal_receivers(module: Module) -> Iterator[str]:
    """Django signals: they hide what an act causes."""
    if module.path.name != "source.py" and SIGNALS.search(module.text):
        yield f"{module.name} receives a signal"


def too_long(module: Module) -> Iterator[str]:
    """Files that should be folders, functions that should be several."""
    if module.lines > LONGEST_FILE:
        yield f"{module.name} has {module.lines} lines"
    for function in module.functions:
        if length(function) > LONGEST_FUNCTION:
            yield f"{module.name}.{function.name} has {length(function)} lines"


def full_init(module: Module) -> Iterator[str]:
    """`__init__.py` is empty, but for re-exports where a folder stands for a file of models."""
    if module.path.name != "__init__.py" or not module.text.strip():
        return
    statements = [node for node in module.tree.body if not isinstance(node, ast.ImportFrom | ast.Expr | ast.Assign)]
    settings = module.name == "tongban.config.settings"
    if statements or not (settings or module.path.parent.name in ("models", *LAYERS)):
        yield f"{module.name}/__init__.py is not empty"


def without_docstring(module: Module) -> Iterator[str]:
    """Modules that do not say what they are."""
    if module.tree.body and ast.get_docstring(module.tree) is None:
        yield f"{module.name} does not say what it is"


def day_of_another_zone(module: Module) -> Iterator[str]:
    """A stored moment's own `.date()` is the day in Greenwich: until eight in the morning it is yesterday's here.

    Pure rules are given local moments; elsewhere a day comes from `timezone.localdate` or from a moment made local in
    the same function.
    """
    if {"rules", "kernel", "tests", "foreign", "simulation"} & set(module.name.split(".")):
        return
    for function in module.functions:
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date":
                words = ast.unparse(node.func.value)
                made_here = re.search(rf"\b{re.escape(words)} = .*(localtime|astimezone)", ast.unparse(function))
                if MOMENT.search(words) and not made_here:
                    yield f"{module.name}:{node.lineno} takes the day of {words} in another time zone"


RULES: dict[str, Callable[[Module], Iterator[str]]] = {
    "tables of other things are not imported": foreign_models,
    "imports stand at the top": imports_in_functions,
    "no signals": signal_receivers,
    "files and functions are short": too_long,
    "__init__ is empty": full_init,
    "modules say what they are": without_docstring,
    "days are the county's days": day_of_another_zone,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_the_rule(rule: str) -> None:
    assert "\n".join(faults()[rule]) == ""


BROKEN = {
    "tables of other things are not imported": "from tongban.ledger.models import Head\n",
    "imports stand at the top": "def late() -> None:\n    import os\n",
    "no signals": "@receiver(post_save)\ndef hidden() -> None: ...\n",
    "files and functions are short": "def long() -> None:\n" + "    pass\n" * 60,
    "__init__ is empty": "value = 1\n\n\ndef act() -> None: ...\n",
    "modules say what they are": "value = 1\n",
    "days are the county's days": "def month(row: object) -> object:\n    return row.rated_at.date()\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_rule_finds_a_broken_file(name: str) -> None:
    path = Path("cases/__init__.py" if name == "__init__ is empty" else "cases/broken.py")
    assert list(RULES[name](Module(path, "tongban.cases.broken", BROKEN[name])))


def test_things_use_the_closed_list_of_names() -> None:
    found = [path for thing in THINGS - FREE for path in (ROOT / "src/tongban" / thing).iterdir()]
    names = {path.stem for path in found if not path.name.startswith("__")}
    assert names - LAYERS == set()


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [module.name for module in product(ROOT) if BANNED & set(module.name.split("."))] == []


def test_only_models_import_models_of_their_own_thing_upwards() -> None:
    """The same as the first rule, asked of the import graph: no chain of one step into another thing's tables."""
    graph = grimp.build_graph("tongban", cache_dir=None)
    tables = [name for name in graph.modules if re.match(r"tongban\.\w+\.models\b", name)]
    crossing = [
        (importer, name)
        for name in tables
        for importer in graph.find_modules_that_directly_import(name)
        if importer.split(".")[1] != name.split(".")[1] and ".tests" not in importer
    ]
    assert crossing == []


def test_test_files_are_short_enough_to_read() -> None:
    assert [module.name for module in source.tests(ROOT) if module.lines > LONGEST_TEST] == []
