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
from pathlib import Path

from tongban.config.launch.database import ALWAYS, VARIABLES, Database, open_database
from tongban.config.launch.instance import hold
from tongban.config.launch.places import PROJECT, Places, here
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import clean_environment
from tongban.config.launch.screen import say
from tongban.config.messages import compile_messages

PYTEST = (sys.executable, "-m", "pytest")
# The push tier draws the same examples each time: what it finds, a second run finds too. The night draws by its date.
PUSH = ("-n", "2", "-m", "not nightly", "--hypothesis-seed=1")
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


def imported(tree: ast.Module) -> Iterator[str]:
    """Full names of everything a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def helping_files(names: list[str], root: Path = PROJECT) -> Iterator[Path]:
    """The files of help for tests behind names such as `tests.cast.settle` or `tongban.law.tests.samples.PLAIN`."""
    for name in filter(HELP.match, names):
        asked = root.joinpath("src" if name.startswith("tongban") else "", *name.split("."))
        yield from (path for one in (asked, asked.parent) if (path := one.with_suffix(".py")).exists())


def leans_on_pure(path: Path) -> bool:
    """Whether a file of tests or of help for them, and every one behind it, imports pure things only."""
    names = list(imported(ast.parse(path.read_text(encoding="utf-8"))))
    return (
        all(PURE_THINGS.match(name) or HELP.match(name) for name in names if name.startswith("tongban"))
        and not any(name.startswith(IMPURE) for name in names)
        and all(map(leans_on_pure, helping_files(names)))
    )


def fixtures_of(path: Path) -> Iterator[str]:
    """The fixtures of a conftest."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any("fixture" in ast.dump(one) for one in node.decorator_list):
            yield node.name


def is_pure(path: Path) -> bool:
    """Whether a test file imports pure files only, asks for no fixture of a conftest, and is not marked slow."""
    text = path.read_text(encoding="utf-8")
    beside = path.parent / "conftest.py"
    if "django_db" in text or "mark.slow" in text or "usefixtures" in text:
        return False
    if beside.exists() and "autouse" in beside.read_text(encoding="utf-8"):
        return False
    tree = ast.parse(text)
    arguments = {arg.arg for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for arg in node.args.args}
    given = DJANGOS | {name for one in (beside, PROJECT / "conftest.py") if one.exists() for name in fixtures_of(one)}
    return any(name.startswith("tongban") for name in imported(tree)) and leans_on_pure(path) and not arguments & given


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
        return run_pure(clean_environment() | ALWAYS, rest)
    places = here("test")
    quick = chosen.tier == "push" and not chosen.durable
    with hold(places, "test"), open_database(places, quick=quick) as database:
        given = environment(database, places, chosen.budget)
        if chosen.tier == "nightly":
            return run_nightly(given, places, rest)
        if any(not word.startswith("-") for word in rest):
            return run_pytest(rest, given)
        return run_push(given, rest)


def run_pure(given: dict[str, str], rest: list[str]) -> int:
    """The pure tests, on two processes: no Django, no conftest, no database."""
    files = [str(path.relative_to(PROJECT)) for path in pure_files()]
    if not files:
        return 0
    quiet = "ignore::pytest.PytestConfigWarning"
    plain = ["-p", "no:django", "--noconftest", "-W", quiet, *PUSH]
    return run_pytest([*plain, *rest, *files], given)


def run_push(given: dict[str, str], rest: list[str]) -> int:
    """The pure tests, and when they pass all others on two processes."""
    say("Pure tests")
    failed = run_pure(given, rest)
    if failed:
        return failed
    say("\nAll other tests")
    left_out = [f"--ignore={path}" for path in pure_files()]
    return run_pytest([*PUSH, *left_out, *rest], given)


def run_nightly(given: dict[str, str], places: Places, rest: list[str]) -> int:
    """Every test, seeded by the date; the results are kept."""
    day = datetime.now(UTC).strftime("%Y%m%d")
    folder = places.state / "nightly"
    folder.mkdir(exist_ok=True)
    given |= {"TONGBAN_SEED": os.environ.get("TONGBAN_SEED", day), "TONGBAN_RESULTS": str(folder)}
    say(f"Seed {given['TONGBAN_SEED']}; results in {folder}")
    seed = f"--hypothesis-seed={given['TONGBAN_SEED']}"
    return run_pytest(["-n", "2", seed, f"--junit-xml={folder / day}.xml", *rest], given)
