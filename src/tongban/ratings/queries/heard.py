"""What ratings and surveys say about items, for whoever weighs which powers to cut or to send down (D-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count

from tongban.ratings.models import Rating, Survey, SurveyAnswer, SurveyDraw
from tongban.ratings.queries.ratings import SHOWN, midnight
from tongban.ratings.queries.surveys import questions_in


@dataclass(frozen=True, slots=True)
class LowRating:
    """One of the last two of five levels, of a matter or visit about an item; none that was excluded on appeal."""

    item_id: UUID
    rating_id: UUID
    number: str
    level: int
    at: datetime


def low_ratings(since: date, until: date, item: UUID | None = None) -> list[LowRating]:
    """Bad ratings about items (of one, or of all) from a day to a day, the newest first; one statement."""
    rows = Rating.objects.filter(
        SHOWN["bad"], rated_at__gte=midnight(since), rated_at__lt=midnight(until + timedelta(days=1))
    )
    if item is not None:
        rows = rows.filter(occasion__item_id=item)
    told = rows.order_by("-rated_at", "-pk").values_list(
        "occasion__item_id", "pk", "occasion__number", "level", "rated_at"
    )
    # A rated order of 12345 is about no item.
    return [LowRating(of, pk, no, level, at) for of, pk, no, level, at in told if of is not None]


@dataclass(frozen=True, slots=True)
class Named:
    """How many of those who answered a survey named an item in a question: its answer is the item's name or code."""

    item_id: UUID
    survey_id: UUID
    title: str
    question: str
    votes: int
    base: int


def named_in_surveys(names: Mapping[str, UUID], since: date, until: date) -> list[Named]:
    """Answers that name an item, of surveys made from a day to a day; `names` are names and codes. Three statements.

    Answers carry no person, so what people think of an item is asked by its name or not at all.
    """
    made = Survey.objects.filter(made_at__gte=midnight(since), made_at__lt=midnight(until + timedelta(days=1)))
    asked = [
        (row, one, key, names[answer.strip()])
        for row in made.order_by("-made_at", "-pk")
        for one in questions_in(row)
        for key, answer in zip(one.options(), one.answers, strict=True)
        if answer.strip() in names
    ]
    wanted = {row.pk for row, *_ in asked}
    counted = {
        (survey, question, answer): n
        for survey, question, answer, n in SurveyAnswer.objects.filter(survey_id__in=wanted)
        .values_list("survey_id", "question", "answer").annotate(n=Count("pk"))
    }  # fmt: skip
    bases = dict(
        SurveyDraw.objects.filter(survey_id__in=wanted, answered_at__isnull=False)
        .values_list("survey_id").annotate(n=Count("pk"))
    )  # fmt: skip
    found = [
        Named(item, row.pk, row.title, one.text, counted.get((row.pk, one.key, key), 0), bases.get(row.pk, 0))
        for row, one, key, item in asked
    ]
    return [one for one in found if one.votes]
