"""A durable case of eight tasks (one exclusive choice, one three-way parallel part) on one connection, on disk.

Ours: the real acts, with permissions, clock, documents, event, hash and guards. Floor: the same rows written by one
prepared statement a step with every value ready, no read and no rule. Peer: SpiffWorkflow, its state loaded and saved
each step in one row. The three run in turn; the figures are medians of the rounds, cases a second.
"""

from __future__ import annotations

import itertools
import json
import re
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from benchmarks.stage import eight_tasks, set_up
from lxml import etree
from psycopg.types.json import Jsonb
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

set_up()  # the framework must be ready before the acts can be imported

from benchmarks.item import eight_task_item  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection as own  # noqa: E402
from tests.cast import ANSWERS, FOUNDING, Cast, on, small_county  # noqa: E402

from tongban.cases.actions.accept import accept_case  # noqa: E402
from tongban.cases.actions.decide import decide_case, deliver_case  # noqa: E402
from tongban.cases.actions.receive import Given, receive_case  # noqa: E402
from tongban.cases.actions.review import review_task  # noqa: E402
from tongban.cases.actions.statement import StepStatement  # noqa: E402
from tongban.kernel.actor import SYSTEM  # noqa: E402
from tongban.kernel.ids import uuid7  # noqa: E402
from tongban.ledger.actions import connection_as  # noqa: E402

ROUNDS, CASES = 7, 40
REVIEWERS = {"survey": "market_review", "review_market": "market_review", "review_fire": "fire_review",
             "review_urban": "urban_review", "summary": "market_review", "check": "urban_review",
             "file": "market_review"}  # fmt: skip
REVIEWS_OPEN = "SELECT id, node FROM cases_task WHERE case_id = ANY(%s) AND closed_at IS NULL AND act = 'review'"
GOVERNED = ("cases_case", "cases_task", "cases_caseform", "cases_casematerial", "cases_decision", "cases_delivery",
            "cases_casenumber", "documents_document", "documents_numberseries", "documents_documentmark")  # fmt: skip


class Ours:
    """The real acts: of a whole licence with its papers, or of eight bare tasks."""

    def __init__(self, cast: Cast, *, licence: bool) -> None:
        self.cast, self.licence = cast, licence
        self.reading = connect()  # how the driver learns which tasks are open; a page has them in its form
        self.version = eight_task_item(self.cast.county, SYSTEM, FOUNDING, licence=licence)

        self.times = [on(11, 5), on(11, 9), on(11, 10), on(11, 12), on(11, 13)]
        self.officers = {
            post: self.cast.officer(post, on(11, 9)) for post in {*REVIEWERS.values(), "market_decide", "delivery"}
        }

    def run(self, cases: int = 1) -> None:
        """Some cases from receipt to delivery, side by side; which tasks are open is read for all of them at once, as a
        page has its task in its own address."""
        received, accepted, reviewed, decided, delivered = self.times
        keys = [self._receive(received) for _ in range(cases)]
        for key in keys:
            accept_case(case_id=key, by=self.officers["market_review"], at=accepted)
        while tasks := self.reading.execute(REVIEWS_OPEN, [keys], prepare=True).fetchall():
            for task_id, node in tasks:
                by = self.officers[REVIEWERS[node]]
                review_task(task_id=task_id, opinion="agree", reasons="", by=by, at=reviewed)
        for key in keys if self.licence else []:
            by = self.officers["market_decide"]
            decide_case(case_id=key, decision="grant", reasons="", basis=[], by=by, at=decided)
        for key in keys if self.licence else []:
            deliver_case(case_id=key, method="window", by=self.officers["delivery"], at=delivered)

    def _receive(self, at: datetime) -> UUID:
        cast, papers = self.cast, [Given("m_lease"), Given("m_layout")] if self.licence else []
        return receive_case(
            version_id=self.version, applicant_id=cast.applicant, place_id=cast.county.home, channel="web",
            answers=ANSWERS, materials=papers, by=cast.citizen, at=at,
        ).case_id  # fmt: skip


