"""Among very many cases: lists and searches read their rows by an index, and counts stop; `bench scale` measures it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from psycopg import sql

from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tests.stages import accepted, delivered
from tongban.agencies.queries import account_of_official
from tongban.cases.actions.review import review_task
from tongban.cases.forms.window import case_number
from tongban.cases.queries import desk
from tongban.cases.queries.find import find_by_words
from tongban.cases.queries.lists import Asked, list_page
from tongban.cases.queries.tasks import open_tasks
from tongban.ledger.actions import connection_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return small_county()


MANY = """
INSERT INTO cases_case SELECT (jsonb_populate_record(c, jsonb_build_object(
    'id', md5('case' || n)::uuid, 'number', 'QH' || n, 'item_id', md5('item' || n % 40)::uuid,
    'body_id', ({bodies}::uuid[])[1 + n % {count}], 'state', ({states}::text[])[1 + n / {count} % 5],
    'received_at', c.received_at - n * interval '1 minute'))).* FROM cases_case c, generate_series(1, 2000) n
"""
STEPS = """
INSERT INTO cases_task SELECT (jsonb_populate_record(t, jsonb_build_object(
    'id', md5('task' || t.id || n)::uuid, 'case_id', md5('case' || n)::uuid,
    'body_id', ({bodies}::uuid[])[1 + n % {count}],
    'closed_at', CASE WHEN n % 4 > 0 THEN t.opened_at END, 'due_at', t.due_at - n * interval '1 minute'
    ))).* FROM cases_task t, generate_series(1, 2000) n
"""
STATES = ("received", "accepted", "decided", "closed", "withdrawn")


def many() -> Cast:
    """Two thousand cases among all bodies, and what the planner knows of them; for good, in a place of their own.

    Of the few cases of one test the planner knows what happened to be there when somebody last counted.
    """
    cast = small_county()
    accepted(cast)
    bodies = [str(body) for body in cast.county.bodies.values()]
    with connection_as(settings.DATABASE_OWNER) as owner:
        words = {"bodies": sql.Literal(bodies), "count": sql.Literal(len(bodies)), "states": sql.Literal([*STATES])}
        for table, statement in (("cases_case", MANY), ("cases_task", STEPS)):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER governed")  # rows to be counted, of which nobody tells
            owner.execute(sql.SQL(statement).format(**words))
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER governed")
            owner.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
            owner.execute(f"VACUUM ANALYZE {table}")
    return cast


STANDS = many


@contextmanager
def planned() -> Iterator[list[str]]:
    """The plans of the statements about cases, made as if the tables were very large."""
    plans: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if "cases_case c" in sql:
            with psycopg.ClientCursor(connection.connection) as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
                plans.append("\n".join(row[0] for row in cursor.execute(f"EXPLAIN {sql}", params).fetchall()))
                cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_bitmapscan = on")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield plans


def by_index(plan: str, *names: str) -> bool:
    """Whether a plan uses all these indexes and never reads a whole table of cases.

    A bitmap is refused as well: with both ways switched off the planner falls back on whichever the table's
    figures of the hour make cheaper, and either means that the question has no index of its own.
    """
    return all(name in plan for name in names) and "Seq Scan on cases" not in plan and "Bitmap" not in plan


def asked(cast: Cast, **more: Any) -> Callable[[], Any]:
    bodies = tuple(cast.county.bodies.values())
    by, now = cast.officer("county_head", on(11, 9)), on(11, 9)
    return lambda: list_page(by, Asked(bodies, **more), now=now, size=50)


@pytest.mark.parametrize(
    ("more", "index"),
    [
        ({}, "case_body"), ({"state": "closed"}, "case_body_state"), ({"state": "withdrawn"}, "case_body_state"),
        ({"item_id": "of the restaurant"}, "case_body_item"), ({"due": "open"}, "task_body_open"),
        ({"due": "overdue"}, "task_body_open"),
    ],
)  # fmt: skip
def test_a_list_reads_each_body_by_the_index_of_its_filter(standing: Cast, more: dict[str, Any], index: str) -> None:
    if "item_id" in more:
        more = {"item_id": standing.county.home}
    with planned() as plans:
        asked(standing, **more)()
    assert all(by_index(plan, index) for plan in plans)
    assert plans


def test_the_search_reads_persons_and_items_by_index(standing: Cast) -> None:
    by = standing.officer("market_review", on(11, 9))
    with planned() as plans:
        find_by_words(by, "餐饮店", [standing.county.bodies["market"]], at=on(11, 9), size=50)
    assert [by_index(plan, "case_mine", "case_body_item") for plan in plans] == [True]


def test_a_search_that_asks_for_either_at_once_is_told(standing: Cast) -> None:
    naive = "SELECT c.id FROM cases_case c WHERE c.applicant_id = ANY (%s) OR c.item_id = ANY (%s)"
    with planned() as plans, connection.cursor() as cursor:
        cursor.execute(naive, [[standing.applicant], [standing.county.home]])
    assert not by_index(plans[0], "case_mine", "case_body_item")


def test_a_reviewer_finds_by_its_item_what_another_body_decides(cast: Cast) -> None:
    case_id = accepted(cast)
    by = cast.officer("fire_review", on(11, 9))
    found = find_by_words(by, "餐饮店", [cast.county.bodies["fire"]], at=on(11, 9), size=50)
    assert [one.case_id for one in found.cases] == [case_id]


def test_the_counts_of_the_desk_stop(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MOST", 2)
    delivered(cast)
    posts = list(cast.county.posts.values())
    since = on(1, 6)
    assert desk.other_counts(posts, waiting_since=since, done_since=since) == (0, 3, False)


def test_what_waits_for_others_is_told_once_a_case_and_only_when_the_own_part_is_done(cast: Cast) -> None:
    case_id, since, now = accepted(cast), on(1, 6), on(11, 9)
    by = cast.officer("market_review", now)
    posts = [by.post_id]
    assert desk.other_counts(posts, waiting_since=since, done_since=since) == (0, 1, False)
    own = next(task for task in open_tasks(case_id) if task.post_id == by.post_id)
    review_task(task_id=own.id, opinion="agree", reasons="", by=by, at=now)
    assert desk.other_counts(posts, waiting_since=since, done_since=since) == (1, 2, False)
    rows = desk.waiting_rows(by, posts, since=since, now=now, size=9).rows
    assert [row.case_id for row in rows] == [case_id]


def test_the_ten_thousandth_case_of_a_day_is_found_by_its_number_too() -> None:
    assert case_number("qh 20261105 10417") == "QH2026110510417"
    assert case_number("QH202611050417") == "QH202611050417"
    assert case_number("QH2026110504171234") == ""


def test_no_statement_is_compiled(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


def test_a_desk_that_looks_back_at_a_part_of_what_was_done_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEMO = True
    case_id, now = accepted(cast), on(11, 9)
    by = cast.officer("market_review", now)
    own = next(task for task in open_tasks(case_id) if task.post_id == by.post_id)
    review_task(task_id=own.id, opinion="agree", reasons="", by=by, at=now)
    reviewer = signed_in(account_of_official(cast.county.holders["market_review"][0]))
    told = "更早的件，请按办件编号"
    with time_machine.travel(on(11, 10), tick=False):
        assert told not in reviewer.get("/desk/?tab=others").content.decode()
        monkeypatch.setattr(desk, "LOOKED_BACK", 1)
        assert told in reviewer.get("/desk/?tab=others").content.decode()
        assert told not in reviewer.get("/desk/?tab=done").content.decode()
