"""Lists of orders (工单) among a million: each list that the pages show, with 100 rows, at its beginning and deep down.

Ours: the real pages through the whole stack, session and permissions included, rendered to HTML with the counts of all
tabs. Floor: one statement by index that fetches the same rows and does nothing with them. Both in turn; medians,
milliseconds, and what a page costs in processor time; `statements` counts what it sends to the database. Before
anything is timed, each count on the page is compared with the list behind it, walked by key to its end. The rows are
made in bulk by the owner with the guards off: two years, 1.5 % still open. `TONGBAN_BENCH_ORDERS` names another number.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.stage import set_up

set_up()  # the framework must be ready before the acts can be imported

from benchmarks.crowd import take_away
from benchmarks.list import BACKEND, ROWS, fetch, page
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.cast import small_county

from tongban.agencies.actions.parties import register_party
from tongban.agencies.queries import account_of_official, divisions
from tongban.hotline.pages import lists
from tongban.hotline.queries.desk import desk_body
from tongban.kernel.actor import SYSTEM
from tongban.ledger.actions import connection_as
from tongban.rulebook.lookup import number

ORDERS = int(os.environ.get("TONGBAN_BENCH_ORDERS", "1000000"))
DAYS = 730
PEOPLE, RUNS = 500, 10
COUNTED = ("alarm", "desk", "returned", "callback", "overdue", "today")
LEADS = ("market", "fire", "urban", "liuhe")
# A key as the acts make it: the moment first, so that rows of one time lie together.
_KEY = """
CREATE FUNCTION bench_key(taken timestamptz, salt text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (lpad(to_hex((extract(epoch FROM taken) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8'
     || substr(h, 4, 15))::uuid FROM md5(salt) h $$
"""
_ORDERS = """
INSERT INTO hotline_order (id, number, lookup_hash, kind, topic, urgency, channel, origin, outside_no, place_id,
  party_id, reachable, title, text, state, body_id, lead_id, joint, arbitrated, drawn, supervised, round, tries,
  taken_at, due_at, due_key, provisional, step_due, dispatched_at, responded_at, replied_at, closed_at, ending, solved,
  satisfied, excluded, merged_into_id, seq)
SELECT bench_key(r.taken, 'order' || g), 'QB' || lpad(g::text, 9, '0'), '', r.kind, '城市管理', 'general', 'phone', '',
  '', (%(places)s::uuid[])[1 + g %% %(many)s], (%(people)s::uuid[])[1 + g %% %(people_count)s], true,
  '路灯不亮，晚上出行不便 ' || g, repeat('人民路路灯已经十几天不亮，晚上出行不便，请尽快维修。', 3), s.state,
  CASE WHEN s.state IN ('taken', 'returned', 'callback', 'replied', 'closed', 'not_taken', 'transferred')
    THEN %(desk)s ELSE r.lead END,
  CASE WHEN s.state NOT IN ('taken', 'not_taken', 'transferred') THEN r.lead END, false, false, true, false, 0, 0,
  r.taken, r.taken + interval '7 days', 'hotline.reply.help', false,
  CASE WHEN r.open THEN %(now)s::timestamptz + interval '1 second' * (g * 7919 %% 500000 - 60000) END,
  CASE WHEN s.state NOT IN ('taken', 'not_taken', 'transferred') THEN r.taken + interval '1 hour' END,
  CASE WHEN s.state IN ('handling', 'replied', 'callback', 'closed') THEN r.taken + interval '1 day' END,
  CASE WHEN s.state IN ('replied', 'callback', 'closed') THEN r.taken + interval '3 days' END,
  CASE WHEN NOT r.open THEN r.taken + interval '5 days' END,
  CASE s.state WHEN 'closed' THEN 'called_back' WHEN 'not_taken' THEN 'court' WHEN 'transferred' THEN '110'
    WHEN 'merged' THEN 'merged' ELSE '' END,
  CASE WHEN s.state = 'closed' THEN g %% 7 > 0 END, CASE WHEN s.state = 'closed' THEN 1 + g %% 5 END, false,
  CASE WHEN s.state = 'merged' THEN bench_key(%(now)s::timestamptz - (g - 1) * %(apart)s, 'order' || g - 1) END, 1
FROM generate_series(%(first)s::int, %(last)s::int) g, LATERAL (SELECT
  %(now)s::timestamptz - g * %(apart)s::interval AS taken, g <= %(young)s AND g %% 4 > 0 AS open,
  (ARRAY['help', 'complaint', 'consult', 'complaint', 'report', 'suggestion', 'help', 'praise'])[1 + g / 3 %% 8]
    AS kind,
  CASE WHEN g %% 997 = 0 THEN %(rare)s::uuid ELSE (%(leads)s::uuid[])[1 + g / 7 %% %(leads_count)s] END AS lead) r,
LATERAL (SELECT CASE WHEN r.open THEN (ARRAY['handling', 'dispatched', 'signed', 'handling', 'taken', 'handling',
    'callback', 'dispatched', 'returned', 'replied', 'handling'])[1 + g / 5 %% 11]
  WHEN g %% 50 = 0 THEN 'merged' WHEN g %% 50 = 7 THEN 'not_taken' WHEN g %% 100 = 9 THEN 'transferred'
  ELSE 'closed' END AS state) s
"""
_NODES = """
INSERT INTO hotline_ordernode (id, order_id, no, round, body_id, role, opened_at, sign_by, return_by, signed_at,
  contact_by, answer_by, contacted_how, contacted_at, closed_at, outcome, seq)
SELECT bench_key(o.taken_at, o.number || p.role), o.id, p.no, 0, p.body, p.role, o.taken_at,
  o.taken_at + interval '1 day', o.taken_at + interval '1 day',
  CASE WHEN o.state <> 'dispatched' THEN o.taken_at + interval '2 hours' END, o.taken_at + interval '2 days',
  o.due_at, CASE WHEN o.responded_at IS NOT NULL THEN 'phone' ELSE '' END, o.responded_at,
  CASE WHEN o.state NOT IN ('dispatched', 'signed', 'handling') THEN o.taken_at + interval '3 days' END,
  CASE WHEN o.state NOT IN ('dispatched', 'signed', 'handling') THEN 'replied' ELSE '' END, 1
FROM hotline_order o, LATERAL (SELECT 1 AS no, o.lead_id AS body, 'lead' AS role UNION ALL
  SELECT 2, (%(leads)s::uuid[])[1 + (length(o.title) + extract(minute FROM o.taken_at)::int) %% %(leads_count)s],
  'support' WHERE extract(second FROM o.taken_at)::int %% 5 = 0) p
WHERE o.lead_id IS NOT NULL AND (p.no = 1 OR p.body <> o.lead_id)
"""
_CONTACTS = """
INSERT INTO hotline_ordercontact (id, order_id, party_id, request, kind, channel, named, text, sealed, at, seq)
SELECT bench_key(taken_at, 'contact' || number), id, party_id, bench_key(taken_at, 'request' || number), 'first',
  channel, true, text, '', taken_at, 1 FROM hotline_order
"""
TABLES = ("hotline_order", "hotline_ordernode", "hotline_ordercontact")
_SHOWN = """SELECT o.id, o.number, o.title, o.kind, o.state, o.urgency, o.body_id, o.lead_id, o.taken_at, o.due_at,
  o.step_due, o.replied_at FROM hotline_order o """
_ENDED = "o.state NOT IN ('closed', 'merged', 'not_taken', 'transferred')"
_NEWEST = " ORDER BY o.taken_at DESC, o.id DESC LIMIT %s"
_URGENT = " ORDER BY o.step_due, o.id LIMIT %s"


class Stage:
    """The small county with its many orders."""

    def __init__(self) -> None:
        self.now, self.cast, began = timezone.now(), small_county(), time.perf_counter()
        self.bodies = self.cast.county.bodies
        self._fill()
        sys.stderr.write(f"{ORDERS:,} orders in {time.perf_counter() - began:.0f} s\n")

    def _values(self) -> dict[str, Any]:
        people = [
            register_party(kind="person", name=f"陈{place:03d}", phone=f"139{place:08d}", by=SYSTEM, at=self.now)
            for place in range(PEOPLE)
        ]
        places = [place.id for place in divisions(self.now.date())]
        return {"people": people, "people_count": PEOPLE, "places": places, "many": len(places), "desk": desk_body(),
                "leads": [self.bodies[key] for key in LEADS], "leads_count": len(LEADS), "now": self.now,
                "rare": self.bodies["forestry"], "apart": timedelta(days=DAYS) / ORDERS,
                "young": ORDERS // 50}  # fmt: skip

    def _fill(self) -> None:
        values = self._values()
        with connection_as(settings.DATABASE_OWNER) as owner:
            owner.execute("SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'; SET synchronous_commit = off")
            owner.execute(_KEY)
            for table in TABLES:
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            built = take_away(owner, TABLES)
            owner.execute(_ORDERS, values | {"first": 1, "last": ORDERS})
            owner.execute(_NODES, values)
            owner.execute(_CONTACTS)
            for statement in built:
                owner.execute(statement)
            for table in TABLES:
                owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            owner.commit()
            owner.autocommit = True
            owner.execute("VACUUM (ANALYZE, FREEZE) " + ", ".join(TABLES))

    def signed_in(self, post: str) -> Any:
        """The browser of whoever holds a post."""
        client = Client(headers={"accept-language": "zh-CN"})
        account = account_of_official(self.cast.county.holders[post][0])
        client.force_login(get_user_model().objects.get(pk=account), backend=BACKEND)
        return client

    def deep(self, share: float) -> str:
        """The key after so large a share of all orders, the newest first."""
        at: datetime = self.now - timedelta(days=DAYS) * share
        return f"{at.isoformat().replace('+', '%2B')}~00000000-0000-7000-8000-000000000000"


def processor_ms(ask: Callable[[], Any]) -> float | None:
    """What a page costs this process and its server process in processor time: the figure when others use the machine.

    None where the server is elsewhere.
    """
    ask()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if not told.exists():
        return None

    def spent() -> float:
        return time.process_time() * 1000 + int(told.read_text().split()[0]) / 1e6

    began = spent()
    for _ in range(RUNS):
        ask()
    return round((spent() - began) / RUNS, 1)


def walked(client: Any, view: str) -> int:
    """How many orders a list shows when it is walked by key to its end; each once."""
    address, seen = f"/hotline/orders/?view={view}", set()
    while address:
        html = client.get(address).content.decode()
        found = re.findall(r'href="/hotline/orders/([0-9a-f-]{36})/"', html)
        if seen & set(found):
            raise RuntimeError(f"{view}: an order is shown twice")
        seen |= set(found)
        more = re.search(r'rel="next" href="([^"]+)"', html)
        address = "/hotline/orders/" + more[1].replace("&amp;", "&") if more else ""
    return len(seen)


def counts_equal_lists(client: Any) -> None:
    """Each count of a tab is the length of its list."""
    html = client.get("/hotline/orders/?view=all").content.decode()
    for view in COUNTED:
        told = re.search(rf'href="\?view={view}"[^>]*>[^<]*?([\d,]+)\+?</a>', html)
        count, length = int(told[1].replace(",", "")) if told else -1, walked(client, view)
        if count != length:
            raise RuntimeError(f"{view}: {count} counted, {length} listed")


def rows_of(stage: Stage) -> list[dict[str, Any]]:
    """One row for each list."""
    with patch.object(timezone, "now", lambda: stage.now):  # while one walks, no step becomes late
        counts_equal_lists(stage.signed_in("hotline_dispatch"))
    desk, head, handler = (stage.signed_in(post) for post in ("hotline_dispatch", "market_decide", "market_review"))
    market, rare = stage.bodies["market"], stage.bodies["forestry"]
    place, now, deep = stage.cast.county.home, stage.now, stage.now - timedelta(days=DAYS) * 0.9
    had = "EXISTS (SELECT FROM hotline_ordernode n WHERE n.order_id = o.id AND n.body_id = %s)"

    def measured(name: str, client: Any, asked: str, floor: Callable[[], Any], least: int = ROWS) -> dict[str, Any]:
        ask = partial(client.get, f"/hotline/{asked}")
        return page(f"orders.{name}", ask, floor, '<a href="/hotline/orders/', least) | {
            "orders": ORDERS, "processor_ms": processor_ms(ask), "load": round(os.getloadavg()[0], 1),
        }  # fmt: skip

    newest = fetch(_SHOWN + "WHERE o.kind <> 'misconduct'" + _NEWEST, ROWS)
    deeper = fetch(_SHOWN + "WHERE (o.taken_at, o.id) < (%s, %s)" + _NEWEST, deep, "f" * 32, ROWS)
    return [
        measured("open", desk, "orders/", fetch(_SHOWN + f"WHERE {_ENDED}" + _URGENT, ROWS)),
        measured("alarm", desk, "orders/?view=alarm",
                 fetch(_SHOWN + f"WHERE {_ENDED} AND o.step_due < %s" + _URGENT, now, ROWS)),
        measured("overdue", desk, "orders/?view=overdue",
                 fetch(_SHOWN + f"WHERE {_ENDED} AND o.due_at < %s" + _URGENT, now, ROWS)),
        measured("desk", desk, "orders/?view=desk",
                 fetch(_SHOWN + f"WHERE {_ENDED} AND o.state = 'taken'" + _URGENT, ROWS)),
        measured("all", desk, "orders/?view=all", newest),
        measured("all, nine tenths down", desk, f"orders/?view=all&after={stage.deep(0.9)}", deeper),
        measured("closed", desk, "orders/?view=closed", fetch(_SHOWN + "WHERE o.state = 'closed'" + _NEWEST, ROWS)),
        measured("closed, nine tenths down", desk, f"orders/?view=closed&after={stage.deep(0.9)}", deeper),
        measured("today", desk, "orders/?view=today", newest),
        measured("of a body that leads few", desk, f"orders/?view=all&body={rare}",
                 fetch(_SHOWN + "WHERE o.lead_id = %s" + _NEWEST, rare, ROWS)),
        measured("at a place", desk, f"orders/?view=all&place={place}",
                 fetch(_SHOWN + "WHERE o.place_id = %s" + _NEWEST, place, ROWS)),
        measured("of a kind", desk, "orders/?view=all&kind=praise",
                 fetch(_SHOWN + "WHERE o.kind = 'praise'" + _NEWEST, ROWS)),
        measured("that a body has or had", head, "orders/?view=all",
                 fetch(_SHOWN + f"WHERE {had}" + _NEWEST, market, ROWS)),
        measured("open with a body", head, "orders/",
                 fetch(_SHOWN + f"WHERE {_ENDED} AND {had}" + _URGENT, market, ROWS)),
        measured("in hand", handler, "mine/",
                 fetch(_SHOWN + "JOIN hotline_ordernode n ON n.order_id = o.id WHERE n.body_id = %s AND n.closed_at IS "
                       "NULL ORDER BY n.answer_by, n.id LIMIT %s", market, ROWS)),
    ]  # fmt: skip


def measure() -> list[dict[str, Any]]:
    """Makes the orders, checks that counts equal lists, measures."""
    settings.DEMO = True  # officials sign in without a second step
    hundred = lambda key, on: ROWS if key == "list.page_size" else number(key, on)  # noqa: E731
    lists.number = hundred  # type: ignore[assignment]
    return rows_of(Stage())
