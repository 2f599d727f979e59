"""Reading the adjustment docket: what a law's change touches, the entries that wait, and one of them with its texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from tongban.law.queries import Change, law, law_titles
from tongban.law.rules.numerals import ArticleNo
from tongban.powerlist.models import Adjustment, CitedArticle, ItemVersion
from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries.bases import hits_of
from tongban.powerlist.queries.versions import VersionRef, version_refs
from tongban.powerlist.rules.codes import IN_USE, SUSPENDED
from tongban.powerlist.rules.docket import DECIDED, WAITING, Touched, touched_of

SHOWN: Final = ("waiting", "decided", "all")


def versions_touched(
    changes: Iterable[Change], *, day: date, known_at: datetime
) -> list[tuple[VersionRef, tuple[Change, ...]]]:
    """The versions that apply on a day or later, as published by a moment, and cite what was touched, by code.

    Whenever it is asked it answers the same: what was published after that moment was written knowing the change.
    """
    known = ItemVersion.objects.filter(state="published", published_at__lte=known_at)
    rows = CitedArticle.objects.filter(version__in=known, version__item__state__in=[IN_USE, SUSPENDED])
    hits = hits_of(changes, rows)
    refs = version_refs(list(hits))
    current: dict[UUID, int] = {}
    theirs = known.filter(item_id__in={ref.item_id for ref in refs.values()}).values_list("item_id", "no", "valid")
    for item_id, no, valid in theirs:
        if valid is not None and valid.lower <= day:
            current[item_id] = max(no, current.get(item_id, 0))
    found = [(ref, hits[pk]) for pk, ref in refs.items() if ref.no >= current.get(ref.item_id, 0)]
    return sorted(found, key=lambda one: (one[0].code, one[0].no))


def places_cited(version_id: UUID, law_id: UUID | None) -> set[ArticleNo | None]:
    """Which articles of a law a version cites; None stands for the law as a whole. Without a law there are none."""
    found = law(law_id) if law_id else None
    rows = CitedArticle.objects.filter(version_id=version_id, law=found.key if found else "")
    return {ArticleNo(no, extra) if no is not None else None for no, extra in rows.values_list("number", "extra")}


def parts_citing(version_id: UUID, law_id: UUID, no: ArticleNo | None) -> tuple[str, ...]:
    """In which parts of its content a version cites an article, or with no number anything of the law."""
    found = law(law_id)
    rows = CitedArticle.objects.filter(version_id=version_id, law=found.key if found else "")
    if no is not None:
        rows = rows.filter(number=no.number, extra=no.extra)
    return tuple(dict.fromkeys(rows.order_by("pk").values_list("part", flat=True)))


@dataclass(frozen=True, slots=True)
class AdjustmentRef:
    """One entry of the docket with the version it flags; `result` is the version that came of it.

    Without a law it follows a decision (`cause`, `source`) that wants the item cancelled or changed.
    """

    id: UUID
    version: VersionRef
    law_id: UUID | None
    law: str
    touched: tuple[Touched, ...]
    since: date
    document: str
    opened_at: datetime
    due_on: date
    state: str
    reason: str
    decided_at: datetime | None
    result: UUID | None
    cause: str
    source: UUID | None
    wanted: str

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide."""
        return self.state in WAITING


@dataclass(frozen=True, slots=True)
class DocketPage:
    """Some entries by due day, how many wait in all and how many of those are late, and where the next page begins."""

    lines: tuple[AdjustmentRef, ...]
    waiting: int
    late: int
    next_after: str


def docket(*, reach: Reach, today: date, shown: str = "waiting", after: str = "", limit: int = 50) -> DocketPage:
    """The entries in the reach of a list office, those due first at the top; five statements."""
    reached = _in_reach(reach)
    waiting = list(reached.filter(state__in=WAITING).values_list("due_on", flat=True))
    rows = reached.filter(state__in={"waiting": WAITING, "decided": DECIDED}.get(shown, (*WAITING, *DECIDED)))
    behind = _key(after)
    if behind is not None:
        rows = rows.filter(Q(due_on__gt=behind[0]) | Q(due_on=behind[0], id__gt=behind[1]))
    page = list(rows.order_by("due_on", "id")[: limit + 1])
    more = f"{page[limit - 1].due_on.isoformat()}_{page[limit - 1].pk}" if len(page) > limit else ""
    return DocketPage(_refs(page[:limit]), len(waiting), sum(day < today for day in waiting), more)


def adjustment(adjustment_id: UUID, reach: Reach) -> AdjustmentRef | None:
    """One entry in reach; None when there is none."""
    return next(iter(_refs(list(_in_reach(reach).filter(pk=adjustment_id)))), None)


def adjustments_of_law(law_id: UUID) -> tuple[AdjustmentRef, ...]:
    """What the acts on a law touched, the newest first."""
    return _refs(list(Adjustment.objects.filter(law_id=law_id).order_by("-since", "-act", "item__code")))


def called_entries(sources: Iterable[UUID]) -> dict[UUID, list[tuple[UUID, str, str]]]:
    """The entries that decisions opened, by the record of the decision: id, code of the item, state."""
    found: dict[UUID, list[tuple[UUID, str, str]]] = {}
    rows = Adjustment.objects.filter(source__in=list(sources)).order_by("id")
    for source, pk, code, state in rows.values_list("source", "pk", "item__code", "state"):
        if source is not None:
            found.setdefault(source, []).append((pk, code, state))
    return found


def _in_reach(reach: Reach) -> QuerySet[Adjustment]:
    rows = Adjustment.objects.all()
    if reach.everything:
        return rows
    return rows.filter(version__body_id=reach.body_id) if reach.body_id else rows.none()


def _key(after: str) -> tuple[date, UUID] | None:
    day, _, pk = after.partition("_")
    try:
        return date.fromisoformat(day), UUID(pk)
    except ValueError:
        return None


def _refs(rows: list[Adjustment]) -> tuple[AdjustmentRef, ...]:
    versions = version_refs([row.version_id for row in rows])
    titles = law_titles(row.law_id for row in rows if row.law_id)
    return tuple(
        AdjustmentRef(
            row.pk, versions[row.version_id], row.law_id, titles[row.law_id] if row.law_id else "",
            touched_of(row.changes), row.since, row.document, row.opened_at, row.due_on, row.state, row.reason,
            row.decided_at, row.result_id, row.cause, row.source, row.wanted,
        )
        for row in rows
    )  # fmt: skip
