"""What lived cases asked again, over some days: found from papers, earlier cases and certificates; opens no person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.cases.models import CaseMaterial
from tongban.cases.rules.askagain import CERTIFICATE, EARLIER, Again, Handed, Held, asked_again
from tongban.certificates.queries import certificates_of_holders
from tongban.powerlist.queries import version

MOST: Final = 5000
COLUMNS: Final = (
    "key", "case_id", "case__number", "case__applicant_id", "case__body_id", "case__item_version_id", "at"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgainLine:
    """How often a body asked one paper again."""

    body_id: UUID
    paper: str
    how: str
    count: int


def again_between(since: datetime, until: datetime, bodies: Collection[UUID] | None = None) -> list[Again]:
    """The papers asked again in cases received from `since` to `until`; `bodies` limits whose cases. Three statements.

    At most `MOST` papers are looked at, the newest first.
    """
    rows = CaseMaterial.objects.filter(held=False, case__received_at__gte=since, case__received_at__lt=until)
    if bodies is not None:
        rows = rows.filter(case__body_id__in=bodies)
    recent = rows.order_by("-case__received_at", "case_id", "key").values_list(*COLUMNS)[:MOST]
    handed = [paper for row in recent if (paper := _handed(row)) is not None]
    people = {one.applicant for one in handed}
    before = CaseMaterial.objects.filter(case__applicant_id__in=people, case__received_at__lt=until).order_by("at")
    held = [_held(one) for row in before.values_list(*COLUMNS) if (one := _handed(row)) is not None and one.issued]
    held += [
        Held(one.holder, one.title, CERTIFICATE, one.issued_at, one.number) for one in certificates_of_holders(people)
    ]
    return asked_again(handed, held)


def _handed(row: tuple[str, UUID, str, UUID, UUID, UUID, datetime]) -> Handed | None:
    """A paper by its name in the version of its case; None for the form, which is filled in anew each time."""
    key, case_id, number, applicant, body_id, version_id, at = row
    content = version(version_id).content
    paper = content.material(key)
    if paper is None or paper.kind == "form":
        return None
    issued = paper.source != "applicant"
    return Handed(case_id, number, applicant, body_id, content.name.zh, paper.name.zh, at, issued)


def _held(paper: Handed) -> Held:
    return Held(paper.applicant, paper.paper, EARLIER, paper.at, paper.number)


def again_lines(found: Collection[Again]) -> list[AgainLine]:
    """How often each body asked each paper again, the most often first."""
    counted = Counter((one.handed.body_id, one.paper, one.how) for one in found)
    return [AgainLine(*key, count) for key, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0][1]))]
