"""Pages at 100,000 cases: the desk with 100 rows, a list behind a figure, the leader's minute, a status by code.

Ours: the real pages through the whole stack, session and permissions included, rendered to HTML. Floor: one
hand-written statement that fetches the same rows and does nothing with them. Both in turn; medians, milliseconds.
`statements` counts what a page sends to the database. The rows are made in bulk by the owner with the guards off.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from benchmarks.stage import set_up

set_up()  # the framework must be ready before the acts can be imported

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.cast import small_county

from tongban.agencies.actions.parties import register_party
from tongban.agencies.queries import account_of_official, calendar
from tongban.cases.pages import desk, lists
from tongban.cases.queries.lookup import lookup_hash
from tongban.kernel.actor import SYSTEM
from tongban.ledger.actions import connection_as
from tongban.powerlist.queries import version
from tongban.rulebook.lookup import number
from tongban.simulation.rules.codes import citizen_code

CASES, PEOPLE, ROWS, ROUNDS = 100_000, 120, 100, 15
CODE = "2345-67892-34567"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# Two years of one bureau: one case in forty is under review in three bodies, one in two hundred waits for acceptance.
_CASES = """
INSERT INTO cases_case (id, number, lookup_hash, item_id, item_version_id, item_name, applicant_id, place_id, body_id,
  state, origin, decision, marking, facts, routes, channel, paused, seq, received_at, received_last_at, accepted_at,
  counted_from, decided_at, closed_at, due_at, promised_due_at, calendar_version, provisional)
SELECT md5('case' || g)::uuid, 'QB' || lpad(g::text, 12, '0'), %(hash)s, %(item)s, %(version)s, '开餐饮店一件事',
  (%(people)s::uuid[])[1 + g %% %(count)s], %(place)s, %(body)s, s.state, 'act',
  CASE WHEN s.state = 'closed' THEN 'grant' ELSE '' END, '{}', '{}', '{}', 'web', false, 1, s.received, s.received,
  s.received + interval '1 hour' * (s.state <> 'received')::int, CASE WHEN s.state <> 'received' THEN s.received END,
  CASE WHEN s.state = 'closed' THEN s.received + interval '9 days' END,
  CASE WHEN s.state = 'closed' THEN s.received + interval '10 days' END,
  CASE WHEN s.state <> 'received' THEN s.received + interval '28 days' END,
  CASE WHEN s.state <> 'received' THEN s.received + interval '21 days' END, %(calendar)s, false
FROM generate_series(1, %(cases)s) g, LATERAL (SELECT
  CASE WHEN g %% 40 = 0 THEN 'accepted' WHEN g %% 200 = 1 THEN 'received' ELSE 'closed' END AS state,
  %(now)s::timestamptz - interval '1 minute' * (CASE WHEN g %% 40 = 0 THEN g %% 20000
    WHEN g %% 200 = 1 THEN g %% 4000 ELSE 15000 + g * 10 END) AS received) s
"""
_TASKS = """
INSERT INTO cases_task (id, case_id, node, instance, lane, act, body_id, post_id, place_id, limit_key, opened_at,
  due_at, provisional, closed_at, outcome, seq)
SELECT md5(%(node)s || c.id)::uuid, c.id, %(node)s, 1, %(lane)s, %(act)s, %(body)s, %(post)s, c.place_id, %(limit)s,
  c.received_at, c.received_at + interval '14 days', false,
  CASE WHEN c.state = ANY (%(open)s) THEN NULL ELSE c.received_at + interval '5 days' END, '', 1
FROM cases_case c WHERE c.state = ANY (%(states)s)
"""
_FLOOR = """
SELECT t.id, t.case_id, t.node, t.act, t.opened_at, t.due_at, c.number, c.item_name, c.state, c.received_at, p.sealed,
  k.wrapped FROM cases_task t JOIN cases_case c ON c.id = t.case_id JOIN agencies_party p ON p.id = c.applicant_id
  JOIN agencies_partykey k ON k.party_id = p.id WHERE t.post_id = %s AND t.closed_at IS NULL
  ORDER BY coalesce(t.due_at, '9999-12-31 00:00:00+00'::timestamptz), t.id LIMIT %s
"""
_FLOOR_LIST = """
SELECT c.id, c.number, c.item_name, c.state, c.received_at, p.sealed, k.wrapped FROM cases_case c
  JOIN agencies_party p ON p.id = c.applicant_id JOIN agencies_partykey k ON k.party_id = p.id
  WHERE c.body_id = %s ORDER BY c.received_at DESC, c.id DESC LIMIT %s
"""
_FLOOR_MINUTE = """
SELECT body_id, count(*), min(due_at) FROM (SELECT body_id, due_at FROM cases_task
  WHERE closed_at IS NULL AND body_id = %s AND due_at < now() ORDER BY due_at LIMIT %s) t GROUP BY body_id
