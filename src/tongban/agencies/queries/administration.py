"""What administrators did, for the audit administrator: read from the ledger, named, and marked where it is unusual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from tongban.agencies.models.administration import administrators, called
from tongban.agencies.permissions import may_audit
from tongban.agencies.queries.parties import party_cards
from tongban.agencies.queries.workdays import calendar
from tongban.agencies.rules.act_details import named_in
from tongban.agencies.rules.administration import PLATFORM, types_of
from tongban.agencies.rules.duties import APART
from tongban.agencies.rules.unusual import (
    APPOINTED,
    ENDED,
    REGISTERED,
    Hours,
    Mark,
    Turn,
    brief,
    crowded,
    on_oneself,
)
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of_each
from tongban.ledger.queries.administered import Act, Asked, Place, administered_acts, firsts_of, moments_of
from tongban.rulebook.lookup import number, time_of_day

# How many acts one page looks through for those with a mark.
LOOKED_THROUGH: Final = 1000
MOST_ACCOUNTS: Final = 5000


@dataclass(frozen=True, slots=True)
class Administrators:
    """The posts of administrators with their duties, and everybody who ever held one: id → (zh, en)."""

    posts: dict[UUID, frozenset[str]]
    people: dict[UUID, tuple[str, str]]

    def posts_with(self, duty: str) -> list[UUID]:
        """The posts of one of the three; of all three without a duty."""
        return [post for post, held in self.posts.items() if not duty or duty in held]


def all_administrators(*, viewer: Actor) -> Administrators:
    """Who administers or did; one statement, for the audit administrator only."""
    problem = may_audit(viewer)
    if problem is not None:
        raise Refused(problem)
    rows = administrators(APART)
    people = {who: (zh, en) for _, _, who, zh, en in rows if who is not None}
    return Administrators({post: frozenset(held) & APART for post, held, *_ in rows}, people)


@dataclass(frozen=True, slots=True)
class Page:
    """Acts with their marks, newest first; `after` is where the next page begins, None on the last."""

    acts: list[Act]
    marks: dict[UUID, list[Mark]] = field(default_factory=dict)
    after: Place | None = None


def acts_page(asked: Asked, known: Administrators, *, marked: bool, size: int, after: Place | None = None) -> Page:
    """A page of acts; at most three statements. `known` comes from `all_administrators`, which refuses all others.

    With `marked` so many acts are looked through, those with a mark stay, and the next page goes on where this one
    stopped; it may be empty and not the last.
    """
    depth = LOOKED_THROUGH if marked else size
    found = administered_acts(asked, size=depth + 1, after=after)
    acts, more = found[:depth], len(found) > depth
    marks = marks_of(acts, known)
    shown = [act for act in acts if act.id in marks] if marked else acts
    cut = len(shown) > size
    shown, read = shown[:size], shown[:size] if cut else acts
    return Page(shown, marks, (read[-1].at, read[-1].id) if cut or (more and read) else None)


def marks_of(acts: Sequence[Act], known: Administrators) -> dict[UUID, list[Mark]]:
    """The marks of each act that has any; of people's acts only, since the platform has no hours and no self."""
    people = [act for act in acts if act.actor_kind == ActorKind.OFFICIAL]
    soon, many = _brief(people), _many(people, known)
    marks: dict[UUID, list[Mark]] = {}
    for act in people:
        held = (
            (Mark.SELF, on_oneself(act.type, act.subject, act.data, act.actor)),
            (Mark.BRIEF, act.id in soon),
            (Mark.MANY, act.id in many),
            (Mark.OFF_HOURS, not _hours(act).hold(timezone.localtime(act.at))),
        )
        found = [mark for mark, holds in held if holds]
        if found:
            marks[act.id] = found
    return marks


def _hours(act: Act) -> Hours:
    day = timezone.localdate(act.at)
    return Hours(time_of_day("office.day_start", day), time_of_day("office.day_end", day), calendar())


def _brief(acts: Iterable[Act]) -> set[UUID]:
    posts = {act.subject for act in acts if act.type in (APPOINTED, ENDED)}
    if not posts:
        return set()
    turns = [
        Turn(one.id, one.type, one.subject, str(one.data["official"]), str(one.data["role"]), one.at)
        for some in events_of_each("post", sorted(posts)).values()
        for one in some
        if one.type in (APPOINTED, ENDED)
    ]
    return brief(turns, timedelta(hours=number("audit.brief_hours", timezone.localdate())))


def _many(acts: Iterable[Act], known: Administrators) -> set[UUID]:
    """The openings of accounts of which one administrator made too many in a short time."""
    opened = [act for act in acts if act.type == REGISTERED and act.actor is not None]
    if not opened:
        return set()
    today = timezone.localdate()
    span = timedelta(minutes=number("audit.many_minutes", today))
    moments = moments_of(
        REGISTERED, posts=list(known.posts), starts=min(act.at for act in opened) - span,
        ends=max(act.at for act in opened) + span, size=MOST_ACCOUNTS,
    )  # fmt: skip
    most = number("audit.many_accounts", today)
    found: set[UUID] = set()
    for who in {act.actor for act in opened}:
        busy = crowded([at for actor, at in moments if actor == who], span, most)
        found |= {act.id for act in opened if act.actor == who and act.at in busy}
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """What the records of a page of acts are called: zh and en by id; persons masked, as for the public."""

    records: dict[UUID, tuple[str, str]]
    parties: dict[UUID, str | None]
    systems: dict[UUID, str]


def names_of(acts: Sequence[Act]) -> Names:
    """The names for a page; at most three statements."""
    ids = {one for act in acts for one in (act.actor, act.post_id, act.cover_for, act.subject) if one is not None}
    for act in acts:
        ids |= named_in(act.data)
    parties = {act.subject for act in acts if act.kind == "party"}
    systems = sorted({(act.kind, act.subject) for act in acts if act.kind == "system"})
    cards = party_cards(parties, viewer=ANONYMOUS) if parties else {}
    return Names(
        called(ids, timezone.localdate()) if ids else {},
        {one: cards[one].name if one in cards and not cards[one].erased else None for one in parties},
        {key: str(data.get("key", "")) for key, data in firsts_of(systems).items()} if systems else {},
    )


def asked_of(
    known: Administrators, *, who: str = "", person: UUID | None = None, group: str = "",
    about: tuple[str, UUID] | None = None, starts: datetime | None = None, ends: datetime | None = None,
) -> Asked:  # fmt: skip
    """The question to the ledger. `who`: one of the three duties, the platform, or "" for all three; `person`: one of
    them; `about`: one record, whoever acted on it."""
    posts = None if who == PLATFORM else known.posts_with(who if who in APART else "")
    return Asked(posts=posts, about=about, actor=person, types=types_of(group), starts=starts, ends=ends)
