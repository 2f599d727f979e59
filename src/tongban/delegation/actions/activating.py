"""启用: the holdings of a published decision stand from its effective moment on, all of them or none.

What the county chooses waits for readiness (D-13). What the province gives takes effect on its date, with the gaps
counted. A holding bears the id of its line. Each line in force gets its look-back, guidance and sample due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import go_on, stop
from tongban.delegation.actions.decisions import locked, of_county
from tongban.delegation.events.decisions import DelegationActivated
from tongban.delegation.models import Decision
from tongban.delegation.permissions.decisions import may_draft
from tongban.delegation.queries.judging import Judged, LineWish, World, judge, world_for
from tongban.delegation.rules import decisions as rules
from tongban.delegation.rules.dues import dues
from tongban.delegation.rules.forms import Authority
from tongban.kernel.actor import Actor
from tongban.kernel.ids import Keys
from tongban.ledger.actions.sets import rows_at_once
from tongban.powerlist.actions.handing import Handed, hand_down
from tongban.powerlist.actions.openwork import Carried
from tongban.powerlist.rules.handing import CO_HANDLING, Handing
from tongban.rulebook.lookup import number

_LINES: Final = """
UPDATE delegation_line l SET state = l.mode, {differing}
    holding_id = CASE WHEN l.mode <> 'withheld' AND %(moves)s THEN l.id END,
    starts_at = CASE WHEN l.mode <> 'withheld' THEN %(starts)s::timestamptz END,
    lookback_due = CASE WHEN l.mode <> 'withheld' THEN %(lookback)s::date END,
    guidance_due = CASE WHEN l.mode <> 'withheld' THEN %(guidance)s::date END,
    sample_due = CASE WHEN l.mode <> 'withheld' THEN %(sample)s::date END, seq = %(seq)s
 {which}
"""
_DIFFERING: Final = _LINES.format(
    differing="giver_id = coalesce(u.giver, l.giver_id), before_id = u.before,",
    which="FROM unnest(%(ids)s::uuid[], %(givers)s::uuid[], %(befores)s::uuid[]) AS u(id, giver, before) "
    "WHERE u.id = l.id",
)
_ALIKE: Final = _LINES.format(differing="", which="WHERE l.decision_id = %(decision)s AND l.seq <> %(seq)s")
# Keys as text: a few hundred powers, places and bodies make a hundred thousand lines, and become keys once each.
_READ: Final = """
SELECT id, item_id::text, place_id::text, receiver_id::text, giver_id::text, mode, until, reason
  FROM delegation_line WHERE decision_id = %s ORDER BY id
