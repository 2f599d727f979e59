"""Watching: event after event, and what time alone breaks. The same engine for both, and for a replay.

Events are taken in rounds, because statements cost more than rules: a round reads and writes each table once, while
each event is judged by itself, in the global order, by what the ledger told up to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.ledger.queries import events_before, events_of
from tongban.supervision.actions.keeping import write_lines, write_timers
from tongban.supervision.actions.raising import raise_card
from tongban.supervision.models import Card, Timer
from tongban.supervision.queries.rules import editions
from tongban.supervision.queries.world import LiveWorld, Noted
from tongban.supervision.rules.engine import Engine, Finding, key_of
from tongban.supervision.rules.shipped.every import SHIPPED
from tongban.supervision.rules.track import Track, track_of

OWN: Final = frozenset({"card", "supervision_rule", "recommendation"})
BATCH: Final = 200
Subject = tuple[str, UUID]


def watch_event(entry: Entry) -> int:
    """What one event breaks, told once. Answers how many cards."""
    return watch_events([entry])


@transaction.atomic(savepoint=False)
def watch_events(entries: Sequence[Entry]) -> int:
    """What some events in their order break, told once; runs in the transaction that moves the follower on. Answers how
    many cards. The rules see the ledger up to each event and nothing later.
    """
    heads: dict[Subject, int] = {}
    for entry in entries:
        if _cared_for(entry):
            heads.setdefault((entry.kind, entry.subject), entry.seq)
    if not heads:
        return 0
    _alone([subject for _, subject in heads])
    tracks = {key: track_of(facts) or Track(*key) for key, facts in _before(heads).items()}
    watch = Round(tracks)
    raised = sum(watch.event(entry) for entry in entries if entry.seq >= heads.get((entry.kind, entry.subject), NEVER))
    watch.write()
    return raised


NEVER: Final = 1 << 62


def _before(heads: dict[Subject, int]) -> dict[Subject, list[Entry]]:
    return events_before([(kind, subject, seq) for (kind, subject), seq in heads.items()])


def _cared_for(entry: Entry) -> bool:
    return entry.kind not in OWN and (entry.kind in TIMED or entry.type in HEARD)


class Round:
    """The events of one transaction: settings and lists are read once, and what is kept is written at the end."""

    def __init__(self, tracks: dict[Subject, Track]) -> None:
        """`tracks`: what each subject's events told before the round."""
        self._tracks, self._editions = tracks, editions()
        self._engine = READY.under(self._editions.wanted)
        self._noted = Noted()
        self._worlds: dict[tuple[tuple[str, int], ...], LiveWorld] = {}
        self._asked: dict[Subject, LiveWorld] = {}
        self._told = _told(tracks)

    def world(self, at: datetime) -> LiveWorld:
        """The lists and figures as they hold at a moment."""
        figures = self._editions.figures(at)
        key = tuple(sorted(figures.items()))
        if key not in self._worlds:
            self._worlds[key] = LiveWorld(figures, self._noted)
        return self._worlds[key]

    def event(self, entry: Entry) -> int:
        """Judges the next event; answers how many cards it raised."""
        key = (entry.kind, entry.subject)
        track, world = self._tracks[key], self.world(entry.at)
        if not _cared_for(entry):
            track.add(entry)
            return 0
        if self._asked.get(key) is not world or track.bounded != len(track.facts):
            self._engine.draw(track, world)
        self._asked[key] = world
        raised = self._raise(self._engine.step(track, entry, world), track, entry.recorded_at)
        if track.kind == "case":
            self._noted.line.seen(track)
        return raised

    def fallen(self, key: Subject, at: datetime) -> int:
        """Raises what has fallen due for a subject by a moment; answers how many cards."""
        track, world = self._tracks[key], self.world(at)
        raised = self._raise(self._engine.fallen(track, at, world), track, at)
        self._asked[key] = world
        return raised

    def _raise(self, found: Iterable[Finding], track: Track, at: datetime) -> int:
        raised = 0
        for one in found:
            key = key_of(track, one)
            if key in self._told:
                continue
            self._told.add(key)
            edition = self._editions.number(one.rule.code, track, one.hit.at)
            raised += raise_card(finding=one, track=track, edition=edition, by=SYSTEM, at=at) is not None
        return raised

    def write(self, after: datetime | None = None) -> None:
        """Writes what the round has noted, and what time alone will break from here on, or from `after` on."""
        moved = [(self._tracks[key], world) for key, world in self._asked.items()]
        write_lines([(track, world) for track, world in moved if track.kind == "case"])
        self._noted.marks.write()
        due = [
            (track, one) for track, world in moved for one in self._engine.due(track, world)
            if one.hit.at >= (after or track.facts[-1].at)
        ]  # fmt: skip
        write_timers([*self._asked], due)


def _told(tracks: Iterable[Subject]) -> set[tuple[object, ...]]:
    """Which cards of the subjects there are, by what makes them once."""
    kinds, subjects = {kind for kind, _ in tracks}, [subject for _, subject in tracks]
    rows = Card.objects.filter(subject_kind__in=kinds, subject_id__in=subjects)
    return set(rows.values_list("rule", "subject_kind", "subject_id", "occurrence"))


def fire_due(*, at: datetime, most: int = BATCH) -> int:
    """Raises what has fallen due by `at`; answers how many cards. Looks at the whole ledger of each subject again, so
    that what happened meanwhile counts though its follower has not come to it."""
    rows = list(Timer.objects.filter(due_at__lt=at).order_by("due_at").values_list("subject_kind", "subject_id")[:most])
    return sum(_fire(kind, subject, at) for kind, subject in dict.fromkeys(rows))


@transaction.atomic
def _fire(kind: str, subject: UUID, at: datetime) -> int:
    _alone([subject])
    track = track_of(events_of(kind, subject))
    if track is None:
        Timer.objects.filter(subject_kind=kind, subject_id=subject).delete()
        return 0
    watch = Round({(kind, subject): track})
    raised = watch.fallen((kind, subject), at)
    watch.write(after=at)
    return raised


_ALONE: Final = """
SELECT pg_advisory_xact_lock(hashtextextended(name, 2)) FROM unnest(%s::text[]) AS name
"""


def _alone(subjects: Iterable[UUID]) -> None:
    """One at a time for a subject: the follower and the timers may come to it at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [[f"supervision.{subject}" for subject in sorted(set(subjects))]])


READY: Final = Engine(SHIPPED)
HEARD: Final = READY.heard
TIMED: Final = frozenset(
    {"case", "certificate", "foreign_case", "record", "ticket", "order", "contact", "push", "rating"}
)
