"""Acts on places (行政区划): set up by code, renamed from a day on, ended once nothing hangs on them.

Places are no governed rows: many rows name them, none is written with them. Their events stand in the ledger all the
same, under a place's own id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from tongban.agencies import events
from tongban.agencies.actions.bodies import create_division
from tongban.agencies.actions.recording import stop
from tongban.agencies.models import Division, DivisionName
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries.directory import forget_directory
from tongban.agencies.queries.setup import hanging_at_place
from tongban.agencies.rules.bodies import Hanging, end_problem, moved_on, name_day_problem, still_hanging
from tongban.agencies.rules.places import PlaceLine, code_above, code_problem, level_of, plain_code
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.ledger.actions import append
from tongban.ledger.events import Event
from tongban.ledger.queries import head_seq

Others = Callable[[UUID, date], Sequence[Hanging]]


@transaction.atomic
def set_up_place(*, code: str, name_zh: str, name_en: str, valid_from: date, by: Actor, at: datetime) -> UUID:
    """Sets up a county, township or village; its code says which it is and in which other it lies. Answers its id.

    Refused for a code of the wrong length, one that is there already or was, one whose first digits are no standing
    place's, and for a second place of one name in the same place.
    """
    stop(may_administer(by))
    plain = plain_code(code)
    named = {one.code: one.division for one in DivisionName.objects.select_related("division")}
    standing = {known for known, place in named.items() if place.ended_on is None}
    if plain in named and plain not in standing:
        raise refuse(
            "place_code_ended",
            zh="代码 {taken} 是一个已撤销的地方的，撤销的代码不再使用。",
            en="The code {taken} is that of a place that is no more; such codes are not used again.",
            taken=plain,
        )
    stop(code_problem(plain, standing))
    above = named.get(code_above(plain))
    if above is not None:
        Division.objects.select_for_update().get(pk=above.pk)
    _name_free(name_zh, above.pk if above else None, None)
    place = create_division(
        code=plain, name_zh=name_zh, name_en=name_en, kind=level_of(plain), valid_from=valid_from, by=by, at=at,
        parent_id=above.pk if above else None,
    )  # fmt: skip
    digest = events.digest_of(name_zh, name_en)
    _record(place, events.PlaceSetUp(code=plain, name_digest=digest, valid_from=valid_from), 0, by, at)
    return place


def _name_free(name_zh: str, above: UUID | None, own: UUID | None) -> None:
    same = DivisionName.objects.filter(
        name_zh=name_zh, valid__upper_inf=True, division__parent_id=above, division__ended_on=None
    )
    if any(place != own for place in same.values_list("division_id", flat=True)):
        raise refuse(
            "place_name_taken",
            zh="同一个上级下已经有“{name}”，请核对。",
            en="There is a place called “{name}” there already. Check it.",
            name=name_zh,
        )


def _record(place: UUID, event: Event, seen: int, by: Actor, at: datetime) -> None:
    append(event=event, subject=place, seq=seen + 1, by=by, at=at, place_id=place)
    forget_directory()


@transaction.atomic
def rename_place(
    *, place_id: UUID, name_zh: str, name_en: str, valid_from: date, seen: int, by: Actor, at: datetime
) -> None:
    """Gives a place another name from a day on; the earlier one stays true for earlier days, the code stays.

    `seen` is the entry at which the place was read. Refused for a day before the present name began, for a place that
    has ended, for a name that stands there already, and when somebody changed the place meanwhile.
    """
    stop(may_administer(by))
    row = Division.objects.select_for_update().get(pk=place_id)
    current = DivisionName.objects.get(division=row, valid__upper_inf=True)
    stop(moved_on(head_seq("place", place_id), seen))
    if row.ended_on is not None:
        raise refuse(
            "place_ended",
            zh="这个地方定于{day}撤销，不再改名。",
            en="This place ends on {day}; it bears no other name any more.",
            day=row.ended_on,
        )
    stop(name_day_problem(current.valid.lower, valid_from))
    _name_free(name_zh, row.parent_id, place_id)
    event = events.PlaceRenamed(name_digest=events.digest_of(name_zh, name_en), valid_from=valid_from)
    _record(place_id, event, seen, by, at)
    current.valid = DateRange(current.valid.lower, valid_from)
    current.save(update_fields=["valid"])
    DivisionName.objects.create(
        division=row, code=current.code, name_zh=name_zh, name_en=name_en, valid=DateRange(valid_from, None)
    )


@transaction.atomic
def end_place(*, place_id: UUID, on: date, others: Others, seen: int, by: Actor, at: datetime) -> None:
    """From a day on a place is no more; its code and names stay readable. It cannot be undone.

    `others` tells what hangs on it in the things above. Refused while anything does, naming each with its number, for a
    day before today, a second time, and when somebody changed the place meanwhile.
    """
    stop(may_administer(by))
    row = Division.objects.select_for_update().get(pk=place_id)
    stop(moved_on(head_seq("place", place_id), seen))
    named = DivisionName.objects.get(division=row, valid__upper_inf=True)
    stop(end_problem(row.ended_on, on, timezone.localdate(at), named.valid.lower))
    stop(still_hanging([*hanging_at_place(place_id), *others(place_id, on)]))
    _record(place_id, events.PlaceEnded(ended_on=on), seen, by, at)
    row.ended_on = on
    row.save(update_fields=["ended_on"])


@transaction.atomic
def import_places(*, lines: Sequence[PlaceLine], valid_from: date, by: Actor, at: datetime) -> int:
    """Sets up and renames the places of a list that was read; all or nothing. Answers how many it changed."""
    stop(may_administer(by))
    changed = [one for one in lines if one.what != "same"]
    if not changed:
        raise refuse(
            "places.nothing", zh="清单里没有新的或要改名的地方。", en="The list has no new place and no other name."
        )
    known = dict(DivisionName.objects.filter(valid__upper_inf=True).values_list("code", "division_id"))
    for one in sorted(changed, key=lambda line: line.code):
        named = {"name_zh": one.name_zh, "name_en": one.name_en, "valid_from": valid_from, "by": by, "at": at}
        if one.what == "new":
            set_up_place(code=one.code, **named)  # type: ignore[arg-type]
        else:
            place = known[one.code]
            rename_place(place_id=place, seen=head_seq("place", place), **named)  # type: ignore[arg-type]
    return len(changed)
