"""Watching: one event after the other, and what time alone breaks. The same engine for both, and for a replay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.ledger.queries import events_of
from tongban.supervision.actions.raising import raise_card
from tongban.supervision.models import Timer, Watched
from tongban.supervision.queries.rules import Editions, editions
from tongban.supervision.queries.world import LiveWorld
from tongban.supervision.rules.clocks import clock_of
from tongban.supervision.rules.engine import Engine, Finding
from tongban.supervision.rules.shipped.every import SHIPPED
from tongban.supervision.rules.track import Track, moment_of, track_of, uuid_of
from tongban.supervision.rules.world import World

OWN: Final = frozenset({"card", "supervision_rule", "recommendation"})
BATCH: Final = 200


@transaction.atomic(savepoint=False)
def watch_event(entry: Entry) -> int:
    """What one event breaks, told once; runs in the transaction that moves the follower on. Answers how many cards.

    The rules see the ledger up to this event and nothing later.
    """
    if entry.kind in OWN or not _cared_for(entry):
        return 0
    _alone(entry.subject)
    known = editions()
    engine, world = READY.under(known.wanted), LiveWorld(known.figures(entry.at))
    before = events_of(entry.kind, entry.subject) if entry.seq > 1 else [entry]
    facts = [one for one in before if one.seq <= entry.seq]
    track = Track(entry.kind, entry.subject)
    for fact in facts[:-1]:
        track.add(fact)
    found = engine.step(track, facts[-1], world)
    raised = _raise(found, track, known, entry.recorded_at)
    _renew(engine, track, world)
    return raised


def _cared_for(entry: Entry) -> bool:
    return entry.kind in TIMED or entry.type in HEARD


def fire_due(*, at: datetime, most: int = BATCH) -> int:
    """Raises what has fallen due by `at`; answers how many cards. Looks at the whole ledger of each subject again, so
    that what happened meanwhile counts though its follower has not come to it."""
    rows = list(Timer.objects.filter(due_at__lt=at).order_by("due_at").values_list("subject_kind", "subject_id")[:most])
    return sum(_fire(kind, subject, at) for kind, subject in dict.fromkeys(rows))


@transaction.atomic
def _fire(kind: str, subject: UUID, at: datetime) -> int:
    _alone(subject)
    track = track_of(events_of(kind, subject))
    if track is None:
        Timer.objects.filter(subject_kind=kind, subject_id=subject).delete()
        return 0
    known = editions()
    engine, world = READY.under(known.wanted), LiveWorld(known.figures(at))
    raised = _raise(engine.fallen(track, at, world), track, known, at)
    _renew(engine, track, world, after=at)
    return raised


def _raise(found: Iterable[Finding], track: Track, known: Editions, at: datetime) -> int:
    cards = [
        raise_card(finding=one, track=track, edition=known.number(one.rule.code, track, one.hit.at), by=SYSTEM, at=at)
        for one in found
    ]
    return sum(card is not None for card in cards)


def _alone(subject: UUID) -> None:
    """One at a time for a subject: the follower and the timers may come to it at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [f"supervision.{subject}"])


def _renew(engine: Engine, track: Track, world: World, after: datetime | None = None) -> None:
    """Writes what time alone will break from here on, in place of what was written before."""
    Timer.objects.filter(subject_kind=track.kind, subject_id=track.subject).delete()
    last = after or track.facts[-1].at
    Timer.objects.bulk_create(
        Timer(rule=one.rule.code, subject_kind=track.kind, subject_id=track.subject, occurrence=one.hit.occurrence,
              due_at=one.hit.at)
        for one in engine.due(track, world) if one.hit.at >= last
    )  # fmt: skip
    if track.kind == "case":
        _watch(track, world)


def _watch(track: Track, world: World) -> None:
    """The case's line on the wall."""
    begun, decided, accepted = track.facts[0], track.first("case.decided"), track.last("case.accepted")
    if begun.type != "case.received":
        return
    promise, law = clock_of(track, "whole_promised", world), clock_of(track, "whole_statutory", world)
    clock, body_post = promise or law, track.decider()
    row = Watched(
        subject_id=track.subject,
        number=str(track.told("number") or ""), item_id=track.item, version_id=uuid_of(track.version),
        channel=str(track.told("channel") or "")[:12], place_id=track.place, body_id=track.lead,
        hand_body_id=body_post[0], hand_post_id=body_post[1], window_post_id=begun.post_id, state=track.state[:16],
        received_at=begun.at, accepted_at=_counted(accepted), decided_at=decided.at if decided else None,
        promised_at=clock.ends(world).at if clock else None, statutory_at=law.ends(world).at if law else None,
        stopped_at=clock.stopped if clock else None, closed_at=track.facts[-1].at if track.over else None,
        decision=str(decided.data.get("decision") or "") if decided else "",
    )  # fmt: skip
    Watched.objects.bulk_create([row], update_conflicts=True, unique_fields=["subject_id"], update_fields=COLUMNS)


def _counted(accepted: Entry | None) -> datetime | None:
    return (moment_of(accepted.data.get("counted_from")) or accepted.at) if accepted else None


COLUMNS: Final = [one.name for one in Watched._meta.concrete_fields if not one.primary_key]
READY: Final = Engine(SHIPPED)
HEARD: Final = READY.heard
TIMED: Final = frozenset(
    {"case", "certificate", "foreign_case", "record", "ticket", "order", "contact", "push", "rating"}
)
