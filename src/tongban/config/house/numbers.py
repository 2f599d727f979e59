"""`./tongban numbers`: the figures we watch, measured on this project, each beside what we aim at.

They are a mirror, not a gate; what must hold is in `check` and in the tests that walk the code.
"""

import json
import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import grimp

from tongban.config.house.source import (
    Module,
    annotated,
    complexity,
    late_imports,
    length,
    product,
    public_functions,
    test_functions,
    tests,
)
from tongban.config.house.testing import is_pure
from tongban.config.launch.database import ALWAYS
from tongban.config.launch.places import PROJECT
from tongban.config.launch.processes import clean_environment
from tongban.config.launch.screen import say

DOCUMENTED_LAYERS = ("rules", "permissions", "queries", "actions")
SIGNALS = re.compile(r"@receiver\(|(?:pre|post)_(?:save|delete|init)\.connect\(|m2m_changed\.connect\(")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


@dataclass(frozen=True)
class Number:
    """One row: `ok` is None where there is an aim but no yes or no."""

    number: str
    aim: str
    measured: str
    ok: bool | None


@dataclass(frozen=True)
class House:
    """All that is measured."""

    root: Path
    modules: list[Module]
    tests: list[Module]


def share(part: int, whole: int) -> float:
    """Percent, rounded to a tenth."""
    return round(100 * part / whole, 1) if whole else 100.0


def percent(number: str, part: int, whole: int, least: float) -> Number:
    """A row whose aim is a share of at least so much."""
    found = share(part, whole)
    return Number(number, f">= {least:g} %", f"{found:g} % ({part} of {whole})", found >= least)


def at_most(number: str, value: float, most: float, note: str = "") -> Number:
    """A row whose aim is a figure of at most so much."""
    return Number(number, f"<= {most:g}", f"{value:g}{f' ({note})' if note else ''}", value <= most)


def files(house: House) -> list[Number]:
    """How long files are."""
    longest = max(house.modules, key=lambda module: module.lines)
    longest_test = max(house.tests, key=lambda module: module.lines)
    written = [module.lines for module in house.modules if module.lines]
    code, test = sum(written), sum(module.lines for module in house.tests)
    ratio = round(test / code, 2)
    return [
        at_most("longest src file, lines", longest.lines, 400, longest.name),
        at_most("median src file, lines", statistics.median(written), 80),
        at_most("longest test file, lines", longest_test.lines, 400, longest_test.name),
        Number("tests : src, lines", "1.0-1.8", f"{ratio:g} ({test} : {code})", 1.0 <= ratio <= 1.8),
    ]


def functions(house: House) -> list[Number]:
    """How long and how branchy functions and classes are."""
    every = [(function, module) for module in house.modules for function in module.functions]
    found = [(length(function), function.name, module.name) for function, module in every]
    branchy = [(complexity(function), function.name) for function, _ in every]
    classes = [(length(node), node.name, len(node.bases)) for module in house.modules for node in module.classes]
    longest, hardest, biggest = max(found), max(branchy), max(classes)
    long = sum(1 for lines, *_ in found if lines > 30)
    return [
        at_most("longest function, lines", longest[0], 50, f"{longest[2]}.{longest[1]}"),
        at_most("functions > 30 lines, %", share(long, len(found)), 5, f"{long} of {len(found)}"),
        at_most("complexity of the hardest function", hardest[0], 8, hardest[1]),
        at_most("longest class, lines", biggest[0], 150, biggest[1]),
        at_most("most bases of a class", max(bases for *_, bases in classes), 2),
    ]


