"""The power-and-duty list of each body as of a day, what its lines lack, and how powers and duties lie in townships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tongban.agencies.queries import BodyRef, bodies
from tongban.kernel.flow.net import Node
from tongban.powerlist.models import PowerHolding
from tongban.powerlist.queries.bases import BasisLine, basis_lines
from tongban.powerlist.queries.versions import VersionRef, listed, version_ref
from tongban.powerlist.rules.bases import live, one_an_article
from tongban.powerlist.rules.codes import is_power
from tongban.powerlist.rules.duties import gaps

HOLDER, TOWNSHIP = "@holder", "@township"
OFFICIAL: Final = frozenset({"@applicant", "@system"})


@dataclass(frozen=True, slots=True)
class PowerLine:
    """One power or service of a body: its bases with whether each is in force, the steps it must do, what it lacks."""

    version: VersionRef
    bases: tuple[tuple[BasisLine, bool], ...]
    steps: tuple[Node, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyCount:
    """How many lines of each type a body has."""

    body: BodyRef
    types: Mapping[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class Balance:
    """A township's powers, duties and accountability: the items it decides, those it must work on, those it answers
    for; `work_only` are duties without the power, `power_only` powers without a duty or accountability.
    """

    body: BodyRef
    powers: tuple[VersionRef, ...]
    duties: tuple[VersionRef, ...]
    liable: tuple[VersionRef, ...]

    @property
    def work_only(self) -> tuple[VersionRef, ...]:
        """Items the township works on and does not decide."""
        decided = {ref.id for ref in self.powers}
        return tuple(ref for ref in self.duties if ref.id not in decided)

    @property
    def power_only(self) -> tuple[VersionRef, ...]:
        """Items the township decides and owes nothing for, or for which nobody answers."""
        answered = {ref.id for ref in self.duties} & {ref.id for ref in self.liable}
        return tuple(ref for ref in self.powers if ref.id not in answered)


def steps_of(ref: VersionRef) -> tuple[Node, ...]:
    """The steps that officials do: each is a duty with its owner and limit."""
    nodes = ref.flow.nodes.values() if ref.flow else ()
    return tuple(node for node in nodes if node.kind == "user" and node.post.partition("/")[0] not in OFFICIAL)


def power_lines(refs: list[VersionRef], on: date) -> list[PowerLine]:
    """Items as lines of their body's list, in three statements for any number."""
    each = [one_an_article(ref.content.legal_basis) for ref in refs]
    lines = iter(basis_lines([basis for bases in each for basis in bases], on))
    return [_power_line(ref, [next(lines) for _ in bases]) for ref, bases in zip(refs, each, strict=True)]


def _power_line(ref: VersionRef, told: list[BasisLine]) -> PowerLine:
    steps, content = steps_of(ref), ref.content
    bases = tuple((line, live(line)) for line in told)
    lacks = gaps(
        power=is_power(content.item_type), live_bases=sum(stands for _, stands in bases), steps=len(steps),
        duties=content.duties, liabilities=len(content.liabilities), section=content.handler,
    )  # fmt: skip
    return PowerLine(ref, bases, steps, lacks)


def duty_list(body: BodyRef, on: date) -> list[PowerLine]:
    """The powers and services a body leads on a day, by type and code; four statements."""
    refs = [version_ref(row) for row in listed(on).filter(body_id=body.id).order_by("item__code")]
    return power_lines(sorted(refs, key=lambda ref: (ref.content.item_type, ref.code)), on)


def body_counts(on: date) -> list[BodyCount]:
    """Each body that leads something on a day, with the count of its lines by type; two statements."""
    by_body: dict[UUID | None, Counter[str]] = {}
    for body_id, kind in listed(on).values_list("body_id", "content__item_type"):
        by_body.setdefault(body_id, Counter())[kind] += 1
    return [
        BodyCount(body, by_body[body.id], by_body[body.id].total()) for body in bodies(on) if body.id in by_body
    ]  # fmt: skip


def township_balance(on: date) -> list[Balance]:
    """Power : duty : accountability of every township on a day; each figure is the items it counts."""
    held = _held(on)
    rows = listed(on).filter(Q(net__isnull=False) | Q(item_id__in={item for items in held.values() for item in items}))
    refs = {row.item_id: version_ref(row) for row in rows}
    found = []
    for body in bodies(on):
        if body.kind != "township":
            continue
        mine = held.get(body.id, set())
        powers = [ref for item, ref in refs.items() if item in mine]
        duties = [ref for item, ref in refs.items() if _works(ref, decides=item in mine)]
        liable = [ref for ref in duties if ref.content.liabilities]
        found.append(Balance(body, _ordered(powers), _ordered(duties), _ordered(liable)))
    return found


def _works(ref: VersionRef, *, decides: bool) -> bool:
    """Whether a township has a step of an item: as the place where it is asked for, or as the one that holds it."""
    who = {node.post.partition("/")[0] for node in steps_of(ref)}
    return TOWNSHIP in who or (decides and (HOLDER in who or bool(ref.content.duties)))


def _held(on: date) -> dict[UUID, set[UUID]]:
    noon = timezone.make_aware(datetime.combine(on, time(12)))
    rows = PowerHolding.objects.filter(function="decide", valid__contains=noon).values_list("body_id", "item_id")
    held: dict[UUID, set[UUID]] = {}
    for body, item in rows:
        held.setdefault(body, set()).add(item)
    return held


def _ordered(refs: list[VersionRef]) -> tuple[VersionRef, ...]:
    return tuple(sorted(refs, key=lambda ref: ref.code))
