"""What must hold of all cases at any moment, after any race and any crash: nothing half done, nothing twice, no gap.

Read over a connection of its own, in plain SQL, so that it does not lean on what it judges. It gives sentences; an
empty list is a sound county. A look takes time in proportion to the ledger: events are sought by the columns of an
index (`kind` first) or joined as a whole, never once through all of them for each row.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

import psycopg

from tongban.cases.rules import OPEN_STATES
from tongban.ledger.rules import check_chain
from tongban.powerlist.queries import version

PARTS: Final = (
    "cases_task", "cases_caseform", "cases_casematerial", "cases_notice", "cases_pause", "cases_extension",
    "cases_decision", "cases_delivery", "cases_urge",
    "cases_interested", "cases_hearingright", "cases_hearing", "cases_termination",
)  # fmt: skip
NAMED: Final = "convert_from(e.body, 'UTF8')::jsonb -> 'data'"

RULES: Final[dict[str, str]] = {
    "the row is not at the head of its chain": """
        SELECT c.number FROM cases_case c LEFT JOIN ledger.ledger_head h ON h.kind = 'case' AND h.subject_id = c.id
        WHERE h.seq IS DISTINCT FROM c.seq
           OR c.seq <> (SELECT count(*) FROM ledger.event e WHERE e.kind = 'case' AND e.subject_id = c.id)""",
    "a chain without its case": """
        SELECT h.subject_id FROM ledger.ledger_head h
        WHERE h.kind = 'case' AND NOT EXISTS (SELECT FROM cases_case c WHERE c.id = h.subject_id)""",
    "a chain without its certificate, or a certificate off its chain": """
        SELECT coalesce(h.subject_id, t.id) FROM (SELECT * FROM ledger.ledger_head WHERE kind = 'certificate') h
        FULL JOIN certificates_certificate t ON t.id = h.subject_id WHERE h.seq IS DISTINCT FROM t.seq""",
    "the head has not the hash of the last event": """
        SELECT h.subject_id FROM ledger.ledger_head h LEFT JOIN ledger.event e
          ON e.kind = h.kind AND e.subject_id = h.subject_id AND e.seq = h.seq WHERE h.hash IS DISTINCT FROM e.hash""",
    "an event neither waits for its place nor has one, or both": """
        SELECT e.id FROM ledger.event e LEFT JOIN (
          SELECT event_id FROM ledger.outbox UNION ALL SELECT event_id FROM ledger.leaf) place ON place.event_id = e.id
        GROUP BY e.id HAVING count(place.event_id) <> 1""",
    "a case that ended early keeps its marking, a task or a clock that stands still": """
        SELECT c.number FROM cases_case c WHERE c.state IN ('withdrawn', 'terminated') AND (c.paused
          OR cardinality(c.marking) > 0
          OR EXISTS (SELECT FROM cases_task t WHERE t.case_id = c.id AND t.closed_at IS NULL)
          OR EXISTS (SELECT FROM cases_pause p WHERE p.case_id = c.id AND p.ended_at IS NULL)
          OR EXISTS (SELECT FROM cases_hearing h WHERE h.case_id = c.id AND h.ended_at IS NULL))""",
    "a task is open twice": """
        SELECT c.number FROM cases_task t JOIN cases_case c ON c.id = t.case_id WHERE t.closed_at IS NULL
        GROUP BY c.number, t.node HAVING count(*) > 1""",
    "a task that no event opened, or opened twice": f"""
        SELECT t.id FROM cases_task t LEFT JOIN (
          SELECT e.subject_id, (o ->> 'task')::uuid AS task, count(*) AS times
          FROM ledger.event e, jsonb_array_elements({NAMED} -> 'opened') o WHERE e.kind = 'case' GROUP BY 1, 2) told
        ON (told.subject_id, told.task) = (t.case_id, t.id) WHERE told.times IS DISTINCT FROM 1""",
    "an event opened or closed a task that is not so": f"""
        SELECT e.id FROM ledger.event e, jsonb_array_elements(({NAMED} -> 'opened') || ({NAMED} -> 'closed')) o
        WHERE e.kind = 'case' AND NOT EXISTS (
          SELECT FROM cases_task t WHERE t.id = (o ->> 'task')::uuid
            AND (t.closed_at IS NOT NULL OR NOT o ? 'outcome'))""",
    "an event tells of a document that is not there": f"""
        SELECT e.id FROM ledger.event e WHERE e.kind = 'case' AND {NAMED} ->> 'document' IS NOT NULL AND NOT EXISTS (
          SELECT FROM documents_document d WHERE d.id = ({NAMED} ->> 'document')::uuid
            AND d.subject_id = e.subject_id AND d.seq = e.seq)""",
    "a document without its event": """
        SELECT d.number FROM documents_document d WHERE NOT EXISTS (
          SELECT FROM ledger.event e WHERE e.kind = 'case' AND e.subject_id = d.subject_id AND e.seq = d.seq)""",
    "a decided case without exactly one decision": """
        SELECT c.number FROM cases_case c WHERE (SELECT count(*) FROM cases_decision d WHERE d.case_id = c.id)
          <> (SELECT count(*) FROM ledger.event e WHERE (e.kind, e.subject_id, e.type) = ('case', c.id, 'case.decided'))
          OR (SELECT count(*) FROM cases_decision d WHERE d.case_id = c.id) > 1""",
    "a result without its certificate, or a certificate without its result": f"""
        SELECT t.number FROM certificates_certificate t WHERE 1 <> (SELECT count(*) FROM ledger.event e
          WHERE (e.kind, e.subject_id, e.type) = ('case', t.case_id, 'case.result_issued')
            AND {NAMED} ->> 'certificate' = t.id::text)
        UNION ALL SELECT e.id::text FROM ledger.event e WHERE e.type = 'case.result_issued'
          AND {NAMED} ->> 'certificate' IS NOT NULL AND NOT EXISTS (
            SELECT FROM certificates_certificate t WHERE t.id::text = {NAMED} ->> 'certificate')""",
    "a gap in document numbers": """
        SELECT s.series FROM documents_numberseries s LEFT JOIN documents_document d
          ON (d.body_id, d.series, d.year) = (s.body_id, s.series, s.year) WHERE s.series NOT LIKE 'certificate:%'
        GROUP BY s.id HAVING count(d.id) <> s.last OR coalesce(max(d.no), 0) <> s.last""",
    "a gap in certificate numbers": """
        SELECT s.series FROM documents_numberseries s LEFT JOIN certificates_certificate t
          ON (t.body_id, 'certificate:' || t.kind, t.year) = (s.body_id, s.series, s.year)
        WHERE s.series LIKE 'certificate:%'
        GROUP BY s.id HAVING count(t.id) <> s.last OR coalesce(max(t.no), 0) <> s.last""",
    "a gap in case numbers": """
        SELECT n.day FROM cases_casenumber n LEFT JOIN cases_case c
          ON left(c.number, length(n.prefix) + 8) = n.prefix || to_char(n.day, 'YYYYMMDD')
        GROUP BY n.id HAVING count(DISTINCT c.number) <> n.next - 1
          OR coalesce(max(substr(c.number, length(n.prefix) + 9)::int), 0) <> n.next - 1""",
} | {
    f"a row of {part} without its event": f"""
        SELECT p.id FROM {part} p WHERE NOT EXISTS (
          SELECT FROM ledger.event e WHERE e.kind = 'case' AND e.subject_id = p.case_id AND e.seq = p.seq)"""
    for part in PARTS
}  # fmt: skip


def faults(connection: psycopg.Connection[Any]) -> list[str]:
    """Everything that is not as it must be, one sentence each, in one view of the database."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return seen(connection)