class Floor:
    """The statements of one of our cases, replayed against bare copies of the tables with fresh keys and no rule."""

    EVENT = """e AS MATERIALIZED ({head}), ev AS (INSERT INTO floor.event (id, origin, kind, subject_id, seq, type,
      type_version, actor, post, body_id, place_id, on_behalf_ref, at, body, prev, hash) SELECT %s::uuid, '990823',
      'case', %s::uuid, e.seq, %s, 1, %s::uuid, %s::uuid, %s::uuid, %s::uuid, null, %s::timestamptz, %s, %s, %s FROM e),
      ob AS (INSERT INTO floor.outbox (event_id) SELECT %s::uuid FROM e)"""
    FIRST = (
        "INSERT INTO floor.ledger_head VALUES ('case', %s::uuid, %s::int, %s, %s, pg_current_xact_id()) RETURNING seq"
    )
    NEXT = """UPDATE floor.ledger_head SET seq = %s::int, prev = %s, hash = %s
      WHERE kind = 'case' AND subject_id = %s::uuid RETURNING seq"""

    def __init__(self, ours: Ours) -> None:
        self.steps = self._record(ours)
        self.connection = connect()
        self._tables()
        self.fresh = itertools.count(1)
        self.ready: list[list[tuple[str, list[Any]]]] = []

    def _record(self, ours: Ours) -> list[tuple[str, list[Any]]]:
        """What one of our cases sends: the parts of each step's statement and their values."""

        taken: list[tuple[str, list[Any]]] = []
        real = StepStatement.run

        def run(statement: StepStatement) -> int:
            taken.append((", ".join(statement._parts[1:]), list(statement._values)))
            return real(statement)

        StepStatement.run = run  # type: ignore[method-assign]
        try:
            ours.run()
        finally:
            StepStatement.run = real  # type: ignore[method-assign]
        return taken

    def _tables(self) -> None:
        with connection_as(settings.DATABASE_OWNER) as owner:
            owner.execute("DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor")
            for table in GOVERNED:
                owner.execute(
                    f"CREATE TABLE floor.{table} (LIKE {table} INCLUDING DEFAULTS INCLUDING INDEXES INCLUDING IDENTITY)"
                )
            owner.execute("INSERT INTO floor.documents_documentmark SELECT * FROM documents_documentmark")
            for table in ("ledger_head", "event", "outbox"):
                owner.execute(
                    f"CREATE TABLE floor.{table} (LIKE ledger.{table} INCLUDING DEFAULTS INCLUDING INDEXES "
                    "INCLUDING IDENTITY)"
                )
            owner.execute(
                "GRANT ALL ON SCHEMA floor TO tongban_app; GRANT ALL ON ALL TABLES IN SCHEMA floor TO tongban_app"
            )
            owner.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA floor TO tongban_app")
            owner.commit()

    def prepare(self, cases: int) -> None:
        """Makes the values of the next cases, outside the measured time."""
        self.ready = [self._case() for _ in range(cases)]

    def _case(self) -> list[tuple[str, list[Any]]]:

        keys: dict[UUID, UUID] = {}
        made = [key for parts, values in self.steps for key in self._new_keys(parts, values)]
        for key in made:
            keys.setdefault(key, uuid7())
        serial = next(self.fresh)
        return [
            self._statement(number, parts, values, keys, serial) for number, (parts, values) in enumerate(self.steps)
        ]

    def _new_keys(self, parts: str, values: list[Any]) -> list[UUID]:
        told = json.loads(values[0])
        own = [UUID(told["subject"]), UUID(told["id"]), *(UUID(task["task"]) for task in told["data"]["opened"])]
        fixed = {UUID(told[name]) for name in ("actor", "post_id", "body_id", "place_id") if told[name]}
        known = {self.cast_key(value) for value in values if isinstance(value, UUID)}
        return [key for key in {*own, *known} if key is not None and key not in fixed and key not in self.standing]

    standing: set[UUID] = set()

    def cast_key(self, value: UUID) -> UUID:
        """A key as it stands."""
        return value

    def _statement(
        self, number: int, parts: str, values: list[Any], keys: dict[UUID, UUID], serial: int
    ) -> tuple[str, list[Any]]:
        told = json.loads(values[0])
        seq, old, new = told["seq"], b"\0" * 32, serial.to_bytes(16) + number.to_bytes(16)
        subject, event = keys[UUID(told["subject"])], keys[UUID(told["id"])]
        head = [subject, seq, old, new] if seq == 1 else [seq, old, new, subject]
        text = self.EVENT.format(head=self.FIRST if seq == 1 else self.NEXT) + ", " + self._bare(parts)
        given = [event, subject, told["type"], told["actor"], told["post_id"], told["body_id"], told["place_id"],
                 told["at"],
                 values[0], old, new, event]  # fmt: skip
        rest = [self._value(value, keys, serial) for value in values[1:]]
        return f"WITH {text} SELECT seq FROM e", [*head, *given, *rest]

    @staticmethod
    def _bare(parts: str) -> str:
        text = re.sub(r'"(cases_\w+)"', r"floor.\1", parts)
        return re.sub(r"\b(documents_\w+)", r"floor.\1", text)

    @staticmethod
    def _value(value: Any, keys: dict[UUID, UUID], serial: int) -> Any:
        if isinstance(value, UUID):
            return keys.get(value, value)
        if isinstance(value, str) and re.fullmatch(r"QH\d{12}", value):
            return f"QF{serial:012d}"
        return Jsonb(value.obj) if isinstance(value, Jsonb) else value

    def run(self, cases: int = 1) -> None:
        """Some prepared cases."""
        for _ in range(cases):
            for text, values in self.ready.pop():
                self.connection.execute(text, values, prepare=True)