def imports(house: House) -> list[Number]:
    """Who imports whom."""
    graph = grimp.build_graph("tongban", cache_dir=None)
    things = sorted(graph.find_children("tongban"))
    pairs = [(one, other) for one in things for other in things if one < other]
    mutual = [
        f"{one}-{other}"
        for one, other in pairs
        if graph.chain_exists(one, other, as_packages=True) and graph.chain_exists(other, one, as_packages=True)
    ]
    late = sum(len(late_imports(module)) for module in house.modules)
    pure = sum(module.lines for module in house.modules if module.pure)
    return [
        at_most("mutual package pairs (cycles)", len(mutual), 0, ", ".join(mutual)),
        at_most("imports inside functions", late, 0),
        percent("framework-free share of src lines", pure, sum(module.lines for module in house.modules), 30),
    ]


def words(house: House) -> list[Number]:
    """What is annotated, documented, unfinished, hidden."""
    all_functions = [function for module in house.modules for function in module.functions]
    with_code = [module for module in house.modules if module.tree.body]
    documented, has_doc = _documented(with_code)
    said = [module for module in with_code if _doc(module.tree.body[0])]
    return [
        percent("return-annotated functions", sum(map(annotated, all_functions)), len(all_functions), 100),
        percent("modules with a docstring", len(said), len(with_code), 100),
        percent("docstrings in rules, permissions, queries, actions", has_doc, documented, 100),
        at_most("signal receivers", sum(bool(SIGNALS.search(module.text)) for module in house.modules), 0),
        at_most("unfinished marks", sum(len(UNFINISHED.findall(module.text)) for module in house.modules), 0),
    ]


def _documented(modules: list[Module]) -> tuple[int, int]:
    """How many functions of the layers that must say what they do there are, and how many say it."""
    found = [one for module in modules if module.layer in DOCUMENTED_LAYERS for one in public_functions(module)]
    return len(found), sum(bool(one.body) and _doc(one.body[0]) for one in found)


def _doc(node: object) -> bool:
    value = getattr(node, "value", None)
    return isinstance(getattr(value, "value", None), str)


def testing(house: House) -> list[Number]:
    """How tests are written."""
    found = [(length(function), module) for module in house.tests for function in test_functions(module)]
    pure_paths = {module.path for module in house.tests if test_functions(module) and is_pure(module.path)}
    pure = sum(1 for _, module in found if module.path in pure_paths)
    return [
        percent("pure tests: share of test functions", pure, len(found), 40),
        at_most("median test function, lines", statistics.median([lines for lines, _ in found] or [0]), 12),
    ]


def housekeeping(house: House) -> list[Number]:
    """Migrations, settings, README, commands, types."""
    migrations: dict[str, int] = {}
    for path in (house.root / "src").glob("tongban/*/migrations/0*.py"):
        migrations[path.parts[-3]] = migrations.get(path.parts[-3], 0) + 1
    most = max(migrations.items(), key=lambda item: item[1], default=("", 0))
    settings = max(path.read_text().count("\n") for path in (house.root / "src/tongban/config/settings").glob("*.py"))
    readme = house.root / "README.md"
    typed = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "src/tongban"],
        cwd=house.root,
        env=clean_environment() | ALWAYS,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.count(": error:")
    rows = [
        at_most("mypy --strict errors", typed, 0),
        at_most("migrations of one package before 1.0", most[1], 1, most[0]),
        at_most("longest settings file, lines", settings, 200),
        at_most("commands from clone to running site", 3, 3, "git clone, cd, ./tongban up"),
    ]
    if readme.exists():
        rows.append(at_most("README, lines", readme.read_text().count("\n"), 120))
    return rows


PARTS: tuple[Callable[[House], list[Number]], ...] = (files, functions, imports, words, testing, housekeeping)


def numbers(arguments: list[str]) -> int:
    """Prints the table, or one JSON object a row."""
    house = House(PROJECT, product(PROJECT), tests(PROJECT))
    rows = [row for part in PARTS for row in part(house)]
    if "--json" in arguments:
        for row in rows:
            say(json.dumps(asdict(row), ensure_ascii=False))
        return 0
    for row in rows:
        say(f"{'ok ' if row.ok else 'off'}  {row.number:<52} {row.aim:>9}   {row.measured}")
    return 0
