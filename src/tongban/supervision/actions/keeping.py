"""What supervision keeps beside the cards: due moments, and each case's line on the wall. Written by sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.ledger.events import Entry
from tongban.supervision.models import Watched
from tongban.supervision.rules.clocks import clock_of
from tongban.supervision.rules.engine import Finding
from tongban.supervision.rules.track import Track, moment_of, uuid_of
from tongban.supervision.rules.world import World

# What is as it was is not touched: an event leaves most of a case's moments where they are.
_TIMERS: Final = """
WITH due AS MATERIALIZED (
  SELECT * FROM unnest(%s::text[], %s::uuid[], %s::text[], %s::text[], %s::timestamptz[])
    AS d(subject_kind, subject_id, rule, occurrence, due_at)
), gone AS (
  DELETE FROM supervision_timer t USING unnest(%s::text[], %s::uuid[]) AS s(subject_kind, subject_id)
  WHERE t.subject_kind = s.subject_kind AND t.subject_id = s.subject_id AND NOT EXISTS (
    SELECT FROM due d WHERE (d.subject_kind, d.subject_id, d.rule, d.occurrence)
      = (t.subject_kind, t.subject_id, t.rule, t.occurrence))
)
INSERT INTO supervision_timer (subject_kind, subject_id, rule, occurrence, due_at)
SELECT * FROM due d WHERE NOT EXISTS (
  SELECT FROM supervision_timer t WHERE (t.subject_kind, t.subject_id, t.rule, t.occurrence, t.due_at)
    = (d.subject_kind, d.subject_id, d.rule, d.occurrence, d.due_at))
ON CONFLICT (subject_kind, subject_id, rule, occurrence) DO UPDATE SET due_at = excluded.due_at
"""


def write_timers(subjects: Sequence[tuple[str, UUID]], due: Sequence[tuple[Track, Finding]]) -> None:
    """Writes what time alone will break for some subjects, in place of what was written before; one statement."""
    rows = {(track.kind, track.subject, one.rule.code, one.hit.occurrence): one.hit.at for track, one in due}
    columns: list[list[Any]] = [[key[part] for key in rows] for part in range(4)]
    about: list[list[Any]] = [[kind for kind, _ in subjects], [subject for _, subject in subjects]]
    with connection.cursor() as cursor:
        cursor.execute(_TIMERS, [*columns, [*rows.values()], *about])


def write_lines(cases: Sequence[tuple[Track, World]]) -> None:
    """Brings the lines of some cases on the wall up to date; one statement."""
    rows = [_line(track, world) for track, world in cases if track.facts[0].type == "case.received"]
    Watched.objects.bulk_create(rows, update_conflicts=True, unique_fields=["subject_id"], update_fields=COLUMNS)


def _line(track: Track, world: World) -> Watched:
    begun, decided, accepted = track.facts[0], track.first("case.decided"), track.last("case.accepted")
    promise, law = clock_of(track, "whole_promised", world), clock_of(track, "whole_statutory", world)
    clock, body_post = promise or law, track.decider()
    return Watched(
        subject_id=track.subject,
        number=str(track.told("number") or ""), item_id=track.item, version_id=uuid_of(track.version),
        channel=str(track.told("channel") or "")[:12], place_id=track.place, body_id=track.lead,
        hand_body_id=body_post[0], hand_post_id=body_post[1], window_post_id=begun.post_id, state=track.state[:16],
        received_at=begun.at, accepted_at=_counted(accepted), decided_at=decided.at if decided else None,
        promised_at=promise.ends(world).at if promise else None, statutory_at=law.ends(world).at if law else None,
        stopped_at=clock.stopped if clock else None, closed_at=track.facts[-1].at if track.over else None,
        decision=str(decided.data.get("decision") or "") if decided else "",
    )  # fmt: skip


def _counted(accepted: Entry | None) -> datetime | None:
    return (moment_of(accepted.data.get("counted_from")) or accepted.at) if accepted else None


COLUMNS: Final = [one.name for one in Watched._meta.concrete_fields if not one.primary_key]
