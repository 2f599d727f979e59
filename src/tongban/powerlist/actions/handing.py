"""Many powers change hands at once: given to townships from one moment on, and taken back; all of them or none.

The rows that were read are locked before anything is judged, the county's row too where a township's own is laid over
it: whoever receives or decides meanwhile finds that its row has moved and reads again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.actions.conferring import Batch
from tongban.powerlist.actions.holdings import need_county_office
from tongban.powerlist.actions.items import need_basis
from tongban.powerlist.actions.openwork import Carried, Passage, carry_over
from tongban.powerlist.events.holdings import HoldingBroughtForward, HoldingEnded, HoldingOverlaid
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.queries.standings import standings
from tongban.powerlist.rules.handing import Change, Grant, Handing, Lines, handed, handing_problem, returned


class Handed(NamedTuple):
    """What became of one handing: the new row, by which row whose power it was, and whether that row ended with it."""

    holding_id: UUID
    former_id: UUID
    row_id: UUID
    ends: bool

    @property
    def ended_id(self) -> UUID | None:
        """The place's own row that it ended, if any."""
        return self.row_id if self.ends else None


@transaction.atomic
def hand_down(
    *, handings: Sequence[Handing], basis_doc: str, by: Actor, at: datetime, closes: bool = False,
    judged: Lines | None = None, by_law: bool = False,
) -> tuple[list[Handed], Carried]:  # fmt: skip
    """Gives powers to bodies at places from one moment on; answers what became of each, in order, and what was carried.

    With `closes` nothing more is decided under a place's own row that ends here: open cases move along. What came in
    since a moment that has passed meanwhile goes along in any case (see `carry_over`, also for `by_law`).

    Where a term ends, what the place had before stands again. Refused, all of them, when `handing_problem` says so of
    one. `judged`: the rows, locked in this transaction, by which the caller found no `handing_problem` with any.
    """
    need_county_office(by)
    need_basis(basis_doc)
    lines = judged
    if lines is None:
        lines = standings({(one.item_id, one.function) for one in handings}, lock=True)
        _stop_problems(handings, lines, at)
    batch, over = Batch(basis_doc, by, at), Counter[UUID]()
    done = [_hand(one, lines, batch, over, closes) for one in handings]
    starts = min((one.start for one in handings), default=at)
    for key, places in over.items():
        row = lines.by_id[key]
        batch.respan(row, HoldingOverlaid(starts, places, basis_doc), row.start, row.until)
    _write(batch)
    return done, _carry(handings, done, lines, batch, by_law)


def _carry(handings: Sequence[Handing], done: Sequence[Handed], lines: Lines, batch: Batch, by_law: bool) -> Carried:
    formers = {one.row_id: lines.by_id[one.row_id] for one in done}
    passages = (
        Passage(one.place_id, formers[made.row_id], made.holding_id) for one, made in zip(handings, done, strict=True)
    )
    since = min((one.start for one in handings), default=batch.at)
    return carry_over(
        passages, formers=formers.values(), lines=lines, since=since, document=batch.basis_doc, by=batch.by,
        at=batch.at, by_law=by_law,
    )  # fmt: skip


def _stop_problems(handings: Sequence[Handing], lines: Lines, at: datetime) -> None:
    for one in handings:
        problem = handing_problem(one, lines, at)
        if problem is not None:
            raise Refused(problem)


def _hand(one: Handing, lines: Lines, batch: Batch, over: Counter[UUID], closes: bool) -> Handed:
    change = handed(one, lines)
    row, made = change.row, _write_down(batch, change, one.start, closes)
    assert row is not None  # somebody has what is handed
    assert made is not None  # and it goes to somebody
    if not change.spans:
        over[row.id] += 1
    return Handed(made, row.body_id, row.id, bool(change.spans))


def _write_down(batch: Batch, change: Change, moment: datetime, closes: bool) -> UUID | None:
    """The rows of one change and what is told of them; answers the first new row, if there is one."""
    made = _grant(batch, change.grants[0]) if change.grants else None
    for number, one in enumerate(change.spans):
        told = HoldingBroughtForward(moment, batch.basis_doc) if number else HoldingEnded(moment, batch.basis_doc)
        batch.respan(one.row, told, one.start, one.until, closes=closes and not number)
    for later in change.grants[1:]:
        _grant(batch, later)
    return made


def _grant(batch: Batch, new: Grant) -> UUID:
    one = new.what
    what = (one.item_id, one.place_id, one.function, one.body_id, one.legal_form, new.former)
    return batch.grant((one.key or uuid7(), *what), one.start, one.until)


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

    With `closes` nothing more is decided under the ended rows from then on: open cases move along. What came in since
    the moment, because the act itself took until after it, goes back in any case.

    The county's head does this, or the list office. Refused, all of them, when one is not in force at that moment.
    """
    if not (by.has("lead") and reach_of(by).everything):
        need_county_office(by)
    need_basis(basis_doc)
    if moment <= at:
        raise refuse("holding.past", zh="收回应从以后的时间起生效。", en="It is taken back from a later moment on.")
    lines = standings(_kinds(returns), lock=True)
    batch, after = Batch(basis_doc, by, at), dict[UUID, UUID]()
    for one in returns:
        before = lines.by_id[one.before_id] if one.before_id is not None else None
        change = returned(lines.by_id.get(one.holding_id), before, lines, moment)
        made = _write_down(batch, change, moment, closes)
        stands = made if change.row is None else change.row.id
        assert stands is not None  # a power never lapses
        after[one.holding_id] = stands
    _write(batch)
    ended = [lines.by_id[key] for key in after]
    passages = (Passage(row.place_id, row, after[row.id]) for row in ended)
    carry_over(passages, formers=ended, lines=lines, since=moment, document=basis_doc, by=by, at=at)
    return after


def _kinds(returns: Sequence[Return]) -> set[tuple[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT item_id, function FROM powerlist_powerholding WHERE id = ANY(%s)",
            [[one.holding_id for one in returns]],
        )
        return set(cursor.fetchall())


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
