"""Words that people searched for and did not find, for the list office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from tongban.powerlist.models import SearchMiss


@dataclass(frozen=True, slots=True)
class MissedWords:
    """Words with how often they were searched for since a day, and when last."""

    words: str
    times: int
    last: date


def missed_words(since: date, limit: int) -> tuple[list[MissedWords], int]:
    """Words searched for more than once since a day, most often first, and how many were searched for only once.

    A word of one search alone may be somebody's own, so it is counted and not shown.
    """
    counted = SearchMiss.objects.filter(day__gte=since).values("words").annotate(all=Sum("times"), last=Max("day"))
    shown = counted.filter(all__gt=1).order_by("-all", "words")[:limit]
    return [MissedWords(row["words"], row["all"], row["last"]) for row in shown], counted.filter(all=1).count()
