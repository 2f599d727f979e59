"""`./tongban bench [NAME] [--json]`: runs the files of `benchmarks/`; each measures one claim beside its peers.

A benchmark is a file with `measure()`, which returns one row or several: name, unit, ours, floor, peers, ratio_floor,
ratio_peer, runs. They get a database server of their own, with durability on.
"""

import argparse
import json
import subprocess
import sys

from tongban.config.house.testing import environment
from tongban.config.launch.database import open_database
from tongban.config.launch.instance import hold
from tongban.config.launch.places import PROJECT, here
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say

FIELDS = ("name", "unit", "ours", "floor", "peers", "ratio_floor", "ratio_peer", "runs", "ratio_growth", "sizes")
RUN = """
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("benchmark", sys.argv[1])
module = importlib.util.module_from_spec(spec)
sys.modules["benchmark"] = module
spec.loader.exec_module(module)
rows = module.measure()
print()
print(json.dumps(rows if isinstance(rows, list) else [rows], ensure_ascii=False))
"""


def names() -> list[str]:
    """The benchmarks there are: the files that measure something."""
    found = sorted((PROJECT / "benchmarks").glob("*.py"))
    return [path.stem.replace("_", "-") for path in found if "def measure(" in path.read_text(encoding="utf-8")]


def bench(words: list[str]) -> int:
    """Runs one benchmark or all; prints a table, or one JSON object a line."""
    parser = argparse.ArgumentParser(prog="./tongban bench")
    parser.add_argument("name", nargs="?")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(words)
    known = names()
    if chosen.name and chosen.name not in known:
        raise Problem(f"There is no benchmark {chosen.name!r}.", f"There are: {', '.join(known)}", status=2)
    places = here("bench")
    failed = 0
    with hold(places, "bench"), open_database(places) as database:
        given = environment(database, places, None)
        for name in [chosen.name] if chosen.name else known:
            failed |= run_one(name, given, chosen.json)
    return failed


def run_one(name: str, given: dict[str, str], as_json: bool) -> int:
    """Runs one benchmark in a process of its own, so that none warms the next."""
    path = PROJECT / "benchmarks" / f"{name.replace('-', '_')}.py"
    words = [sys.executable, "-c", RUN, str(path)]
    result = subprocess.run(words, env=given, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode:
        say(json.dumps({"name": name, "failed": result.returncode}))
        return 1
    for row in json.loads(result.stdout.strip().splitlines()[-1]):
        say(json.dumps(row, ensure_ascii=False) if as_json else line(row))
    return 0


def line(row: dict[str, object]) -> str:
    """One row for a person."""
    shown = [f"{name}={row[name]}" for name in FIELDS[2:] if row.get(name) not in (None, {}, "")]
    return f"{row.get('name')} [{row.get('unit')}]  " + "  ".join(shown)
