"""A county with very many cases: what a played county holds, multiplied in the database. Import it after `set_up`.

Some hundred cases are played through the real acts; each copy takes one of them whole (tasks, forms, papers, documents,
decision, delivery, certificate, its chain of events with true hashes) under new keys, another day and another
applicant. The last eighth of the cases is still on its way; the others lie within three years before. Rows lie in the
tables as they would have come, the oldest first: what is worked on lies together, as it does where cases come day by
day. It measures nothing.
"""

from __future__ import annotations

import os
import time
from random import Random
from typing import Any, Final

import psycopg
from benchmarks.people import Crowd
from django.conf import settings
from django.utils import timezone

from tongban.agencies.queries import division
from tongban.ledger.actions import connection_as
from tongban.simulation.actions.load import load_county

PLAYED: Final = 400
OPEN_ONE_IN, DAYS, CASES_A_PERSON, SEED = 8, 1095, 8, 20261122
# How many rows are worth taking the indexes away and building them again.
MANY: Final = 30_000
CHUNK: Final = 50_000
OPEN: Final = ("received", "noticed", "accepted", "suspended", "decided")
MAPPED: Final = {"id", "case_id", "subject_id", "task_id", "document_id"}
TABLES: Final = (
    "cases_case", "cases_task", "cases_caseform", "cases_casematerial", "cases_notice", "cases_pause",
    "cases_extension", "cases_decision", "cases_delivery", "cases_urge", "documents_document",
    "certificates_certificate",
)  # fmt: skip
PARTIES: Final = ("agencies_party", "agencies_partykey")
LEDGER: Final = ("ledger.ledger_head", "ledger.event", "ledger.leaf")
# Keys as the acts make them: the moment first, so that rows of one time lie together.
_SET_UP: Final = """
CREATE SCHEMA crowd;
CREATE FUNCTION crowd.key(old uuid, prefix text, n int) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (prefix || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid FROM md5(old::text || n::text) h $$;
CREATE FUNCTION crowd.link(before bytea, body bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT sha256(before || body) $$;
CREATE AGGREGATE crowd.chain(bytea) (SFUNC = crowd.link, STYPE = bytea,
  INITCOND = '\\x0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE crowd.played AS SELECT id, row_number() OVER (PARTITION BY state = ANY (%(open)s) ORDER BY id) - 1 AS no,
  count(*) OVER (PARTITION BY state = ANY (%(open)s)) AS many, state = ANY (%(open)s) AS waits, received_at
  FROM cases_case;
CREATE TABLE crowd.one (n int, old uuid, id uuid, prefix text, shift interval, party uuid, number text);
CREATE TABLE crowd.party (no int PRIMARY KEY, id uuid NOT NULL);
"""
_PICK: Final = """
INSERT INTO crowd.one SELECT n, p.id, crowd.key(p.id, t.prefix, n), t.prefix, s.shift, a.id, 'QB' || lpad(n::text, 12,
'0')
FROM generate_series(%(first)s::int, %(last)s::int) n
CROSS JOIN LATERAL (SELECT (('x' || substr(h, 1, 7))::bit(28)::int) AS one, (('x' || substr(h, 8,
7))::bit(28)::int) AS two,
  (('x' || substr(h, 15, 7))::bit(28)::int) / 268435456.0 AS three FROM md5('case' || n) h) r
JOIN crowd.played p ON p.waits = (n > %(closed)s) AND p.no = r.one %% p.many
CROSS JOIN LATERAL (SELECT CASE WHEN p.waits THEN -interval '1 minute' * (r.two %% 480)
  ELSE -interval '1 day' * (%(days)s * (%(closed)s - n)::bigint / greatest(%(closed)s - %(start)s, 1)) END AS shift) s
CROSS JOIN LATERAL (SELECT lpad(to_hex((extract(epoch FROM p.received_at + s.shift) * 1000)::bigint), 12,
'0') AS prefix) t
JOIN crowd.party a ON a.no = floor(%(people)s * power(r.three, 1.5))
"""
_EVENTS: Final = """
WITH made AS (INSERT INTO ledger.event ({columns}) SELECT {values} FROM (
  SELECT e.*, c.n, c.id AS new_subject, c.prefix, c.shift, b.new_body,
    crowd.chain(b.new_body) OVER (PARTITION BY c.n ORDER BY e.seq) AS new_hash
  FROM crowd.one c JOIN crowd.event e ON e.subject_id = c.old
  CROSS JOIN LATERAL (SELECT convert_to(replace(replace(convert_from(e.body, 'UTF8'), e.id::text,
    crowd.key(e.id, c.prefix, c.n)::text), e.subject_id::text, c.id::text), 'UTF8') AS new_body) b) t
  RETURNING id, subject_id, seq, prev, hash),
heads AS (INSERT INTO ledger.ledger_head (kind, subject_id, seq, prev, hash, txid)
  SELECT DISTINCT ON (subject_id) 'case', subject_id, seq, prev, hash, '3'::xid8 FROM made ORDER BY subject_id,
  seq DESC)
INSERT INTO ledger.leaf (idx, event_id)
  SELECT (SELECT coalesce(max(idx), -1) FROM ledger.leaf) + row_number() OVER (), id FROM made
"""
_OF_EVENTS: Final = {
    "id": "crowd.key(t.id, t.prefix, t.n)", "subject_id": "t.new_subject", "at": "t.at + t.shift", "body": "t.new_body",
    "prev": "coalesce(lag(t.new_hash) OVER (PARTITION BY t.n ORDER BY t.seq), decode(repeat('00', 32), 'hex'))",
    "hash": "t.new_hash",
}  # fmt: skip


