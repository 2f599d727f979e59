"""Cards as they are read: one with its steps and events, lists by key with their totals, counts that equal lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from tongban.agencies.queries import hands_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.ledger.events import Entry
from tongban.ledger.queries import events_of
from tongban.supervision.models import Card, CardStep, Recommendation
from tongban.supervision.permissions import NOT_YOURS, may_see_card, sees_all
from tongban.supervision.queries.effects import pattern_effect
from tongban.supervision.queries.world import government
from tongban.supervision.rules.cards import OF_THE_BODY, OPEN, State
from tongban.supervision.rules.declare import Grade
from tongban.supervision.rules.track import uuid_of

GRADES: Final = (Grade.DOUBLE_RED, Grade.RED, Grade.YELLOW, Grade.BLUE)
# What a list may be asked for by state: one state, or a group of them.
GROUPS: Final[dict[str, frozenset[State]]] = {
    "open": OPEN, **{state.value: frozenset({state}) for state in State},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of cards shows. `bodies` None: all."""

    bodies: tuple[UUID, ...] | None = None
    grade: str = ""
    state: str = ""
    rule: str = ""
    body: UUID | None = None
    place: UUID | None = None
    item: UUID | None = None
    late: bool = False
    # Only the cards about this post, whatever the bodies say.
    post: UUID | None = None


@dataclass(frozen=True, slots=True)
class CardPage:
    """One page of cards: the rows, the key after which the next begins (None: the end), and how many in all."""

    rows: tuple[Card, ...]
    after: tuple[str, str] | None
    total: int


def bodies_seen(by: Actor, at: datetime) -> tuple[UUID, ...] | None:
    """The bodies whose cards and cases an actor sees; None means all."""
    if sees_all(by, government=government(at)):
        return None
    return (by.body_id,) if by.body_id is not None and by.has("lead") else ()


def cards_asked(asked: Asked, now: datetime) -> QuerySet[Card]:
    """The cards that a list shows and a figure counts: both come from here."""
    rows = Card.objects.all()
    named: dict[str, Any] = {"grade": asked.grade, "rule": asked.rule, "body_id": asked.body, "item_id": asked.item,
                             "place_id": asked.place}  # fmt: skip
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    if asked.post is not None:
        rows = rows.filter(post_id=asked.post)
    elif asked.bodies is not None:
        rows = rows.filter(body_id__in=asked.bodies)
    if asked.state:
        rows = rows.filter(state__in=[str(state) for state in GROUPS.get(asked.state, frozenset())])
    if asked.late:
        rows = rows.filter(state__in=["told", "upheld", "stands"], due_by__lt=now)
    return rows


