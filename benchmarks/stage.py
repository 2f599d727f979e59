"""The stage of the benchmarks that need cases: a migrated database, the small county, an item of eight tasks.

Measures nothing.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
ITEMS = ROOT / "src" / "tongban" / "simulation" / "county" / "items"

TASKS = (
    ("accept", "受理", "lane_accept", "accept", "acceptance"),
    ("survey", "现场核查", "lane_market", "review", ""),
    ("review_market", "审查经营条件", "lane_market", "review", "review_market"),
    ("review_fire", "审查消防安全", "lane_fire", "review", "review_fire"),
    ("review_urban", "审查户外招牌", "lane_urban", "review", "review_urban"),
    ("summary", "汇总", "lane_market", "review", ""),
    ("decide", "决定", "lane_decide", "decide", ""),
    ("deliver", "送达", "lane_deliver", "deliver", "delivery"),
)
# The same eight without the papers of a licence: what a workflow engine does, and what its peer is asked to do.
BARE = ((*TASKS[0][:4], ""), *TASKS[1:6], ("check", "复核", "lane_urban", "review", ""),
        ("file", "归档", "lane_market", "review", ""))  # fmt: skip
LANES = (
    ("lane_accept", "受理岗", "@holder/accept"), ("lane_market", "市场监管局审查岗", "market/review"),
    ("lane_fire", "消防审查岗", "fire/review"), ("lane_urban", "城管审查岗", "urban/review"),
    ("lane_decide", "决定岗", "@holder/decide"), ("lane_deliver", "出件岗", "centre/deliver"),
)  # fmt: skip
FLOWS = (
    ("start", "accept", ""), ("accept", "outcome", ""), ("outcome", "survey", 'acceptance = "accepted"'),
    ("outcome", "not_accepted", 'acceptance = "refused"'), ("survey", "split", ""), ("split", "review_market", ""),
    ("split", "review_fire", ""), ("split", "review_urban", ""), ("review_market", "join", ""),
    ("review_fire", "join", ""),
    ("review_urban", "join", ""), ("join", "summary", ""), ("summary", "decide", ""), ("decide", "deliver", ""),
    ("deliver", "done", ""),
)  # fmt: skip
OTHERS = {"start": "startEvent", "outcome": "exclusiveGateway", "not_accepted": "endEvent", "split": "parallelGateway",
          "join": "parallelGateway", "done": "endEvent"}  # fmt: skip


def eight_tasks(*, licence: bool = True, python_conditions: bool = False) -> str:
    """The flow as BPMN: one exclusive choice, one three-way parallel part.

    As a licence with its papers or as bare work; with conditions in our grammar or in Python.
    """
    tasks_of = TASKS if licence else BARE
    last = dict(zip((task[0] for task in TASKS), (task[0] for task in tasks_of), strict=True))
    lanes = "".join(
        f'<lane id="{key}" name="{name}" tb:post="{post}">'
        + "".join(f"<flowNodeRef>{task[0]}</flowNodeRef>" for task in tasks_of if task[2] == key)
        + ("".join(f"<flowNodeRef>{other}</flowNodeRef>" for other in OTHERS) if key == "lane_accept" else "")
        + "</lane>"
        for key, name, post in LANES
        if any(task[2] == key for task in tasks_of)
    )
    tasks = "".join(
        f'<userTask id="{key}" name="{name}" tb:act="{act}"' + (f' tb:limit="{limit}"' if limit else "") + "/>"
        for key, name, _, act, limit in tasks_of
    )
    others = "".join(f'<{kind} id="{key}" name="{key}"/>' for key, kind in OTHERS.items())
    flows = "".join(
        _edge(number, last.get(source, source), last.get(target, target), condition, python_conditions)
        for number, (source, target, condition) in enumerate(FLOWS)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:tb="urn:tongban:flow:1" id="d" '
        'targetNamespace="urn:t"><process id="eight_tasks" name="八步" isExecutable="true">'
        f'<laneSet id="lanes">{lanes}</laneSet>{tasks}{others}{flows}'
        "</process></definitions>"
    )


def _edge(number: int, source: str, target: str, condition: str, python_conditions: bool) -> str:
    if not condition:
        return f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"/>'
    text = condition.replace(" = ", " == ") if python_conditions else condition
    return (
        f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"><conditionExpression '
        f'xsi:type="tFormalExpression">{text}</conditionExpression></sequenceFlow>'
    )


@cache
def set_up() -> None:
    """Makes an empty database beside the one the environment names, migrates it and starts the framework.

    Once a process: a benchmark that leans on another one's parts shares its database.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.config.settings")
    sys.path.insert(0, str(ROOT / "src"))
    name, owner = f"tongban_bench_{os.getpid()}", os.environ["DATABASE_OWNER_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    atexit.register(_drop, owner, name)
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SEALER_URL"):
        parts = urlsplit(os.environ[variable])
        os.environ[variable] = parts._replace(path=f"/{name}").geturl()
    for command, role in (("migrate", "owner"), ("prepare", "app")):
        subprocess.run(
            [sys.executable, "-m", "tongban.config.manage", command, "--skip-checks"], check=True,
            stdout=subprocess.DEVNULL, env={**os.environ, "TONGBAN_AS": role, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
    django.setup()


def _drop(owner: str, name: str) -> None:
    """The owner may not end other roles' sessions, so a database still in use stays until the server's folder goes."""
    connections.close_all()
    with suppress(psycopg.Error), psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