def seen(connection: psycopg.Connection[Any]) -> list[str]:
    """The same within a transaction that is already open."""
    found = [f"{rule}: {row[0]}" for rule, query in RULES.items() for row in connection.execute(query).fetchall()]
    return found + _broken_chains(connection) + _wrong_markings(connection)


def _broken_chains(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute("SELECT kind, subject_id, body, hash FROM ledger.event ORDER BY kind, subject_id, seq")
    return [
        f"the chain of {subject} breaks at {broken}"
        for subject, links in groupby(rows.fetchall(), lambda row: row[:2])
        if (broken := check_chain((bytes(body), bytes(digest)) for _, _, body, digest in links)) is not None
    ]


def _wrong_markings(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute(
        "SELECT c.number, c.state, c.item_version_id, c.marking, "
        "(SELECT coalesce(array_agg(t.node ORDER BY t.node), '{}') FROM cases_task t "
        " WHERE t.case_id = c.id AND t.closed_at IS NULL) FROM cases_case c"
    ).fetchall()
    return [
        f"{number} is {state} with {nodes} open"
        for number, state, version_id, marking, nodes in rows
        if nodes != (sorted(version(version_id).net.open_nodes(marking)) if state in OPEN_STATES else [])
    ]


def events_by_case(connection: psycopg.Connection[Any]) -> dict[str, list[str]]:
    """The types of the events of each case, in order."""
    rows = connection.execute(
        "SELECT subject_id::text, array_agg(type ORDER BY seq) FROM ledger.event WHERE kind = 'case' GROUP BY 1"
    )
    return dict(rows.fetchall())