"""
_FLOOR_STATUS = "SELECT id, state, lookup_hash FROM cases_case WHERE number = %s AND octet_length(lookup_hash) < %s"


class Stage:
    """The small county with its many cases."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.cast = small_county()
        self.number = f"QB{40:012d}"
        self._fill(lookup_hash(self.number, CODE))

    def _people(self) -> list[UUID]:
        return [
            register_party(
                kind="person", name=f"陈{place:03d}", phone="13900000000", by=SYSTEM, at=self.now,
                id_number=citizen_code(place, date(1970, 1, 2) + timedelta(days=place)),
            )
            for place in range(PEOPLE)
        ]  # fmt: skip

    def _fill(self, code: bytes) -> None:
        county, ref = self.cast.county, version(self.cast.version_id)
        values = {"hash": code, "item": ref.item_id, "version": ref.id, "people": self._people(), "count": PEOPLE,
                  "place": county.home, "body": county.bodies["market"], "calendar": calendar().version, "cases": CASES,
                  "now": self.now}  # fmt: skip
        with connection_as(settings.DATABASE_OWNER) as owner:
            for table in ("cases_case", "cases_task"):
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            owner.execute(_CASES, values)
            for row in self._steps():
                owner.execute(_TASKS, row)
            for table in ("cases_case", "cases_task"):
                owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            owner.commit()
            owner.autocommit = True
            owner.execute("VACUUM (ANALYZE) cases_case, cases_task")

    def _steps(self) -> Iterator[dict[str, Any]]:
        bodies, posts = self.cast.county.bodies, self.cast.county.posts
        everywhere, reviewed, done = ["received", "accepted", "closed"], ["accepted", "closed"], ["closed"]
        for node, act, body, post, limit, states, opened in (
            ("accept", "accept", "market", "market_review", "acceptance", everywhere, ["received"]),
            ("review_market", "review", "market", "market_review", "review_market", reviewed, ["accepted"]),
            ("review_fire", "review", "fire", "fire_review", "review_fire", reviewed, ["accepted"]),
            ("review_urban", "review", "urban", "urban_review", "review_urban", reviewed, ["accepted"]),
            ("decide", "decide", "market", "market_decide", "whole_promised", done, []),
        ):
            yield {"node": node, "lane": node, "act": act, "body": bodies[body], "post": posts[post], "limit": limit,
                   "states": states, "open": opened}  # fmt: skip

    def signed_in(self, post: str) -> Any:
        """The browser of whoever holds a post."""
        client = Client(headers={"accept-language": "zh-CN"})
        account = account_of_official(self.cast.county.holders[post][0])
        client.force_login(get_user_model().objects.get(pk=account), backend=BACKEND)
        return client


@contextmanager
def counted() -> Iterator[list[int]]:
    """Counts the statements sent meanwhile."""
    sent = [0]

    def wrapper(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        sent[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield sent


def milliseconds(work: Callable[[], Any]) -> float:
    """How long one run takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def page(name: str, ask: Callable[[], Any], floor: Callable[[], Any], rows: str, least: int) -> dict[str, Any]:
    """Measures one page beside its floor; what was shown is checked before anything is timed."""
    answer = ask()
    shown = answer.content.decode().count(rows)
    if answer.status_code != 200 or shown < least:
        raise RuntimeError(f"{name}: {answer.status_code}, {shown} of {least} rows")
    floor()
    with counted() as sent:
        ask()
    pairs = [(milliseconds(ask), milliseconds(floor)) for _ in range(ROUNDS)]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    return {
        "name": name, "unit": "ms", "ours": round(ours, 1), "floor": round(bare, 1), "peers": {},
        "ratio_floor": round(statistics.median(own / other for own, other in pairs), 1), "ratio_peer": None,
        "runs": ROUNDS, "statements": sent[0],
    }  # fmt: skip


def fetch(statement: str, *values: Any) -> Callable[[], Any]:
    """The floor: the rows and nothing else."""

    def run() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(statement, list(values))
            return cursor.fetchall()

    return run


def measure() -> list[dict[str, Any]]:
    """One row for each page."""
    settings.DEMO = True  # officials sign in without a second step
    hundred = lambda key, on: ROWS if key == "list.page_size" else number(key, on)  # noqa: E731
    desk.number = lists.number = hundred  # type: ignore[assignment]
    stage = Stage()
    county = stage.cast.county
    reviewer, head, public = stage.signed_in("market_review"), stage.signed_in("county_head"), Client()
    told = {"number": stage.number, "code": CODE}
    row = '<tr class="r'
    return [
        page("list.desk", lambda: reviewer.get("/desk/"),
             fetch(_FLOOR, county.posts["market_review"], ROWS), row, ROWS),
        page("list.cases", lambda: head.get("/desk/list/?state=closed"),
             fetch(_FLOOR_LIST, county.bodies["market"], ROWS), row, ROWS),
        page("list.overdue", lambda: head.get("/desk/list/?due=open"),
             fetch(_FLOOR, county.posts["market_review"], ROWS), row, ROWS),
        page("list.minute", lambda: head.get("/lead/"), fetch(_FLOOR_MINUTE, county.bodies["market"], 1000), "<li>", 2),
        page("list.status", lambda: public.post("/status/", told), fetch(_FLOOR_STATUS, stage.number, 64), "<h1", 1),
    ]  # fmt: skip
