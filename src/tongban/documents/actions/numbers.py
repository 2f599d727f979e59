"""Allotting numbers 编号: gapless in each series of a body and year.

A serial lives and dies with its transaction. The row of the series stays locked until the caller's transaction
ends, so allot last. A number given to a document that is voided later stays recorded; nothing gives it out again.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import bodies_by_id
from tongban.agencies.rules.bodies import moved_on
from tongban.documents.events import DocumentMarkSet
from tongban.documents.models import Document, DocumentMark
from tongban.documents.rules.numbers import mark_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append
from tongban.ledger.queries import events_of_each

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
def set_document_mark(*, body_id: UUID, mark: str, by: Actor, at: datetime, seen: int | None = None) -> None:
    """Gives a body its document mark 代字, or changes it for the numbers to come.

    `seen` is the entry at which the mark was read (0: none yet). Refused when the mark is no Chinese word, is or was
    that of another body, when a number of this year was given under the present one, and when somebody changed it
    meanwhile.
    """
    for problem in (may_administer(by), mark_problem(mark)):
        if problem is not None:
            raise Refused(problem)
    current = DocumentMark.objects.select_for_update().filter(body_id=body_id).first()
    known = 0 if current is None else current.seq
    late = moved_on(known, known if seen is None else seen)
    if late is not None:
        raise Refused(late)
    _free(body_id, mark)
    if current is not None and current.mark != mark:
        _unused(body_id, current.mark, timezone.localdate(at).year)
    append(event=DocumentMarkSet(mark=mark), subject=body_id, seq=known + 1, by=by, at=at)
    if current is None:
        DocumentMark.objects.create(body_id=body_id, mark=mark, seq=known + 1)
    else:
        DocumentMark.objects.filter(body_id=body_id).update(mark=mark, seq=known + 1)


def _free(body_id: UUID, mark: str) -> None:
    """Refuses a mark that another body bears or bore: two papers could get one number."""
    others = list(DocumentMark.objects.exclude(body_id=body_id).values_list("body_id", flat=True))
    for other, told in events_of_each("document_mark", others).items():
        if any(one.data["mark"] == mark for one in told):
            raise refuse(
                "document_mark_taken",
                zh="代字“{mark}”是{body}现在或以前的代字，两个单位的文号会重复，请换一个。",
                en="The mark “{mark}” is or was that of {body}; numbers of two bodies would be the same. Take another.",
                mark=mark, body=bodies_by_id([other])[other].name_zh,
            )  # fmt: skip


def _unused(body_id: UUID, mark: str, year: int) -> None:
    """Refuses a change within a year in which numbers were given: one series would go on under two marks."""
    first = Document.objects.filter(body_id=body_id, year=year, number__startswith=mark).order_by("issued_at").first()
    if first is not None:
        raise refuse(
            "document_mark_used",
            zh="代字“{mark}”今年已经用过，例如{number}，年内不能改；明年第一份文书编号以前可以改。",
            en="The mark “{mark}” was used this year, as in {number}, so it stays until the year ends; it "
            "can be changed before the first paper of the next one.",
            mark=mark, number=first.number,
        )  # fmt: skip
