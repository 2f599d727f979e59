"""Filing packages: those of a case, and closed cases that have none for their newest event yet."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import connection

from tongban.cases.models import Archive
from tongban.cases.rules import ENDED_STATES
from tongban.cases.rules.archive import Difference, differences
from tongban.documents.queries.files import file_bytes, was_removed
from tongban.kernel.refusals import Refused

# The archived event itself is the one after `upto`; anything behind that is news.
_UNFILED: Final = (
    "SELECT c.id FROM cases_case c WHERE c.state = ANY (%s) AND c.closed_at IS NOT NULL "
    "AND NOT EXISTS (SELECT FROM cases_archive a WHERE a.case_id = c.id AND a.upto + 1 = c.seq) "
    "ORDER BY c.closed_at, c.id LIMIT %s"
)


def unfiled_cases(most: int) -> list[UUID]:
    """Ended cases whose newest event is in no package, the longest ended first."""
    with connection.cursor() as cursor:
        cursor.execute(_UNFILED, [sorted(state.value for state in ENDED_STATES), most])
        return [row[0] for row in cursor.fetchall()]


def archives_of(case_id: UUID) -> list[Archive]:
    """The packages of a case, newest first."""
    return list(Archive.objects.filter(case_id=case_id).order_by("-no"))


def newest_archives(most: int, *, after: UUID | None = None) -> list[Archive]:
    """Packages in the order of their ids, for a check of all of them page by page."""
    rows = Archive.objects.order_by("id")
    return list((rows.filter(id__gt=after) if after else rows).select_related("case")[:most])


def archive_differences(row: Archive) -> list[Difference]:
    """What differs in the stored package from what the ledger says; empty when it is whole."""
    try:
        data = file_bytes(row.file_id)
    except OSError:
        return [Difference("", "missing")]
    except Refused as refused:
        if was_removed(row.file_id):  # its applicant was erased when the time of the file was over
            return []
        return [Difference("", "altered" if refused.refusal.code == "file_damaged" else "missing")]
    return differences(data, digest=row.digest, manifest_digest=row.manifest_digest)
