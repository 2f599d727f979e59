"""`./tongban test`: a database server of its own, the pure tests first, then all others; pytest speaks last.

It only gives an environment; fixtures belong to the tests.
"""

import argparse
import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tongban.config.launch.database import ALWAYS, VARIABLES, Database, open_database
from tongban.config.launch.instance import hold
from tongban.config.launch.places import PROJECT, Places, here
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import clean_environment
from tongban.config.launch.screen import say
from tongban.config.messages import compile_messages

PYTEST = (sys.executable, "-m", "pytest")
# Each takes the next of one queue, so that in both processes what needs a browser comes after everything else: a loop
# that has begun for a browser goes on, and neither seals nor Django's connection can be used beside it.
TWO = ("-n", "2", "--dist", "load")
# One test at a time, for tests that take long: else what is last may wait in one process for a long one before it
# while the other has nothing left to do.
EVENLY = ("--maxschedchunk=1",)
# The push tier draws the same examples each time: what it finds, a second run finds too. The night draws by its date.
PUSH = (*TWO, "-m", "not nightly", "--hypothesis-seed=1")
# Plug-ins that no pure test needs; loading schemathesis alone takes longer than a thousand of them.
UNUSED = tuple(word for name in ("django", "schemathesis", "anyio") for word in ("-p", f"no:{name}"))
# Foreign logs and texts are judged with numerical libraries, whose loading alone takes longer than all pure tests.
PURE_THINGS = re.compile(r"tongban\.(kernel|rulebook)\b|tongban\.\w+\.(rules|permissions|events)\b")
HELP = re.compile(r"tests\.|tongban\.\w+\.tests\.")
IMPURE = ("django", "psycopg", "playwright", "procrastinate", "ninja")
DJANGOS = {"db", "transactional_db", "client", "settings", "rf", "admin_client"}
UNITS = {"s": 1, "m": 60, "h": 3600}


def seconds_of(text: str) -> int:
    """`90s`, `20m`, `3h` in seconds."""
    match = re.fullmatch(r"(\d+)([smh])", text)
    if match is None:
        raise Problem(f"A budget is a number with s, m or h, such as 20m; {text!r} is not.", status=2)
    return int(match[1]) * UNITS[match[2]]


@cache
def imported(text: str) -> list[str]:
    """Full names of everything a module imports."""
    names = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def helping_files(names: list[str], root: Path = PROJECT) -> Iterator[Path]:
    """The files of help for tests behind names such as `tests.cast.settle` or `tongban.law.tests.samples.PLAIN`."""
    for name in filter(HELP.match, names):
        asked = root.joinpath("src" if name.startswith("tongban") else "", *name.split("."))
        yield from (path for one in (asked, asked.parent) if (path := one.with_suffix(".py")).exists())


@cache
def leans_on_pure(text: str) -> bool:
    """Whether a file of tests or of help for them, and every one behind it, imports pure things only."""
    names = imported(text)
    return (
        all(PURE_THINGS.match(name) or HELP.match(name) for name in names if name.startswith("tongban"))
        and not any(name.startswith(IMPURE) for name in names)
        and all(leans_on_pure(path.read_text(encoding="utf-8")) for path in helping_files(names))
    )