class Spiff:
    """SpiffWorkflow with its serialised state in one row, loaded and saved each step."""

    def __init__(self) -> None:

        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(eight_tasks(python_conditions=True).encode()))
        self.spec = parser.get_spec("eight_tasks")
        self.serializer = BpmnWorkflowSerializer()
        self.connection = connect()
        with connection_as(settings.DATABASE_OWNER) as owner:  # as lasting as our rows: a temporary table is not
            owner.execute("DROP SCHEMA IF EXISTS peer CASCADE; CREATE SCHEMA peer")
            owner.execute("CREATE TABLE peer.spiff (id bigint PRIMARY KEY, state text)")
            owner.execute("GRANT ALL ON SCHEMA peer TO tongban_app; GRANT ALL ON peer.spiff TO tongban_app")
            owner.commit()
        self.serial = itertools.count(1)

    def run(self, cases: int = 1) -> None:
        """Some cases, one after the other."""
        for _ in range(cases):
            self._one()

    def _one(self) -> None:
        """One case: for each task load the state, complete the task, save the state."""

        key, workflow = next(self.serial), BpmnWorkflow(self.spec)
        workflow.do_engine_steps()
        self.connection.execute(
            "INSERT INTO peer.spiff VALUES (%s, %s)", [key, self.serializer.serialize_json(workflow)]
        )
        while True:
            row = self.connection.execute("SELECT state FROM peer.spiff WHERE id = %s", [key]).fetchone()
            workflow = self.serializer.deserialize_json(row[0])
            waiting = workflow.get_tasks(state=TaskState.READY, manual=True)
            if not waiting:
                return
            waiting[0].data["acceptance"] = "accepted"
            waiting[0].run()
            workflow.do_engine_steps()
            self.connection.execute(
                "UPDATE peer.spiff SET state = %s WHERE id = %s", [self.serializer.serialize_json(workflow), key]
            )


def connect() -> psycopg.Connection[Any]:
    """A bare connection of the application's role, each statement its own transaction."""

    connection = connection_as(settings.DATABASES["default"])
    connection.autocommit = True
    return connection


def per_second(run: Callable[[int], None], cases: int) -> float:
    """Cases a second over some cases."""
    began = time.perf_counter()
    run(cases)
    return cases / (time.perf_counter() - began)


def measure() -> list[dict[str, Any]]:
    """The bare eight tasks beside the peer, then a whole licence with its papers beside its own floor."""
    cast, spiff = small_county(), Spiff()
    return [
        figures("lifecycle", Ours(cast, licence=False), spiff),
        figures("lifecycle_licence", Ours(cast, licence=True), spiff),
    ]


def figures(name: str, ours: Ours, spiff: Spiff) -> dict[str, Any]:
    """Rounds of the three in turn; ratios are medians of the rounds' own ratios."""
    county = ours.cast.county
    groups = (county.bodies, county.posts, county.places, county.officials)
    Floor.standing = {ours.version, ours.cast.applicant, *(key for group in groups for key in group.values())}
    floor = Floor(ours)
    floor.standing |= holdings()
    rounds: list[tuple[float, float, float]] = []
    for number in range(ROUNDS + 1):
        floor.prepare(CASES)
        row = (per_second(ours.run, CASES), per_second(floor.run, CASES), per_second(spiff.run, CASES // 4))
        if number:
            rounds.append(row)
    middle = [statistics.median(column) for column in zip(*rounds, strict=True)]
    return {
        "name": name, "unit": "cases/s", "ours": round(middle[0], 1), "floor": round(middle[1], 1),
        "peers": {"SpiffWorkflow": round(middle[2], 1)}, "ratio_floor": round(statistics.median(r[0] / r[1] for r in
        rounds), 3), "ratio_peer": round(statistics.median(r[0] / r[2] for r in rounds), 2), "runs": ROUNDS,
    }  # fmt: skip


def holdings() -> set[UUID]:
    """The keys of the powers held, which stay as they are."""

    with own.cursor() as cursor:
        cursor.execute("SELECT id FROM powerlist_powerholding UNION SELECT id FROM powerlist_item")
        return {row[0] for row in cursor.fetchall()}
