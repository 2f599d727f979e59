"""All events in their order as a file that `verify_ledger.py` audits without us.

One line an event: the hash before it as 64 hexadecimal digits, a blank, its canonical body. Written beside its place
and moved there when it is whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import psycopg

_LINES: Final = """
COPY (SELECT encode(e.prev, 'hex'), convert_from(e.body, 'UTF8')
      FROM ledger.leaf JOIN ledger.event e ON e.id = leaf.event_id ORDER BY leaf.idx)
TO STDOUT (FORMAT binary)
"""


def export(connection: psycopg.Connection[Any], target: Path) -> int:
    """Writes the file; returns how many events it holds. A body has no line feed: canonical JSON escapes it."""
    half = target.with_name(target.name + ".half")
    count = 0
    with half.open("wb") as out, connection.cursor() as cursor, cursor.copy(_LINES) as rows:
        rows.set_types(["text", "text"])
        for prev, body in rows.rows():
            out.write(f"{prev} {body}\n".encode())
            count += 1
    half.replace(target)
    return count
