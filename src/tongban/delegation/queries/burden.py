"""Reading the burden meter: figures by month for one township and all, by officer, and the records behind each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from tongban.agencies.queries import official_names
from tongban.delegation.models import BurdenMark
from tongban.delegation.rules.burden import MEASURES, Month

RECORDS = 200


def asked_before(township: UUID, kinds: Iterable[str]) -> list[tuple[str, date]]:
    """(kind, day) of the data that was asked of a township before."""
    rows = BurdenMark.objects.filter(township_id=township, kind="data", detail__in=list(kinds))
    return [(kind, timezone.localdate(at)) for kind, at in rows.values_list("detail", "at")]


def counted(since: Month) -> dict[UUID, dict[tuple[Month, str], int]]:
    """Township → (month, measure) → how many, from a month on; one statement for all townships."""
    rows = BurdenMark.objects.filter(month__gte=since)
    found: dict[UUID, dict[tuple[Month, str], int]] = {}
    grouped = rows.values_list("township_id", "month", "kind")
    for town, month, kind, many, bodies in grouped.annotate(n=Count("pk"), b=Count("superior_id", distinct=True)):
        figures = found.setdefault(town, {})
        figures[(month, kind)] = many
        if kind == "task":
            figures[(month, "superiors")] = bodies
    return found


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """What one officer was given: how many superiors are behind it, and how many of each kind."""

    officer_id: UUID
    name: str
    figures: dict[str, int]


def by_officer(township: UUID, since: Month) -> list[OfficerLoad]:
    """The officers of a township with what they were given since a month, by name; three statements."""
    rows = BurdenMark.objects.filter(township_id=township, month__gte=since, officer__isnull=False)
    found: dict[UUID, dict[str, int]] = {}
    for officer, kind, many in rows.values_list("officer_id", "kind").annotate(n=Count("pk")):
        found.setdefault(officer, {})[kind] = many
    tasks = rows.filter(kind="task").values_list("officer_id")
    for officer, many in tasks.annotate(n=Count("superior_id", distinct=True)):
        found[officer]["superiors"] = many
    names = official_names(found)
    loads = [OfficerLoad(officer, names.get(officer, ""), figures) for officer, figures in found.items()]
    return sorted(loads, key=lambda load: (-load.figures.get("superiors", 0), load.name))


def superiors_behind(township: UUID, since: Month) -> int:
    """How many distinct superiors sent a township tasks since a month."""
    rows = BurdenMark.objects.filter(township_id=township, month__gte=since, kind="task")
    return rows.values("superior_id").distinct().count()


def marks(
    township: UUID, since: Month, *, measure: str, month: Month | None = None, officer: UUID | None = None
) -> list[BurdenMark]:
    """The records behind one figure, the newest first, at most `RECORDS`."""
    kind = "task" if measure == "superiors" else measure
    rows = BurdenMark.objects.filter(township_id=township, kind=kind, month__gte=since)
    if month is not None:
        rows = rows.filter(month=month)
    if officer is not None:
        rows = rows.filter(officer_id=officer)
    return list(rows.order_by("-at", "-pk")[:RECORDS]) if measure in MEASURES else []
