"""Reading tasks of townships: one task, lists for who sends, answers and does, and what is due when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from tongban.agencies.queries import body_keyed
from tongban.delegation.models import DutyLineRow, TownshipTask
from tongban.delegation.queries.candidates import year_before
from tongban.delegation.queries.duties import lines_in_force
from tongban.delegation.rules.duties import BASIC, COOPERATING, TAKEN_BACK
from tongban.delegation.rules.tasks import OPEN, WITH_TOWNSHIP, State
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import time_of_day

LISTS = ("open", "held", "late", "emergency", "back", "unlisted", "offloading", "done", "all")
COUNTED = ("all", "unlisted", "held", "back", "offloading")


def government(on: date) -> UUID | None:
    """The county government's body; None where the installation has none."""
    try:
        return body_keyed("government", on).id
    except Refused:
        return None


def closing(day: date) -> datetime:
    """When the office closes on a day."""
    return timezone.make_aware(datetime.combine(day, time_of_day("office.day_end", day)))


def task(task_id: UUID) -> TownshipTask | None:
    """One task with the bodies and lines it names; one statement."""
    return TownshipTask.objects.select_related("line", "given_line", "officer").filter(pk=task_id).first()


def in_batch(batch: UUID) -> list[TownshipTask]:
    """The tasks sent together."""
    return list(TownshipTask.objects.filter(batch=batch).order_by("id"))


@dataclass(frozen=True, slots=True)
class SentRef:
    """One task of a batch as others see it: its township, whether it went down, what money comes with it."""

    id: UUID
    batch: UUID
    township_id: UUID
    state: str
    money: int


def sent_refs(batch: UUID) -> list[SentRef]:
    """The tasks sent together, for those outside this thing."""
    return [SentRef(row.pk, row.batch, row.township_id, row.state, row.money) for row in in_batch(batch)]


def lines_cited(code: str, townships: Iterable[UUID], on: date) -> dict[UUID, DutyLineRow]:
    """Township → its line with this code in force on a day."""
    if not code:
        return {}
    rows = lines_in_force(on, code=code, duty_list__township_id__in=list(townships))
    return {row.duty_list.township_id: row for row in rows}


def senders_own(sender: UUID, on: date) -> list[str]:
    """What the lists in force leave to a body: what it does where it leads, and what it took over from townships."""
    mine = Q(lead_id=sender) | Q(taker_id=sender)
    rows = DutyLineRow.objects.filter(mine, pk__in=[row.pk for row in lines_in_force(on)])
    texts = {row.item if row.kind == TAKEN_BACK else row.lead_does for row in rows}
    return sorted(texts)


@dataclass(frozen=True, slots=True)
class Choice:
    """A line that a body may cite: its code, its kind, what it is about, how many townships have it."""

    code: str
    kind: str
    item: str
    townships: int


def citable(sender: UUID, on: date) -> list[Choice]:
    """The lines a body may cite: the townships' basic duties, and those it leads in; one a code."""
    found: dict[str, tuple[str, str, int]] = {}
    for row in lines_in_force(on, kind__in=(BASIC, COOPERATING)):
        if row.kind == BASIC or row.lead_id == sender:
            kind, item, number_of = found.get(row.code, (row.kind, row.item, 0))
            found[row.code] = (kind, item, number_of + 1)
    return [Choice(code, *told) for code, told in sorted(found.items())]


def taken_back_lines(township: UUID, on: date) -> list[DutyLineRow]:
    """The lines by which superiors took duties over from a township."""
    return lines_in_force(on, kind=TAKEN_BACK, duty_list__township_id=township)


def seen_by(by: Actor, on: date) -> Q:
    """Which tasks a post sees: the county all, others what they sent and what was sent to them."""
    if by.body_id is not None and by.body_id == government(on):
        return Q()
    return Q(sender_id=by.body_id) | Q(township_id=by.body_id)


def listed(of: str, now: datetime) -> Q:
    """The tasks of one list."""
    return {
        "open": Q(state__in=WITH_TOWNSHIP),
        "held": Q(state=State.HELD),
        "late": Q(state__in=OPEN, due_at__lt=now) | Q(answered_at=None, answer_by__lt=now),
        "emergency": Q(answered_at=None) & ~Q(emergency=""),
        "back": Q(state__in=(State.GIVEN_BACK, State.RETURNED)),
        "unlisted": Q(line=None),
        "offloading": ~Q(signs=[]),
        "done": Q(state=State.REPORTED),
        "all": Q(),
    }[of]


@dataclass(frozen=True, slots=True)
class Sender:
    """What one body sent to townships within a year: how many tasks each of the lists `COUNTED` has of it."""

    sender_id: UUID
    figures: dict[str, int]


def sent_by(sender: UUID, now: datetime) -> Q:
    """What a body sent within a year: the rows behind its figures."""
    return Q(sender_id=sender, sent_at__gt=year_before(now))


def senders(seen: Q, now: datetime) -> list[Sender]:
    """The bodies that sent tasks within a year, who sent most without a line first; one statement."""
    rows = TownshipTask.objects.filter(seen, sent_at__gt=year_before(now))
    each = {of: Count("pk", filter=listed(of, now) or None) for of in COUNTED}
    counted = rows.values_list("sender_id").annotate(**each)
    found = [Sender(sender, dict(zip(COUNTED, figures, strict=True))) for sender, *figures in counted]
    return sorted(found, key=lambda one: (-one.figures["unlisted"], -one.figures["all"], str(one.sender_id)))


def tasks(seen: Q, of: str, now: datetime, *, after: tuple[datetime, UUID] | None, limit: int) -> list[TownshipTask]:
    """A page of a list by what is due first; one row more than `limit` when there is another page."""
    rows = TownshipTask.objects.filter(seen & listed(of, now)).select_related("line")
    if after is not None:
        rows = rows.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], id__gt=after[1]))
    return list(rows.order_by("due_at", "id")[: limit + 1])


def tasks_of(township: UUID, since: date) -> list[TownshipTask]:
    """What came to a township since a day, what is due first; without the long words. One statement."""
    rows = TownshipTask.objects.filter(township_id=township, sent_at__gte=closing(since))
    return list(rows.select_related("line", "given_line").defer("words", "report").order_by("due_at", "id"))


def unregularised(now: datetime) -> list[TownshipTask]:
    """Emergencies that passed and the county has not yet answered for, whose day is over: red."""
    rows = TownshipTask.objects.filter(listed("emergency", now), answer_by__lt=now)
    return list(rows.order_by("answer_by"))


@dataclass(frozen=True, slots=True)
class Returned:
    """A task on no list that the county returned to its sender; of several townships, one of the batch."""

    task_id: UUID
    sender_id: UUID
    title: str
    at: datetime


def returned_between(senders: Iterable[UUID], since: datetime, before: datetime) -> list[Returned]:
    """The tasks that the county returned to some bodies in a span, one a batch, the oldest first; one statement."""
    rows = TownshipTask.objects.filter(
        sender_id__in=list(senders), state=State.RETURNED, answered_at__gte=since, answered_at__lt=before
    )
    told = rows.order_by("answered_at", "batch", "id").values_list("batch", "id", "sender_id", "title", "answered_at")
    first: dict[UUID, Returned] = {}
    for batch, task_id, sender, title, at in told:
        if at is not None:
            first.setdefault(batch, Returned(task_id, sender, title, at))
    return list(first.values())