def card_page(
    asked: Asked, *, now: datetime, size: int, after: tuple[str, str] | None = None, total: int | None = None
) -> CardPage:
    """A page of cards, the newest first, by key; `total`: how many they are, where that is known already."""
    rows = cards_asked(asked, now)
    total = rows.count() if total is None else total
    if after is not None:
        told, key = after
        rows = rows.filter(Q(told_at__lt=told) | Q(told_at=told, pk__lt=key))
    found = list(rows.order_by("-told_at", "-pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return CardPage(tuple(found[:size]), (last.told_at.isoformat(), str(last.pk)) if last else None, total)


def new_since(asked: Asked, moment: datetime, now: datetime) -> int:
    """How many cards of a list were raised after a moment."""
    return cards_asked(asked, now).filter(told_at__gt=moment).count()


@dataclass(frozen=True, slots=True)
class CardView:
    """A card with its steps, its own events and the events of its subject that prove it.

    `version`: the edition of the item under which the case was handled, or which the card is about.
    """

    card: Card
    steps: tuple[CardStep, ...]
    cited: tuple[Entry, ...]
    version: UUID | None = None


def card_view(card_id: UUID, by: Actor, at: datetime) -> CardView:
    """One card for who may see it; a stranger learns nothing of it."""
    card = Card.objects.filter(pk=card_id).first()
    if card is None or may_see_card(by, card.body_id, card.post_id, government=government(at)) is not None:
        raise Refused(NOT_YOURS)
    own = events_of(card.subject_kind, card.subject_id)
    proof = cited(card, own)
    return CardView(card, tuple(card.steps.order_by("seq")), tuple(proof), _version((*proof, *own)))


def cited(card: Card, own: Iterable[Entry]) -> list[Entry]:
    """The events that a card cites, of whatever subjects they are, in the order of their moments."""
    wanted = set(card.cites)
    found = [entry for entry in own if entry.id in wanted]
    missing = wanted - {entry.id for entry in found}
    return sorted([*found, *_events(missing)], key=lambda entry: (entry.at, entry.seq))


def _version(events: Iterable[Entry]) -> UUID | None:
    told = (uuid_of(one.data.get("version_id") or one.data.get("item_version")) for one in events)
    return next((one for one in told if one is not None), None)


def _events(ids: set[UUID]) -> list[Entry]:
    """Some events by id, of several subjects."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT kind, subject_id FROM ledger.event WHERE id = ANY(%s)", [list(ids)])
        subjects = cursor.fetchall()
    return [entry for kind, subject in subjects for entry in events_of(kind, subject) if entry.id in ids]


def concerned(card: Card) -> set[UUID]:
    """Whoever had a part in what a card is about, and so judges nothing of it.

    Who acted in its subject's events, whom it names, in whose hands the post concerned was when the breach happened
    (who let time pass left no event), and who spoke for the body since: explained, appealed, corrected.
    """
    people = {entry.actor for entry in events_of(card.subject_kind, card.subject_id)} | {card.official}
    people |= set(card.steps.filter(act__in=[str(act) for act in OF_THE_BODY]).values_list("by_ref", flat=True))
    if card.post_id is not None:
        people |= {hand.official_id for hand in hands_of([card.post_id], card.since).values()}
    return {one for one in people if one is not None}


def open_about_body(body_id: UUID) -> int:
    """How many cards about a body are not ended yet."""
    return Card.objects.filter(body_id=body_id, state__in=sorted(map(str, OPEN))).count()


def counts_by_rule() -> dict[str, tuple[int, int]]:
    """(cards, lifted ones) of each rule."""
    rows = Card.objects.values("rule").annotate(n=Count("pk"), lifted=Count("pk", filter=Q(state="lifted")))
    return {row["rule"]: (row["n"], row["lifted"]) for row in rows}


def effect_of(row: Recommendation, at: datetime) -> tuple[int, int]:
    """Cards of the same rules against the body in the span since the recommendation, and in as long a span before.

    Of one that rests on a pattern: what whoever knows the pattern counts, before and since.
    """
    if row.pattern_kind:
        return pattern_effect(row, at)
    rules = list(Card.objects.filter(pk__in=row.cards).values_list("rule", flat=True).distinct())
    same = Card.objects.filter(body_id=row.body_id, rule__in=rules)
    span = at - row.made_at
    return (
        same.filter(since__gte=row.made_at - span, since__lt=row.made_at).count(),
        same.filter(since__gte=row.made_at, since__lte=at).count(),
    )


def counts_of_bodies(asked: Asked, now: datetime) -> tuple[dict[UUID | None, dict[str, int]], dict[str, int]]:
    """Cards by body and grade, as the list of that body and grade shows them, and by state; None: of no body."""
    rows = cards_asked(asked, now).values_list("body_id", "grade", "state").annotate(n=Count("pk"))
    found: dict[UUID | None, dict[str, int]] = {}
    states: dict[str, int] = {}
    for body, grade, state, number in rows:
        grades = found.setdefault(body, {})
        grades[grade] = grades.get(grade, 0) + number
        states[state] = states.get(state, 0) + number
    return found, states