@cache
def fixtures_of(text: str) -> set[str]:
    """The fixtures of a conftest."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return {one.name for one in functions if any("fixture" in ast.dump(each) for each in one.decorator_list)}


def is_pure(path: Path) -> bool:
    """Whether a test file imports pure files only, asks for no fixture of a conftest, and is not marked slow."""
    text = path.read_text(encoding="utf-8")
    above = [one.read_text(encoding="utf-8") for one in (path.parent / "conftest.py",) if one.exists()]
    if any(word in text for word in ("django_db", "mark.slow", "usefixtures")) or "autouse" in "".join(above):
        return False
    if not any(name.startswith("tongban") for name in imported(text)) or not leans_on_pure(text):
        return False
    asked = {
        arg.arg for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef) for arg in node.args.args
    }
    above.append((PROJECT / "conftest.py").read_text(encoding="utf-8"))
    return not asked & DJANGOS.union(*map(fixtures_of, above))


def pure_files(root: Path = PROJECT) -> list[Path]:
    """All test files that run without Django."""
    found = [*(root / "src").rglob("tests/**/test_*.py"), *(root / "tests").rglob("test_*.py")]
    return sorted(path for path in set(found) if is_pure(path))


def environment(database: Database, places: Places, budget: str | None) -> dict[str, str]:
    """What pytest gets: addresses, a data folder of its own, none of this installation's secrets."""
    addresses = {VARIABLES[role]: url for role, url in database.urls.items()}
    own = {"TONGBAN_DATA": str(places.state / "test"), "TONGBAN_SEED": os.environ.get("TONGBAN_SEED", "1")}
    if budget:
        own["TONGBAN_TEST_UNTIL"] = str(int(datetime.now(UTC).timestamp()) + seconds_of(budget))
    return clean_environment() | ALWAYS | addresses | own


def run_pytest(words: list[str], given: dict[str, str]) -> int:
    """One run of pytest in the project's folder; 5 (nothing found) is no failure of ours."""
    return subprocess.run([*PYTEST, *words], cwd=PROJECT, env=given, check=False).returncode


def test(words: list[str]) -> int:
    """Runs the tests of one tier, or what pytest's own words select."""
    parser = argparse.ArgumentParser(prog="./tongban test")
    parser.add_argument("--tier", choices=("push", "nightly"), default="push")
    parser.add_argument("--budget", help="stop starting tests after this time: 90s, 20m, 3h")
    parser.add_argument("--durable", action="store_true", help="a server with fsync on, as nightly has")
    parser.add_argument("--pure", action="store_true", help="only the tests that need no Django")
    chosen, rest = parser.parse_known_args(words)
    compile_messages()  # a clone that was only tested, and one that was just updated, speak Chinese too
    if chosen.pure:
        return run_pure(pure_files(), clean_environment() | ALWAYS, rest)
    places = here("test")
    quick = chosen.tier == "push" and not chosen.durable
    with hold(places, "test"), open_database(places, quick=quick) as database:
        given = environment(database, places, chosen.budget)
        if chosen.tier == "nightly":
            return run_nightly(given, places, rest)
        if any(not word.startswith("-") for word in rest):
            return run_pytest(rest, given)
        return run_push(given, rest)


def run_pure(files: list[Path], given: dict[str, str], rest: list[str]) -> int:
    """The pure tests, on two processes: no Django, no conftest, no database."""
    if not files:
        return 0
    plain = [*UNUSED, "--noconftest", "-W", "ignore::pytest.PytestConfigWarning", *PUSH]
    return run_pytest([*plain, *rest, *(str(path.relative_to(PROJECT)) for path in files)], given)


def run_push(given: dict[str, str], rest: list[str]) -> int:
    """The pure tests, and when they pass all others on two processes."""
    files = pure_files()
    say("Pure tests")
    failed = run_pure(files, given, rest)
    if failed:
        return failed
    say("\nAll other tests")
    return run_pytest([*PUSH, *EVENLY, *(f"--ignore={path}" for path in files), *rest], given)


def run_nightly(given: dict[str, str], places: Places, rest: list[str]) -> int:
    """Every test, seeded by the date; the results are kept."""
    day = datetime.now(UTC).strftime("%Y%m%d")
    folder = places.state / "nightly"
    folder.mkdir(exist_ok=True)
    given |= {"TONGBAN_SEED": os.environ.get("TONGBAN_SEED", day), "TONGBAN_RESULTS": str(folder)}
    say(f"Seed {given['TONGBAN_SEED']}; results in {folder}")
    seed = f"--hypothesis-seed={given['TONGBAN_SEED']}"
    return run_pytest([*TWO, *EVENLY, seed, f"--junit-xml={folder / day}.xml", *rest], given)
