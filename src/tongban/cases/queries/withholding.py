"""Reading what is kept out of the public register: of a case, of a body, and how many there are for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tongban.agencies.queries import sealing_key, unseal
from tongban.cases.models import Decision, Withholding
from tongban.cases.rules.withholding import ASKED, KEPT, counted, kept_back, overdue
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries.versions import versions_of_type
from tongban.powerlist.rules.codes import LICENCE

MOST = 200


@dataclass(frozen=True, slots=True)
class Withheld:
    """One request to keep a licence back, and what became of it; the words are empty where the person was erased."""

    id: UUID
    case_id: UUID
    case_number: str
    item: str
    ground: str
    source: str
    reason: str
    until: date | None
    hold_until: date | None
    state: str
    asked_by: UUID
    asked_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    answer: str
    ended_at: datetime | None
    ending: str
    back: bool
    late: bool


def in_force(today: date) -> Q:
    """The same as `rules.withholding.kept_back`, as a condition of the table."""
    for_good = Q(until__isnull=True) | Q(until__gte=today)
    return (Q(state=KEPT) & for_good) | Q(state=ASKED, hold_until__gte=today)


def kept_back_cases(today: date) -> Exists:
    """Whether the case of a decision is kept back, for reading the register without it."""
    return Exists(Withholding.objects.filter(in_force(today), case_id=OuterRef("case_id")))


def kept_back_counts(today: date, body: UUID | None = None) -> dict[str, int]:
    """How many granted licences are kept back by each ground, of all bodies or one; each licence once."""
    granted = Decision.objects.filter(decision="grant", case__item_version_id__in=versions_of_type(LICENCE))
    rows = Withholding.objects.filter(in_force(today), case_id__in=granted.values("case_id"))
    if body is not None:
        rows = rows.filter(body_id=body)
    return counted(list(dict(rows.order_by("asked_at").values_list("case_id", "ground")).values()))


def withheld_of_case(case_id: UUID, today: date) -> list[Withheld]:
    """The requests of a case with their words, the newest first; read inside pages of those who may see the case."""
    return _shown(Withholding.objects.filter(case_id=case_id).order_by("-asked_at"), today, words=True)


def withheld_of_body(body_id: UUID, today: date) -> list[Withheld]:
    """The requests of a body, overdue ones first, then those that wait, without their words; at most `MOST`."""
    rows = Withholding.objects.filter(body_id=body_id).order_by("-asked_at")[:MOST]
    return sorted(_shown(rows, today, words=False), key=lambda one: (not one.late, one.state != ASKED, not one.back))


@dataclass(frozen=True, slots=True)
class KeptFrom:
    """What an applicant is told of their own licence that is kept out of the register."""

    id: UUID
    ground: str
    source: str
    until: date | None
    decided_at: datetime


def kept_of_case(case_id: UUID, today: date) -> KeptFrom | None:
    """That a granted licence is kept back by a decision in force, as its applicant may know it; one statement."""
    rows = Withholding.objects.filter(in_force(today), case_id=case_id, state=KEPT, case__decision="grant")
    row = rows.order_by("-decided_at").first()
    if row is None or row.decided_at is None:
        return None
    return KeptFrom(row.pk, row.ground, row.source, row.until, row.decided_at)


def _shown(rows: QuerySet[Withholding], today: date, *, words: bool) -> list[Withheld]:
    return [
        Withheld(
            row.pk, row.case_id, row.case.number, row.case.item_name, row.ground, row.source,
            _opened(row, row.reason) if words else "", row.until, row.hold_until, row.state, row.asked_by, row.asked_at,
            row.decided_by, row.decided_at, _opened(row, row.answer) if words else "",
            row.ended_at, _opened(row, row.ending) if words else "",
            kept_back(row.state, row.until, row.hold_until, today), _late(row, today),
        )
        for row in rows.select_related("case")
    ]  # fmt: skip


def _late(row: Withholding, today: date) -> bool:
    asked = timezone.localdate(row.asked_at)
    return overdue(row.state, row.case.decision == "grant", asked, row.hold_until, today)


def _opened(row: Withholding, words: bytes | memoryview | None) -> str:
    if words is None:
        return ""
    try:
        return unseal(sealing_key(row.case.applicant_id), bytes(words)).decode()
    except Refused:  # erased at the person's wish: that it was kept back stays, the words are gone
        return ""
