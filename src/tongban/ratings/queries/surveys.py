"""Reading surveys: the frame a sample is drawn from, figures with their base, and which surveys ask a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from tongban.kernel.actor import Actor, ActorKind
from tongban.ratings.models import Occasion, Survey, SurveyAnswer, SurveyDraw
from tongban.ratings.rules.surveys import Figure, Question, figures

MOST = 100


def frame_of(since: date, until: date, body: UUID | None) -> dict[UUID, UUID]:
    """Matters that ended on the days from `since` to `until`, each with its person; of one body or of all."""
    first = timezone.make_aware(datetime.combine(since, time()))
    night = timezone.make_aware(datetime.combine(until + timedelta(days=1), time()))
    rows = Occasion.objects.filter(kind="matter", opened_at__gte=first, opened_at__lt=night)
    rows = rows.filter(body_id=body) if body is not None else rows
    return dict(rows.values_list("pk", "party_id"))


def questions_in(row: Survey) -> tuple[Question, ...]:
    """The questions of a survey as values."""
    return tuple(Question(one["key"], one["text"], tuple(one["answers"])) for one in row.questions)


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A survey with its base: how many were drawn, how many answered, and each answer's figure."""

    survey: Survey
    drawn: int
    answered: int
    results: tuple[tuple[Question, tuple[Figure, ...]], ...]


def surveys() -> tuple[list[Survey], int]:
    """The newest surveys first, at most `MOST`; how many these are if there are more, else 0."""
    found = list(Survey.objects.order_by("-made_at")[: MOST + 1])
    return found[:MOST], MOST if len(found) > MOST else 0


def survey_view(survey_id: UUID) -> SurveyView | None:
    """One survey with its figures; three statements."""
    row = Survey.objects.filter(pk=survey_id).first()
    if row is None:
        return None
    told = SurveyDraw.objects.filter(survey=row).aggregate(drawn=Count("pk"), answered=Count("answered_at"))
    counted: dict[str, dict[str, int]] = {}
    found = SurveyAnswer.objects.filter(survey=row).values_list("question", "answer").annotate(n=Count("pk"))
    for question, answer, number in found:
        counted.setdefault(question, {})[answer] = number
    results = tuple((one, figures(one, counted.get(one.key, {}))) for one in questions_in(row))
    return SurveyView(row, told["drawn"], told["answered"], results)


def asks(by: Actor, now: datetime) -> list[Survey]:
    """The open surveys that were drawn to ask a citizen and that they have not answered."""
    if by.kind is not ActorKind.CITIZEN or by.ref is None:
        return []
    drawn = SurveyDraw.objects.filter(party_id=by.ref, answered_at=None, survey__closes_at__gt=now)
    return [one.survey for one in drawn.select_related("survey").order_by("survey__made_at")]
