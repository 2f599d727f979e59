"""Allotting numbers 编号: gapless in each series of a body and year.

A serial lives and dies with its transaction. The row of the series stays locked until the caller's transaction
ends, so allot last. A number given to a document that is voided later stays recorded; nothing gives it out again.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from tongban.documents.events import DocumentMarkSet
from tongban.documents.models import DocumentMark
from tongban.documents.rules.numbers import mark_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.ledger.actions import append

# Takes body_id, series, year; gives one row `last`. Goes into a statement of its own or, as a WITH query, into the
# caller's.
ALLOT_SQL = """
INSERT INTO documents_numberseries AS s (body_id, series, year, last)
VALUES (%(body_id)s, %(series)s::text, %(year)s::smallint, 1)
ON CONFLICT (body_id, series, year) DO UPDATE SET last = s.last + 1
RETURNING s.last
"""


def allot_number(body_id: UUID, kind: str, year: int) -> int:
    """The next serial of a body's series in a year, starting at 1. `kind` is the kind word or any series key.

    Call it inside the transaction that writes the numbered thing, as late as possible: a rollback gives the serial
    back.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALLOT_SQL, {"body_id": body_id, "series": kind, "year": year})
        row = cursor.fetchone()
    return int(row[0])


@transaction.atomic
def set_document_mark(*, body_id: UUID, mark: str, by: Actor, at: datetime) -> None:
    """Gives a body its document mark 代字, or changes it for the numbers to come.

    Refused when the mark is no Chinese word.
    """
    problem = mark_problem(mark)
    if problem is not None:
        raise Refused(problem)
    current = DocumentMark.objects.filter(body_id=body_id).first()
    seq = 1 if current is None else current.seq + 1
    append(event=DocumentMarkSet(mark=mark), subject=body_id, seq=seq, by=by, at=at)
    if current is None:
        DocumentMark.objects.create(body_id=body_id, mark=mark, seq=seq)
    else:
        DocumentMark.objects.filter(body_id=body_id).update(mark=mark, seq=seq)
