"""431 powers for 330 townships from one spreadsheet: judged cell by cell, drafted, and put into force, all or nothing.

Each power stands with its department for the whole county and comes down by a decision of the province. Ours is the
whole act as a person starts it. Floor: the same number of rows written by one plain COPY, judged by nobody.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import xlsxwriter
from benchmarks.stage import set_up

set_up()  # the framework must be ready before the acts can be imported

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from tests.cast import small_county

from tongban.agencies.actions.bodies import create_body, create_division
from tongban.delegation.actions.activating import activate_decision
from tongban.delegation.actions.bulk import draft_from_sheet, preview_sheet
from tongban.delegation.actions.decisions import Heading, approve_decision, consult_receivers, publish_decision
from tongban.kernel.actor import SYSTEM
from tongban.ledger.actions import connection_as
from tongban.powerlist.queries import forget_versions
from tongban.simulation.rules.codes import body_code

POWERS, TOWNS = 431, 330
NAMES = UUID(int=990824)
_ITEMS = """
INSERT INTO powerlist_item (id, code, state, state_basis, seq)
SELECT u.id, 'BENCH-' || u.no, 1, '', 1 FROM unnest(%s::uuid[]) WITH ORDINALITY AS u(id, no)
"""
_VERSIONS = """
INSERT INTO powerlist_itemversion (id, item_id, no, state, valid, digest, content, flow, published_at, seq)
SELECT gen_random_uuid(), u.id, 1, 'published', '[2026-01-01,)', repeat('0', 64),
  '{"name": {"zh": "权力", "en": "power"}, "item_type": "02"}', '', '2026-01-01', 1 FROM unnest(%s::uuid[]) AS u(id)
"""
_ROWS = """
INSERT INTO powerlist_powerholding (id, item_id, place_id, function, body_id, legal_form, valid, basis_doc, seq)
SELECT gen_random_uuid(), u.id, %s, 'decide', %s, 'statutory', '[2026-01-01,)', 'x', 1 FROM unnest(%s::uuid[]) AS u(id)
"""
_HEADS = """
INSERT INTO ledger.ledger_head (kind, subject_id, seq, prev, hash, txid)
SELECT 'holding', id, 1, repeat('0', 32)::bytea, repeat('0', 32)::bytea, pg_current_xact_id()
  FROM powerlist_powerholding h WHERE NOT EXISTS (SELECT 1 FROM ledger.ledger_head l WHERE l.subject_id = h.id)
"""


def build(now: datetime) -> tuple[Any, list[str]]:
    """The small county with many powers and townships; answers it and the names of the townships."""
    county = small_county().county
    names = []
    for number in range(TOWNS):
        told: dict[str, Any] = {"valid_from": date(2026, 1, 1), "by": SYSTEM, "at": now}
        name = f"青禾县第{number}镇"
        place = create_division(
            code=f"990823{300 + number}", name_zh=name, name_en=name, kind="township", parent_id=county.home, **told
        )
        create_body(
            key=f"bench_{number}", uscc=body_code(5000 + number), kind="township", place_id=place,
            name_zh=f"{name}人民政府", name_en=f"Town {number}", **told,
        )  # fmt: skip
        names.append(f"{name}人民政府")
    ids = [uuid5(NAMES, str(number)) for number in range(POWERS)]
    tables = ("powerlist_item", "powerlist_itemversion", "powerlist_powerholding")
    with connection_as(settings.DATABASE_OWNER) as owner:
        for table in tables:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute(_ITEMS, [ids])
        owner.execute(_VERSIONS, [ids])
        owner.execute(_ROWS, [county.home, county.bodies["market"], ids])
        owner.execute(_HEADS)
        for table in tables:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return county, names


def sheet(names: list[str]) -> bytes:
    """Every power for every township."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["事项编码", "事项名称", *names])
        for number in range(POWERS):
            page.write_row(number + 1, 0, [f"BENCH-{number + 1}", "权力", *(["下放"] * TOWNS)])
    return out.getvalue()


def seconds(act: Callable[[], Any]) -> tuple[float, Any]:
    """How long an act takes, and what it answers."""
    began = time.perf_counter()
    answer = act()
    return time.perf_counter() - began, answer


def worked(act: Callable[[], Any]) -> tuple[float, float | None, Any]:
    """The same with the processor time of this process and of its server process: what a busy machine does not change.

    None where the server is not on this machine.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = Path("/proc") / str(cursor.fetchone()[0]) / "stat"
    before = (time.process_time(), _ticks(server))
    took, answer = seconds(act)
    there = _ticks(server)
    if before[1] is None or there is None:
        return took, None, answer
    ticks = os.sysconf("SC_CLK_TCK")
    return took, time.process_time() - before[0] + (there - before[1]) / ticks, answer


def _ticks(server: Path) -> int | None:
    """Processor time of a process in ticks: user and system."""
    try:
        parts = server.read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(parts[11]) + int(parts[12])


def floor(rows: int) -> float:
    """One plain COPY of as many rows, by the same role, undone afterwards."""

    def copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE floor (a uuid, b uuid, c uuid, d text) ON COMMIT DROP")
            with cursor.copy("COPY floor FROM STDIN") as target:
                for number in range(rows):
                    target.write_row((NAMES, NAMES, NAMES, str(number)))

    return seconds(copy)[0]


def measure() -> list[dict[str, Any]]:
    """Preview, draft and activation, each once: they are acts of seconds."""
    now = timezone.now()
    _county, names = build(now)
    forget_versions()
    data, told = sheet(names), {"by": SYSTEM, "at": now}
    heading = Heading(
        "省政发〔2026〕1号", "关于向乡镇下放行政执法事项的决定", "transferred", "province", "省政发〔2026〕1号",
        date(2026, 1, 1), now + timedelta(days=30),
    )  # fmt: skip
    took, work, preview = worked(lambda: preview_sheet(data=data, name="x.xlsx", heading=heading, **told))
    if preview.cells != POWERS * TOWNS or preview.faults:
        raise SystemExit(f"the sheet was read wrongly: {preview}")
    drafted, drafting, decision = worked(lambda: draft_from_sheet(sheet_id=preview.sheet_id, **told))
    consult_receivers(decision_id=decision, until=timezone.localdate(now), **told)
    later = {"by": SYSTEM, "at": now + timedelta(days=1)}
    approve_decision(decision_id=decision, **later)
    publish_decision(decision_id=decision, **later)
    activated, activating, down = worked(lambda: activate_decision(decision_id=decision, **later))
    if down != POWERS * TOWNS:
        raise SystemExit(f"{down} powers came down")
    bare = floor(POWERS * TOWNS)
    named = {"preview": (took, work), "draft": (drafted, drafting), "activation": (activated, activating)}
    return [
        {
            "name": f"delegation of {POWERS} powers to {TOWNS} townships, {what}", "unit": "s", "ours": round(one, 2),
            "floor": round(bare, 2), "peers": {}, "ratio_floor": round(one / bare, 1), "ratio_peer": None,
            "runs": {"ours": [round(one, 2)]}, "processor": None if cpu is None else round(cpu, 1),
            "load": round(os.getloadavg()[0], 1),
        }
        for what, (one, cpu) in named.items()
    ]  # fmt: skip
