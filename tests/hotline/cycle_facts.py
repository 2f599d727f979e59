"""Every order of the database as it stands, read without the acts' own code."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import connection

from tongban.hotline.rules.passage import Happened
from tongban.hotline.rules.soundness import OrderFacts, Spoken
from tongban.ledger.queries import events_of


def facts_of() -> dict[str, OrderFacts]:
    """All orders by their key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT order_id, request, party_id, at, text FROM hotline_ordercontact ORDER BY at")
        contacts = defaultdict(list)
        for order, request, party, at, text in cursor.fetchall():
            contacts[order].append(Spoken(request, party, at, text != ""))
        cursor.execute(
            "SELECT order_id, count(*) FROM hotline_ordernode WHERE closed_at IS NULL AND role = 'lead' GROUP BY 1"
        )
        leads = dict(cursor.fetchall())
        cursor.execute("SELECT * FROM hotline_order")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        str(row["id"]): OrderFacts(row, contacts.get(row["id"], ()), leads.get(row["id"], 0), _happened(row["id"]))
        for row in rows
    }


def _happened(order: Any) -> list[Happened]:
    return [Happened(one.type, dict(one.data), one.actor, one.at) for one in events_of("order", order)]
