"""Reading bodies, posts, who acts, parties and the calendar: the only door through which others read them."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from tongban.agencies.models import (
    AccessLog,
    Body,
    CalendarDay,
    CalendarVersion,
    DemoRole,
    Division,
    Official,
    Party,
    Post,
)
from tongban.agencies.models.access import write_access
from tongban.agencies.models.acting import head_of, held_posts, holders
from tongban.agencies.models.parties import keyring
from tongban.agencies.models.refs import AccessEntry, Acting, BodyRef, DemoOffer, DivisionRef, PartyCard, PostRef
from tongban.agencies.permissions import both_absent, may_reveal, view_of
from tongban.agencies.rules.identity import PartyFacts
from tongban.agencies.rules.masking import View, mask_facts
from tongban.agencies.rules.sealing import SealingKey
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.kernel.workcalendar import WorkCalendar

# How long a worker may go on with a calendar that another worker has replaced; every stored deadline names its version.
CALENDAR_KEPT_SECONDS = 60
NO_PARTY = Refusal(
    "no_party",
    "没有这位申请人的信息，可能已按本人要求删除。",
    "There is no data of this applicant; it may have been erased at their wish.",
)
_calendars: dict[bool, tuple[float, WorkCalendar]] = {}


# -- places and bodies ------------------------------------------------------------------------------------------------


def divisions(on: date | None = None) -> list[DivisionRef]:
    """All places with the code and name of a day (None: today's), by code: a county before its townships."""
    rows = Division.objects.filter(names__valid__contains=on or timezone.localdate()).order_by("names__code")
    columns = ("id", "kind", "parent_id", "names__code", "names__name_zh", "names__name_en")
    return [
        DivisionRef(id=pk, kind=kind, parent_id=parent, code=code, name_zh=zh, name_en=en)
        for pk, kind, parent, code, zh, en in rows.values_list(*columns)
    ]


def division(code: str, on: date | None = None) -> DivisionRef:
    """The place that bears a code on a day; refused when there is none."""
    for found in divisions(on):
        if found.code == code:
            return found
    raise refuse("no_division", zh="没有这个行政区划代码。", en="There is no division with this code.")


def bodies(on: date | None = None) -> list[BodyRef]:
    """All bodies with the name of a day (None: today's), by key."""
    return _bodies(Body.objects.all(), on)


def body_by_key(key: str, on: date | None = None) -> BodyRef:
    """One body by its key, like `market`; refused when unknown."""
    found = _bodies(Body.objects.filter(key=key), on)
    if not found:
        raise refuse("no_body", zh="没有这个单位。", en="There is no such body.")
    return found[0]


def bodies_by_id(ids: Collection[UUID], on: date | None = None) -> dict[UUID, BodyRef]:
    """Some bodies by id, for lists; unknown ids are left out."""
    return {found.id: found for found in _bodies(Body.objects.filter(pk__in=ids), on)}


def _bodies(rows: QuerySet[Body], on: date | None) -> list[BodyRef]:
    columns = ("id", "key", "uscc", "kind", "place_id", "names__name_zh", "names__name_en")
    dated = rows.filter(names__valid__contains=on or timezone.localdate()).order_by("key")
    return [
        BodyRef(id=pk, key=key, uscc=uscc, kind=kind, place_id=place, name_zh=zh, name_en=en)
        for pk, key, uscc, kind, place, zh, en in dated.values_list(*columns)
    ]


# -- posts and who acts -----------------------------------------------------------------------------------------------


def post_for(body_id: UUID, duty: str) -> PostRef:
    """The post of a body that carries a duty (the first by key); refused when the body has none."""
    row = Post.objects.filter(body_id=body_id, duties__contains=[duty]).order_by("key").first()
    if row is None:
        raise refuse(
            "no_post",
            zh="该单位还没有设负责这一步的岗位，请联系系统管理岗。",
            en="This body has no post for this step yet; ask the administrator.",
        )
    return _post_ref(row)


def posts(ids: Collection[UUID]) -> dict[UUID, PostRef]:
    """Some posts by id, for lists; unknown ids are left out."""
    return {row.pk: _post_ref(row) for row in Post.objects.filter(pk__in=ids)}


def posts_of_body(body_id: UUID) -> list[PostRef]:
    """All posts of a body, by key."""
    return [_post_ref(row) for row in Post.objects.filter(body_id=body_id).order_by("key")]


def _post_ref(row: Post) -> PostRef:
    return PostRef(
        post_id=row.pk,
        body_id=row.body_id,
        place_id=row.place_id,
        key=row.key,
        duties=frozenset(row.duties),
        name_zh=row.name_zh,
        name_en=row.name_en,
    )


def posts_of(official_id: UUID, at: datetime) -> list[PostRef]:
    """The posts an official holds at a moment, A before B; one statement.

    `acting` tells whether this person does the post's work then (A, or B while A is away), `cover_for` for whom: a
    desk shows the cases of all posts with `acting`.
    """
    return held_posts(official_id, at)


def actor_of(official_id: UUID, post_id: UUID, at: datetime, channel: str = "web") -> Actor:
    """The official acting in a post at a moment; one statement.

    Refused when the official does not hold the post then. Who holds it but does not act (B while A is there, or anyone
    on leave) gets no duties: may look, cannot act.
    """
    for held in held_posts(official_id, at):
        if held.post_id == post_id:
            return as_actor(official_id, held, channel)
    raise refuse(
        "not_your_post",
        zh="您现在不在这个岗位任职，请换到您的岗位再办。",
        en="You do not hold this post now; switch to a post of yours.",
    )


def as_actor(official_id: UUID, held: PostRef, channel: str = "web") -> Actor:
    """The actor for one of an official's `posts_of`."""
    return Actor(
        ActorKind.OFFICIAL,
        ref=official_id,
        post_id=held.post_id,
        body_id=held.body_id,
        place_id=held.place_id,
        duties=held.duties if held.acting else frozenset(),
        cover_for=held.cover_for,
        channel=channel,
    )


def who_acts(post_id: UUID, at: datetime) -> Acting:
    """Who does a post's work at a moment: A, or B while A is away; refused, naming them and the head, if none is."""
    held = holders(post_id, at)
    first = next((official for role, official, *_ in held if role == "A"), None)
    for role, official, zh, en, away in held:
        if not away:
            covered = first if role == "B" else None
            return Acting(official_id=official, role=role, name_zh=zh, name_en=en, cover_for=covered)
    row = Post.objects.filter(pk=post_id).values_list("name_zh", flat=True).first()
    raise Refused(both_absent(row or "", [zh for _, _, zh, _, _ in held], head_of(post_id, at)))


def official_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of officials by id, for histories and lists; unknown ids are left out."""
    return dict(Official.objects.filter(pk__in=ids).values_list("pk", "name_zh"))


# -- parties ----------------------------------------------------------------------------------------------------------


def party_cards(ids: Iterable[UUID], *, viewer: Actor) -> dict[UUID, PartyCard]:
    """Parties as the viewer may see them, masked by role; one statement for any number, unknown ids are left out."""
    return {row.pk: _card(row, view_of(viewer, row.pk)) for row in Party.objects.opened(set(ids))}


def _card(row: Party, view: View) -> PartyCard:
    facts = row.facts()
    if facts is None:
        return PartyCard(row.pk, row.kind, view, erased=True)
    seen = mask_facts(row.kind, facts, view)
    return PartyCard(row.pk, row.kind, view, False, seen.name, seen.id_number, seen.phone, seen.address)


def reveal_party(party_id: UUID, *, by: Actor, reason: str, case_ref: str, at: datetime) -> PartyFacts:
    """The full facts of a party for the post that handles the case.

    The reading is written to the access log first, on its own connection; if that fails, nothing is shown.
    Refused without a handling duty, a reason or a case, and for an erased party.
    """
    problem = may_reveal(by, reason, case_ref)
    if problem is not None:
        raise Refused(problem)
    facts = _facts(party_id)
    seen = ["name", "id_number", "phone", "address"]
    write_access(
        party_id=party_id, by=by, at=at, fields=seen, purpose="reveal", case_ref=case_ref.strip(), reason=reason.strip()
    )
    return facts


def party_facts(party_id: UUID, *, purpose: str, case_ref: str, at: datetime, by: Actor) -> PartyFacts:
    """The full facts for a document, certificate or letter that must bear them; logged like every other reading.

    `purpose` is a short word (document, certificate, delivery); the caller has decided that `by` may make the paper.
    """
    facts = _facts(party_id)
    seen = ["name", "id_number"]
    write_access(party_id=party_id, by=by, at=at, fields=seen, purpose=purpose, case_ref=case_ref, reason="")
    return facts


def _facts(party_id: UUID) -> PartyFacts:
    found = Party.objects.opened([party_id])
    facts = found[0].facts() if found else None
    if facts is None:
        raise Refused(NO_PARTY)
    return facts


def party_by_id_number(id_number: str) -> UUID | None:
    """The party registered with an identity number or USCC, searched by blind index only; None when unknown."""
    found = Party.objects.same_identity(id_number)
    return found.pk if found else None


def sealing_key(party_id: UUID) -> SealingKey:
    """The wrapped key under which texts of a party's cases are sealed; refused for an erased party."""
    row = Party.objects.filter(pk=party_id).values_list("key_id", "held_key__wrapped").first()
    if row is None or row[1] is None:
        raise Refused(NO_PARTY)
    return SealingKey(party_id, row[0], bytes(row[1]))


def seal(key: SealingKey, plain: bytes) -> bytes:
    """Seals a text of a case under its applicant's key."""
    return keyring().seal_bytes(key, plain)


def unseal(key: SealingKey, sealed: bytes) -> bytes:
    """Opens what `seal` sealed."""
    return keyring().open_bytes(key, bytes(sealed))


def accesses_of(party_id: UUID, *, viewer: Actor) -> list[AccessEntry]:
    """Who opened a person's data, newest first; only for that person."""
    if view_of(viewer, party_id) is not View.FULL:
        raise refuse("not_own_data", zh="只能查看本人信息的使用记录。", en="You can see only who used your own data.")
    rows = AccessLog.objects.filter(party_id=party_id).order_by("-at")
    columns = ("at", "body_id", "post_id", "fields", "case_ref", "reason")
    return [AccessEntry(*row) for row in rows.values_list(*columns)]


# -- calendar and demonstration ---------------------------------------------------------------------------------------


def calendar(*, provisional: bool = True) -> WorkCalendar:
    """The newest published work calendar, kept in this process for a minute; refused when none was published.

    A provisional one answers for years without an official notice and its deadlines say so; a strict one refuses them.
    """
    now = time.monotonic()
    kept = _calendars.get(provisional)
    if kept is None or now - kept[0] > CALENDAR_KEPT_SECONDS:
        kept = _calendars[provisional] = (now, calendar_version(provisional=provisional))
    return kept[1]


def calendar_version(version: str = "", *, provisional: bool = True) -> WorkCalendar:
    """One version of the work calendar (empty: the newest), read from the table."""
    versions = CalendarVersion.objects.order_by("-no")
    found = (versions.filter(version=version) if version else versions).first()
    if found is None:
        raise refuse("no_calendar", zh="还没有公布工作日历。", en="No work calendar has been published yet.")
    rows = CalendarDay.objects.filter(version=found).values_list("day", "kind")
    return WorkCalendar.from_rows(found.version, rows, provisional=provisional)


def forget_calendar() -> None:
    """Drops the kept calendars of this process: after publishing another one, and between tests."""
    _calendars.clear()


def demo_offers() -> list[DemoOffer]:
    """The roles of the story in their order."""
    columns = ("key", "group_zh", "group_en", "label_zh", "label_en")
    rows = DemoRole.objects.order_by("order", "key").values(*columns)
    return [DemoOffer(**row) for row in rows]
