"""交接: open cases counted before and after a power changes hands, moved where it is said so; both sides sign.

The record is made when the effective moment has come, by the worker. Until a case is moved nobody decides it under a
row that closes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from tongban.agencies.actions.recording import go_on, stop
from tongban.delegation.events.decisions import HandoverRecorded, HandoverSigned, HandoversRecorded
from tongban.delegation.models import Decision, Handover, Line
from tongban.delegation.permissions.decisions import NOT_FOUND, may_sign
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.actions.openwork import Move, count_open, move_counted, stop_loss
from tongban.powerlist.queries.standings import standings
from tongban.powerlist.rules.handing import Lines

LISTED: Final = ("files", "seals", "accounts", "templates", "contacts")
INSTANT: Final = timedelta(microseconds=1)
AT_ONCE: Final = 200


def hand_over_due(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Makes all records that are due; answers how many. The worker calls it every minute.

    Lines whose open work stays go by hundreds, a transaction each time; where open work moves along, line by line.
    What is refused holds nothing else up: the first refusal is raised when the rest is done.
    """
    done, refused = 0, list[Refused]()
    for decision_id, back, lines in _due(at):
        left = _record_many(decision_id, lines, back=back, by=by, at=at)
        done += len(lines) - len(left)
        for line_id in left:
            try:
                hand_over(line_id=line_id, back=back, by=by, at=at)
            except Refused as told:
                refused.append(told)
            else:
                done += 1
    if refused:
        raise refused[0]
    return done


def _due(at: datetime) -> Iterator[tuple[UUID, bool, list[UUID]]]:
    """Lines that changed hands by `at` without a record yet, by decision and hundreds, and whether they went back."""
    lines = Line.objects.filter(holding__isnull=False)
    for back, moved in ((False, lines.filter(starts_at__lte=at)), (True, lines.filter(ends_at__lte=at))):
        recorded = Handover.objects.filter(line=OuterRef("pk"), back=back)
        due = moved.filter(~Exists(recorded)).order_by("decision_id", "id").values_list("decision_id", "id")
        for decision_id, rows in groupby(list(due), key=itemgetter(0)):
            ids = [pk for _, pk in rows]
            for first in range(0, len(ids), AT_ONCE):
                yield decision_id, back, ids[first : first + AT_ONCE]


@transaction.atomic
def _record_many(decision_id: UUID, ids: Sequence[UUID], *, back: bool, by: Actor, at: datetime) -> list[UUID]:
    """Records the lines of a decision whose open work stays where it is; answers those left for `hand_over`.

    Left are those whose open work is to move, and those whose count does not stay the same.
    """
    row = Decision.objects.select_for_update().get(pk=decision_id)
    recorded = set(Handover.objects.filter(line__in=ids, back=back).values_list("line_id", flat=True))
    lines = [one for one in Line.objects.filter(pk__in=ids).order_by("id") if one.pk not in recorded]
    known = standings({(one.item_id, "decide") for one in lines})
    moves = [_move(row, one, back, known) for one in lines]
    stays, left = dict[UUID, int](), list[UUID]()
    for one, before, after in zip(lines, count_open(moves), count_open(moves), strict=True):
        if before == after and not (before and _goes_along(row, one, back)):
            stays[one.pk] = before
        else:
            left.append(one.pk)
    if stays:
        told = HandoversRecorded(back=back, lines=tuple(f"{pk} {count}" for pk, count in stays.items()))
        seq = go_on(row, told, by=by, at=at)
        Handover.objects.bulk_create(
            Handover(decision=row, line_id=pk, back=back, open_before=count, open_after=count, moved=0, at=at, seq=seq)
            for pk, count in stays.items()
        )
    return left


def _goes_along(row: Decision, line: Line, back: bool) -> bool:
    return line.moves_back if back else row.moves_cases


@transaction.atomic
def hand_over(*, line_id: UUID, back: bool, by: Actor, at: datetime) -> UUID | None:
    """Records the handover of one line, moving its open cases where that was decided; answers the record's id.

    Refused when anything open would be lost: the count before is the count after.
    """
    line = Line.objects.filter(pk=line_id).first()
    if line is None:
        raise Refused(NOT_FOUND)
    row = Decision.objects.select_for_update().get(pk=line.decision_id)
    if Handover.objects.filter(line=line, back=back).exists():
        return None
    move = _move(row, line, back, standings({(line.item_id, "decide")}))
    before, moved = move_counted(move, by=by, at=at) if _goes_along(row, line, back) else (_same(move), 0)
    event = HandoverRecorded(line=line.pk, back=back, open_before=before, open_after=before, moved=moved)
    seq = go_on(row, event, by=by, at=at, place_id=line.place_id)
    made = Handover(decision=row, line=line, back=back, open_before=before, open_after=before, moved=moved, at=at)
    made.seq = seq
    made.save(force_insert=True)
    return made.pk


def _same(move: Move) -> int:
    """What is open and stays, counted twice like everything else that is handed over."""
    (before,), (after,) = count_open([move]), count_open([move])
    stop_loss(before, after)
    return before


def _move(row: Decision, line: Line, back: bool, lines: Lines) -> Move:
    """From the row in force just before the moment to the row in force at it."""
    moment = line.ends_at if back else line.starts_at
    assert moment is not None  # `_due` asks
    old = lines.at(line.item_id, line.place_id, "decide", moment - INSTANT)
    new = lines.at(line.item_id, line.place_id, "decide", moment)
    assert old is not None  # a power never lapses
    assert new is not None
    document = line.end_document if back else row.number
    return Move(line.item_id, line.place_id, old.id, new.id, document, before=moment)


@transaction.atomic
def sign_handover(*, handover_id: UUID, side: str, listed: dict[str, int], by: Actor, at: datetime) -> None:
    """One side signs: `giver` or `receiver`, by the head of its body; `listed` counts files, seals, accounts …

    Refused for others, and when that side signed already. The one who signs first writes the list; the other agrees.
    """
    found = Handover.objects.select_for_update().select_related("line").filter(pk=handover_id).first()
    if found is None or side not in ("giver", "receiver"):
        raise Refused(NOT_FOUND)
    line = found.line
    stop(may_sign(by, line.giver_id if side == "giver" else line.receiver_id))
    field = f"{side}_signed_at"
    if getattr(found, field) is not None:
        raise refuse("handover.signed", zh="本单位已经签过字。", en="Your side has signed already.")
    row = Decision.objects.select_for_update().get(pk=found.decision_id)
    found.seq = go_on(row, HandoverSigned(line=line.pk, back=found.back, side=side), by=by, at=at)
    if found.giver_signed_at is None and found.receiver_signed_at is None:
        found.listed = {key: max(int(listed.get(key, 0)), 0) for key in LISTED}
    setattr(found, field, at)
    found.save(update_fields=["listed", field, "seq"])
