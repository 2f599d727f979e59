"""Reorganisations within a body (一办二中心): units are formed, merged and split; what they had goes on.

Posts, powers, open cases and figures keep their identity: the acts write units alone and touch none of those.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies import events
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.models import Body, Post, Unit, UnitPart
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries.units import UnitRef, units_of
from tongban.agencies.rules.units import Parts, plan_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit to be formed: its name, the posts in it, the powers (items of the list) it is responsible for."""

    name_zh: str
    name_en: str
    posts: frozenset[UUID]
    powers: frozenset[UUID] = frozenset()

    @property
    def parts(self) -> Parts:
        """What belongs to it."""
        return Parts(self.posts, self.powers)


@transaction.atomic
def reorganise(
    *, body_id: UUID, ended: Collection[UUID], formed: Sequence[NewUnit], on: date, by: Actor, at: datetime
) -> list[UUID]:
    """Units of a body end on a day and go up in new ones; without `ended` first units are formed. Answers the new ids.

    Refused unless each post and power of the old units goes to exactly one new unit, and for posts that are another
    body's or another unit's.
    """
    stop(may_administer(by))
    body = Body.objects.select_for_update().get(pk=body_id)
    standing = {unit.id: unit for unit in units_of(body_id, on)}
    old = _ending(standing, ended, on)
    stop(plan_problem([one.parts for one in old], [one.parts for one in formed]))
    _own_posts(body_id, formed, [unit for key, unit in standing.items() if key not in ended])
    made = [_form(body, one, old, on, by, at) for one in formed]
    for unit in Unit.objects.filter(pk__in=list(ended)).order_by("pk"):
        unit.ended_on = on
        go_on(
            unit, events.UnitEnded(ended_on=on, went_into=tuple(made)), by=by, at=at, place_id=body.place_id,
            fields=("ended_on",),
        )  # fmt: skip
    return made


def _ending(standing: Mapping[UUID, UnitRef], ended: Collection[UUID], on: date) -> list[UnitRef]:
    if not set(ended) <= standing.keys() or any(standing[one].formed_on >= on for one in ended):
        raise refuse(
            "no_unit",
            zh="要撤并的科室在这一天不存在，或者当天才成立。请核对日期。",
            en="A unit to be ended does not stand on that day, or was formed on it. Check the day.",
        )
    return [standing[one] for one in sorted(ended)]


def _own_posts(body_id: UUID, formed: Sequence[NewUnit], others: Sequence[UnitRef]) -> None:
    wanted = frozenset[UUID]().union(*(one.posts for one in formed))
    own = set(Post.objects.filter(body_id=body_id, pk__in=wanted).values_list("pk", flat=True))
    taken = frozenset[UUID]().union(*(unit.parts.posts for unit in others))
    held = frozenset[UUID]().union(*(unit.parts.powers for unit in others))
    if wanted != own or wanted & taken or held.intersection(*(new.powers for new in formed)):
        raise refuse(
            "unit_posts",
            zh="有的岗位不是本单位的，或者岗位、权力已在别的科室。",
            en="A post is not this body's, or a post or power is in another unit already.",
        )


def _form(body: Body, new: NewUnit, old: Sequence[UnitRef], on: date, by: Actor, at: datetime) -> UUID:
    before = tuple(one.id for one in old if one.parts.posts & new.posts or one.parts.powers & new.powers)
    row = Unit(body=body, name_zh=new.name_zh, name_en=new.name_en, formed_on=on)
    event = events.UnitFormed(
        body=body.pk, name_digest=events.digest_of(new.name_zh, new.name_en), posts=tuple(sorted(new.posts)),
        powers=tuple(sorted(new.powers)), made_of=before, formed_on=on,
    )  # fmt: skip
    begin(row, event, by=by, at=at, place_id=body.place_id)
    parts = [("post", new.posts), ("power", new.powers), ("unit", before)]
    UnitPart.objects.bulk_create(
        UnitPart(unit=row, kind=kind, ref=ref, seq=row.seq) for kind, refs in parts for ref in sorted(refs)
    )
    return row.pk
