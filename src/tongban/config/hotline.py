"""`./tongban hotline evaluate [--json] [--data DIR]` and `hotline train [TABLE.csv]`: learning from texts.

Learning needs numpy, which only the extra `text` installs; without it the command says so in one sentence. Everything
else of the hotline works without: classes by rules, similar orders by search.
"""

import argparse
import importlib.util
import os
import sys
from pathlib import Path

from tongban.config.launch.commands import dispatch
from tongban.config.launch.control import manage
from tongban.config.launch.places import PROJECT, here
from tongban.config.launch.problems import Problem

LEARNING = "tongban.config.hotline_learning"
TABLES = PROJECT.parent / "shared" / "data" / "hotline"
MODEL = "hotline.model"
USAGE = """usage: ./tongban hotline COMMAND

  evaluate [--json] [--data DIR]       how well classes are found, beside the plain way; topics, replies, duplicates
  train                                a model from the closed orders of this installation
  train TABLE.csv [--out FILE]         a model from a table with the columns subject, body, level1"""


def model_file() -> Path:
    """Where an installation keeps the model in force."""
    return here().state / "models" / MODEL


def parser(name: str) -> argparse.ArgumentParser:
    """The words of one of the two commands."""
    words = argparse.ArgumentParser(prog=f"./tongban hotline {name}")
    if name == "evaluate":
        words.add_argument("--json", action="store_true", help="one JSON object")
        words.add_argument("--data", type=Path, default=TABLES, metavar="DIR", help="the folder of the three tables")
    else:
        words.add_argument("table", type=Path, nargs="?", metavar="TABLE.csv", help="columns subject, body, level1")
        words.add_argument("--out", type=Path, default=model_file(), metavar="FILE", help="where the model goes")
    return words


def learning(words: list[str]) -> int:
    """Becomes the program that learns, when what it needs is there."""
    chosen = parser(words[0]).parse_args(words[1:])
    if importlib.util.find_spec("numpy") is None:
        raise Problem(
            "Learning needs the extra `text`:  .venv/bin/python -m pip install -r requirements/text.lock",
            status=2,
        )
    own = words[0] == "train" and chosen.table is None
    return manage(["learn_topics"]) if own else _become(words)


def _become(words: list[str]) -> int:
    # Small systems of equations: more threads only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.execv(sys.executable, [sys.executable, "-P", "-m", LEARNING, *words])
    raise AssertionError("execv does not come back")


def hotline(words: list[str]) -> int:
    """`hotline evaluate` or `hotline train`."""
    each = {name: lambda rest, name=name: learning([name, *rest]) for name in ("evaluate", "train")}
    return dispatch(each, USAGE, words)


if __name__ == "__main__":
    sys.exit(hotline(sys.argv[2:]))
