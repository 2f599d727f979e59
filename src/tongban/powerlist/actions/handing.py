"""Many powers change hands at once: given to townships from one moment on, and taken back; all of them or none.

The rows that were read are locked before anything is judged, the county's row too where a township's own is laid over
it: whoever receives or decides meanwhile finds that its row has moved and reads again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.actions.conferring import Batch
from tongban.powerlist.actions.holdings import need_county_office
from tongban.powerlist.actions.items import need_basis
from tongban.powerlist.events.holdings import HoldingBroughtForward, HoldingEnded, HoldingOverlaid
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.queries.standings import Lines, Standing, standings
from tongban.powerlist.rules.holdings import handing_problem


@dataclass(frozen=True, slots=True)
class Handing:
    """A body is to hold a function of a power at a place from `start` on, until `until` where it is for a term.

    `key`: the id that its row is to bear, so that whoever asks for it need not be told.
    """

    item_id: UUID
    place_id: UUID
    function: str
    body_id: UUID
    legal_form: str
    start: datetime
    until: datetime | None = None
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one handing: the new row, whose power it was, and the place's own row that it ended, if any."""

    holding_id: UUID
    former_id: UUID
    ended_id: UUID | None


@transaction.atomic
def hand_down(
    *, handings: Sequence[Handing], basis_doc: str, by: Actor, at: datetime, closes: bool = False
) -> list[Handed]:
    """Gives powers to bodies at places from a moment after `at`; answers what became of each, in order.

    With `closes` nothing more is decided under a place's own row that ends here: open cases move along.

    Where a term ends, what the place had before stands again. Refused, all of them, when one power has nobody at its
    place, is that body's already, changes hands later already, or would begin before it is written.
    """
    need_county_office(by)
    need_basis(basis_doc)
    lines = standings({(one.item_id, one.function) for one in handings}, lock=True)
    batch, handed, over = Batch(basis_doc, by, at), [], Counter[UUID]()
    for one in handings:
        handed.append(_hand(one, _stop(one, lines, at), batch, over, closes))
    starts = min((one.start for one in handings), default=at)
    for key, places in over.items():
        row = lines.by_id[key]
        batch.respan(row, HoldingOverlaid(starts, places, basis_doc), row.start, row.until)
    _write(batch)
    return handed


def _stop(one: Handing, lines: Lines, at: datetime) -> Standing:
    """The row that stands there, unless it cannot be handed down."""
    row = lines.at(one.item_id, one.place_id, one.function, one.start)
    own = lines.own(one.item_id, one.place_id, one.function)
    problem = handing_problem(
        had=row is not None, same_body=row is not None and row.body_id == one.body_id,
        later=any(other.start >= one.start for other in own),
        bounded=any(other.start < one.start and other.until is not None and other.until > one.start for other in own),
        past=one.start <= at, ends_first=one.until is not None and one.until <= one.start,
    )  # fmt: skip
    if problem is not None:
        raise Refused(problem)
    assert row is not None  # asked by `handing_problem`
    return row


def _grant(batch: Batch, one: Handing, former: UUID | None) -> UUID:
    what = (one.item_id, one.place_id, one.function, one.body_id, one.legal_form, former)
    return batch.grant((one.key or uuid7(), *what), one.start, one.until)


def _hand(one: Handing, row: Standing, batch: Batch, over: Counter[UUID], closes: bool) -> Handed:
    former = row.body_id if one.legal_form != "co_handling" else None
    made = _grant(batch, one, former)
    if row.place_id != one.place_id:
        over[row.id] += 1
        return Handed(made, row.body_id, None)
    batch.respan(row, HoldingEnded(one.start, batch.basis_doc), row.start, one.start, closes=closes)
    if one.until is not None:
        back = Handing(one.item_id, one.place_id, one.function, row.body_id, row.legal_form, one.until)
        _grant(batch, back, row.supervisor_id)
    return Handed(made, row.body_id, row.id)


@dataclass(frozen=True, slots=True)
class Return:
    """A power goes back: the row that ends, and the place's own row that stood before it, if there was one."""

    holding_id: UUID
    before_id: UUID | None


@transaction.atomic
def hand_back(
    *, returns: Sequence[Return], moment: datetime, basis_doc: str, by: Actor, at: datetime, closes: bool = False
) -> dict[UUID, UUID]:
    """Takes powers back at a moment after `at`; answers for each ended row which row holds from then on.

    With `closes` nothing more is decided under the ended rows from then on: open cases move along.

    The county's head does this, or the list office. Refused, all of them, when one is not in force at that moment.
    """
    if not (by.has("lead") and reach_of(by).everything):
        need_county_office(by)
    need_basis(basis_doc)
    if moment <= at:
        raise refuse("holding.past", zh="收回应从以后的时间起生效。", en="It is taken back from a later moment on.")
    lines = standings(_kinds(returns), lock=True)
    batch, after = Batch(basis_doc, by, at), {}
    for one in returns:
        row = lines.by_id.get(one.holding_id)
        if row is None or not row.covers(moment):
            raise refuse(
                "holding.ended", zh="没有可以在这个时间收回的职权。", en="There is no holding that could end then."
            )
        batch.respan(row, HoldingEnded(moment, basis_doc), row.start, moment, closes=closes)
        after[row.id] = _stand_again(row, one, lines, batch, moment)
    _write(batch)
    return after


def _kinds(returns: Sequence[Return]) -> set[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT item_id, function FROM powerlist_powerholding WHERE id = ANY(%s)",
            [[one.holding_id for one in returns]],
        )
        return set(cursor.fetchall())


def _stand_again(row: Standing, one: Return, lines: Lines, batch: Batch, moment: datetime) -> UUID:
    """What stood before at the place again, else the row of the place above."""
    if one.before_id is not None:
        before = lines.by_id[one.before_id]
        waiting = [other for other in lines.own(row.item_id, row.place_id, row.function) if other.start == row.until]
        if row.until is not None and waiting:
            batch.respan(waiting[0], HoldingBroughtForward(moment, batch.basis_doc), moment, waiting[0].until)
            return waiting[0].id
        back = Handing(row.item_id, row.place_id, row.function, before.body_id, before.legal_form, moment)
        return _grant(batch, back, before.supervisor_id)
    above = lines.above(row, moment)
    if above is None:
        raise refuse(
            "holding.lapse", zh="收回以后没有单位行使这项职权，请先定下由谁行使。",
            en="Nobody would hold this power afterwards; first say who.",
        )  # fmt: skip
    return above.id


def _write(batch: Batch) -> None:
    try:
        with transaction.atomic():
            batch.write()
    except IntegrityError as error:
        raise refuse(
            "holding.taken",
            zh="这段时间里该地的这项职能已有单位行使，请刷新后再看。",
            en="Another body holds this function there at that time. Reload and look again.",
        ) from error