"""


class Drafted(NamedTuple):
    """One line of the decision as it was drafted."""

    pk: UUID
    item_id: UUID
    place_id: UUID
    receiver_id: UUID
    giver_id: UUID | None
    mode: str
    until: datetime | None
    reason: str


@transaction.atomic
def activate_decision(*, decision_id: UUID, by: Actor, at: datetime) -> int:
    """Writes the holdings of a published decision; answers how many powers came down.

    Whenever it is recorded, the holdings stand from the published moment on: what came in since goes to the new holder
    in the same transaction. Refused, whole, when one line cannot be any more, its receiver lacks something that nobody
    signed for (the sentence names what and where), a term is over, or the former body has decided on something since
    the moment; what the province gives comes down on its date all the same, and what was decided is counted.
    """
    stop(may_draft(by, of_county=of_county(by)))
    row = locked(decision_id, "activate")
    lines = _drafted(row)
    world = world_for({one.item_id for one in lines}, lock=row.form != CO_HANDLING)
    judged = _judge(row, lines, world, at)
    for one in judged:
        stop(one.problems[0] if one.problems else None)
    stop(rules.activation_problem((one.until for one in lines), at))
    handed, carried = _hand(row, lines, world, by, at)
    row.state, row.activated_at = rules.ACTIVE, at
    counts = Counter(one.mode for one in lines)
    event = DelegationActivated(
        effective_at=row.effective_at, live=counts["live"], trial=counts["trial"], withheld=counts["withheld"],
        gaps=sum(len(one.gaps) for one in judged), carried=carried.moved, decided_before=carried.settled,
    )  # fmt: skip
    seq = go_on(row, event, by=by, at=at, fields=("state", "activated_at"))
    _write(row, lines, handed, judged, seq)
    return counts["live"] + counts["trial"]


def _drafted(row: Decision) -> list[Drafted]:
    keys = Keys()
    with connection.cursor() as cursor:
        cursor.execute(_READ, [row.pk])
        return [
            Drafted(pk, keys[item], keys[place], keys[receiver], keys[giver] if giver else None, *rest)
            for pk, item, place, receiver, giver, *rest in cursor
        ]


def _judge(row: Decision, lines: Sequence[Drafted], world: World, at: datetime) -> list[Judged]:
    """The moment is after the publication, which is all the law asks of it (Licence Law art. 24)."""
    assert row.published_at is not None  # `locked` asks
    day = timezone.localdate(at)
    published = row.authority_published_on is not None and row.authority_published_on <= day
    authority = Authority(row.authority_level, row.authority_number, published)
    wishes = (LineWish(o.item_id, o.place_id, o.receiver_id, o.mode, o.until, o.reason) for o in lines)
    moments = {"effective_at": row.effective_at, "at": row.published_at}
    return judge(wishes, form=row.form, authority=authority, world=world, **moments)


def _hand(
    row: Decision, lines: Sequence[Drafted], world: World, by: Actor, at: datetime
) -> tuple[list[Handed | None], Carried]:
    """What became of each line: one in force gets a holding, unless co-handled, for then the decision stays put."""
    down = [one for one in lines if one.mode != rules.WITHHELD and row.form != CO_HANDLING]
    if not down:
        return [None] * len(lines), Carried()
    handings = [
        Handing(o.item_id, o.place_id, "decide", o.receiver_id, row.form, row.effective_at, o.until, o.pk) for o in down
    ]
    made, carried = hand_down(
        handings=handings, basis_doc=row.number, closes=row.moves_cases, by=by, at=at, judged=world.lines,
        by_law=not rules.county_chooses(row.authority_level),
    )  # fmt: skip
    each = iter(made)
    return [next(each) if one.mode != rules.WITHHELD else None for one in lines], carried


def _write(
    row: Decision, lines: Sequence[Drafted], handed: Sequence[Handed | None], judged: Sequence[Judged], seq: int
) -> None:
    """Two statements for any number of lines: first those where giver or former row differ, then all that are alike."""
    other = []
    for one, got, known in zip(lines, handed, judged, strict=True):
        giver, before = (got.former_id, got.ended_id) if got else (known.giver_id, None)
        if giver != one.giver_id or before is not None:
            other.append((one.pk, giver, before))
    ids, givers, befores = (list(column) for column in zip(*other, strict=True)) if other else ([], [], [])
    lookback, guidance, sample = _dues(timezone.localdate(row.effective_at))
    values: dict[str, Any] = {
        "moves": row.form != CO_HANDLING, "starts": row.effective_at, "lookback": lookback, "guidance": guidance,
        "sample": sample, "seq": seq, "ids": ids, "givers": givers, "befores": befores, "decision": row.pk,
    }  # fmt: skip
    with rows_at_once(), connection.cursor() as cursor:
        if other:
            cursor.execute(_DIFFERING, values)
        cursor.execute(_ALIKE, values)


def _dues(day: date) -> tuple[date, date, date]:
    """When a power that came down on a day is looked back at, guided in, and sampled."""
    return dues(
        day, months=number("delegation.lookback_months", day), guidance=number("delegation.guidance_days", day),
        sample=number("delegation.sample_days", day),
    )  # fmt: skip