class County:
    """The county as it grows: `grow(10_000)`, then `grow(100_000)` adds what is lacking."""

    def __init__(self) -> None:
        settings.DEMO = True  # the roles of the story, and officials without a second step
        load_county(until=timezone.now(), cases=PLAYED)
        self.crowd, self.cases, self.home = Crowd(Random(SEED)), 0, division(settings.COUNTY["code"]).id
        self.owner = connection_as(settings.DATABASE_OWNER)
        self.owner.execute(f'ALTER DATABASE "{settings.DATABASE_OWNER["NAME"]}" SET synchronous_commit = off')
        self.owner.execute("SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'; SET synchronous_commit = off")
        self.owner.execute(psycopg.ClientCursor(self.owner).mogrify(_SET_UP, {"open": list(OPEN)}))
        for table in TABLES:
            key = {"cases_case": "id", "documents_document": "subject_id"}.get(table, "case_id")
            self.owner.execute(
                f"CREATE TABLE crowd.{table} AS SELECT t.*, t.{key} AS played FROM {table} t "
                f"JOIN crowd.played p ON p.id = t.{key}"
            )
        self.owner.execute("CREATE TABLE crowd.event AS SELECT e.* FROM ledger.event e JOIN crowd.played p "
                           "ON e.kind = 'case' AND e.subject_id = p.id; ANALYZE")  # fmt: skip

    def grow(self, cases: int) -> float:
        """Brings the county to so many cases; answers the seconds that it took."""
        began = time.perf_counter()
        first, self.cases = self.cases + 1, cases
        with self.owner.transaction():
            guarded = (*TABLES, *LEDGER, *PARTIES)
            for table in guarded:
                self.owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            taken = take_away(self.owner, guarded) if cases - first > MANY else ()
            self.crowd.grow(self.owner, cases // CASES_A_PERSON)
            closed = cases - (cases - first) // OPEN_ONE_IN
            for start in range(first, cases + 1, CHUNK):
                self._copy(start, min(start + CHUNK - 1, cases), {"start": first, "closed": closed})
            for statement in (*taken, "SET CONSTRAINTS ALL IMMEDIATE"):
                self.owner.execute(statement)
            for table in guarded:
                self.owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.owner.execute("VACUUM (ANALYZE, FREEZE)")
        self._settle()
        return time.perf_counter() - began

    def _settle(self) -> None:
        """As a server that has been at work: nothing left to be written out, each index read once.

        To copy a database file by file is what makes a server write everything out at once without a superuser's word.
        """
        name = f"{self.owner.info.dbname}_rest"
        self.owner.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 STRATEGY file_copy')
        self.owner.execute(f'DROP DATABASE "{name}"')
        os.sync()
        with self.owner.transaction():
            for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
                self.owner.execute(f"SET LOCAL enable_{way} = off")
            for (scan,) in self.owner.execute(_SCANS, {"tables": [*TABLES, *LEDGER, *PARTIES]}).fetchall():
                self.owner.execute(scan)

    def _copy(self, first: int, last: int, part: dict[str, int]) -> None:
        run = self.owner.execute
        values = {"first": first, "last": last, "days": DAYS, "people": len(self.crowd.people), **part}
        run("TRUNCATE crowd.one")
        run(_PICK, values)
        run("ANALYZE crowd.one")
        for table in TABLES:
            columns = columns_of(self.owner, table)
            picked = ", ".join(value_of(table, name, kind) for name, kind in columns.items())
            run(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {picked} FROM crowd.{table} t "
                "JOIN crowd.one c ON c.old = t.played ORDER BY c.id")  # fmt: skip
        columns = columns_of(self.owner, "ledger.event")
        picked = ", ".join(_OF_EVENTS.get(one, f"t.{one}") for one in columns)
        run(_EVENTS.format(columns=", ".join(columns), values=picked))


def columns_of(owner: psycopg.Connection[Any], table: str) -> dict[str, str]:
    """The columns of a table that can be written, with their types."""
    found = owner.execute(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped AND attgenerated = '' ORDER BY attnum", [table],
    ).fetchall()  # fmt: skip
    return dict(found)


def value_of(table: str, column: str, kind: str) -> str:
    """What a copy has in a column: its own key, its own day, its own applicant, and the rest as it was played."""
    special = {
        ("cases_case", "number"): "c.number",
        ("documents_document", "number"): "t.number || '-' || c.n",
        ("certificates_certificate", "number"): "t.number || '-' || c.n",
        ("certificates_certificate", "identifier"): "t.identifier || '-' || c.n",
        ("documents_document", "no"): "1000000 + c.n * 1000 + t.no",
        ("certificates_certificate", "no"): "1000000 + c.n * 1000 + t.no",
    }
    if (table, column) in special:
        return special[table, column]
    if column in MAPPED:
        return f"crowd.key(t.{column}, c.prefix, c.n)"
    if column in ("applicant_id", "holder_id"):
        return "c.party"
    if kind == "date":
        return f"(t.{column} + c.shift)::date"
    return f"t.{column} + c.shift" if kind.startswith("timestamp") else f"t.{column}"


_SCANS: Final = """
SELECT format('SELECT count(*) FROM (SELECT FROM %%s %%s ORDER BY %%s) x', i.indrelid::regclass,
  'WHERE ' || pg_get_expr(i.indpred, i.indrelid), string_agg(pg_get_indexdef(i.indexrelid, k, true) || CASE
  WHEN i.indoption[k - 1] & 1 = 1 THEN ' DESC' ELSE '' END, ', ' ORDER BY k))
FROM pg_index i, generate_series(1, i.indnkeyatts) k WHERE i.indrelid = ANY (%(tables)s::regclass[]) AND EXISTS
  (SELECT FROM pg_am a JOIN pg_class c ON c.relam = a.oid WHERE c.oid = i.indexrelid AND a.amname = 'btree')
GROUP BY i.indexrelid, i.indrelid, i.indpred
"""
_RULES: Final = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
  format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype IN ('p', 'u', 'f') AND (conrelid = ANY (%(tables)s::regclass[])
  OR confrelid = ANY (%(tables)s::regclass[])) ORDER BY contype = 'f'
"""
_INDEXES: Final = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY (%(tables)s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def take_away(owner: psycopg.Connection[Any], tables: tuple[str, ...]) -> list[str]:
    """Takes away keys and indexes for a while; answers the statements that bring them back, in their order."""
    values = {"tables": list(tables)}
    rules = owner.execute(_RULES, values).fetchall()
    indexes = owner.execute(_INDEXES, values).fetchall()
    for drop, _ in [*reversed(rules), *indexes]:
        owner.execute(drop)
    last = next((place for place, rule in enumerate(rules) if "FOREIGN KEY" in rule[1]), len(rules))
    return [made for _, made in [*rules[:last], *indexes, *rules[last:]]]
