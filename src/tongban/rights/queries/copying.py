"""A person's copy of everything held about them: as data for programs, and as lines that people read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.documents.queries.files import file_bytes
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.rights.permissions import may_ask
from tongban.rights.queries.held import counts_of, rows_of
from tongban.rights.rules.columns import column_words
from tongban.rights.rules.places import PURPOSES
from tongban.rights.rules.values import shown

HEADING = ("用途", "内容", "第几条", "项目", "值")
# What the person handed in, what was issued to them: not the filing packages, which hold the notes of officials.
_FILES = """
SELECT f.id, f.content_type FROM documents_storedfile f WHERE f.deleted_at IS NULL AND f.id IN (
  SELECT m.file_id FROM cases_casematerial m JOIN cases_case c ON c.id = m.case_id WHERE c.applicant_id = %(party)s
  UNION SELECT m.file_id FROM cases_draftmaterial m JOIN cases_draft d ON d.id = m.draft_id WHERE d.party_id = %(party)s
  UNION SELECT file_id FROM certificates_certificate WHERE holder_id = %(party)s AND file_id IS NOT NULL
) ORDER BY f.stored_at, f.id
"""


def copy_of(party_id: UUID, *, viewer: Actor, at: datetime) -> dict[str, Any]:
    """Everything that is held about a person, place by place, with what each is for; only for the person."""
    held = []
    for count in counts_of(party_id, viewer=viewer):
        place = count.place
        purpose, basis = PURPOSES[place.purpose]
        one: dict[str, Any] = {
            "kind": place.key, "words": place.words[0], "words_en": place.words[1], "purpose": purpose[0],
            "purpose_en": purpose[1], "basis": basis[0], "basis_en": basis[1], "number": count.number,
            "rows": rows_of(place, party_id, viewer=viewer),
        }  # fmt: skip
        if place.withheld:
            one |= {"not_given": place.withheld[0], "not_given_en": place.withheld[1]}
        held.append(one)
    return {"made_at": timezone.localtime(at).isoformat(timespec="seconds"), "held": held}


def lines_of(copy: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    """The copy as lines of a sheet: purpose, content, number, what, value."""
    for one in copy["held"]:
        if "not_given" in one:
            yield one["purpose"], one["words"], f"共 {one['number']} 条", "不提供", one["not_given"]
        for no, row in enumerate(one["rows"], start=1):
            for name, value in row.items():
                yield one["purpose"], one["words"], str(no), column_words(name, "zh"), shown(name, value, "zh")


def files_of_person(party_id: UUID, *, viewer: Actor) -> Iterator[tuple[str, bytes]]:
    """(name in the copy, bytes) of each file that is the person's, one after the other."""
    problem = may_ask(viewer, party_id)
    if problem is not None:
        raise Refused(problem)
    with connection.cursor() as cursor:
        cursor.execute(_FILES, {"party": party_id})
        found = cursor.fetchall()
    for no, (file_id, content_type) in enumerate(found, start=1):
        kind = str(content_type).rpartition("/")[2].replace("jpeg", "jpg")
        yield f"files/{no:03d}.{kind if kind.isalnum() else 'bin'}", file_bytes(file_id)
