"""What everybody may read of the line: a month's figures with what is in no base, requests by township, answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count

from tongban.agencies.queries import divisions
from tongban.cases.queries.lookup import clean_number
from tongban.hotline.models import Order, OrderExclusion, PublicAnswer
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.figures import figures
from tongban.hotline.queries.orders import Asked, orders_asked
from tongban.hotline.queries.topics import midnight, town_of
from tongban.hotline.rules.figures import Figures
from tongban.hotline.rules.topics import month_span, suppressed
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class Month:
    """A month's figures; `excluded` by ground of the rules, `elsewhere` by why it was not taken here."""

    first: date
    last: date
    found: Figures
    excluded: tuple[tuple[str, int], ...]
    elsewhere: tuple[tuple[str, int], ...]


def span_of(month: date) -> tuple[datetime, datetime]:
    """The first moment of a month and that of the next."""
    first, last = month_span(month)
    return midnight(first), midnight(last + timedelta(days=1))


def month_figures(month: date, now: datetime) -> Month:
    """The figures of the orders taken in a month, as the line itself counts them."""
    since, until = span_of(month)
    first, last = month_span(month)
    grounds = OrderExclusion.objects.filter(granted=True, order__taken_at__gte=since, order__taken_at__lt=until)
    turned = Order.objects.filter(state="not_taken", taken_at__gte=since, taken_at__lt=until).exclude(kind="misconduct")
    return Month(
        first, last, figures(since=since, until=until, now=now),
        tuple(grounds.values_list("ground").annotate(n=Count("pk")).order_by("ground")),
        tuple(turned.values_list("ending").annotate(n=Count("pk")).order_by("ending")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Town:
    """A township with its requests of a month; None where the number is too small to be told."""

    id: UUID
    name: str
    count: int | None


def by_township(month: date, now: datetime) -> tuple[list[Town], int]:
    """Requests taken in a month by township, the county itself last; and all of them.

    No village, no day and no number below the rulebook's: nobody can be found again in them.
    """
    since, until = span_of(month)
    places = divisions(now.astimezone(ZONE).date())
    towns = town_of(now.astimezone(ZONE).date())
    rows = orders_asked(Asked(view="taken", since=since, until=until), now)
    counts: Counter[UUID] = Counter()
    for place, n in rows.values_list("place_id").annotate(n=Count("pk")):
        counts[towns.get(place, place)] += n
    shown = [place for place in places if place.kind == "township"]
    shown += [place for place in places if place.kind != "township" and place.kind != "village" and counts[place.id]]
    small = number("topic.small", now.astimezone(ZONE).date())
    hidden = suppressed({place.id: counts[place.id] for place in shown}, small=small)
    told = [Town(place.id, place.name, None if place.id in hidden else counts[place.id]) for place in shown]
    return told, counts.total()


def public_answers(size: int, start: int = 0) -> list[PublicAnswer]:
    """The answers that everybody may read, the newest first."""
    rows = PublicAnswer.objects.filter(withdrawn_at=None).order_by("-published_at", "-pk")
    return list(rows[start : start + size])


def answer_of(order_number: str) -> Order | None:
    """The order of a number, for who publishes; None when there is none."""
    return Order.objects.filter(number=clean_number(order_number)).exclude(kind="misconduct").first()
