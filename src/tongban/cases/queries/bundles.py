"""Bundles: what one looks like to its applicant, and what has become of its members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from tongban.cases.models import Bundle, BundleMember
from tongban.cases.queries.mine import MatterLine, own_case
from tongban.cases.rules.bundles import ENDED, MEMBER_WORDS, OUTSIDE, RECEIVED, Going
from tongban.exchange.queries.systems import ForeignLine, foreign_cases_of_applicant
from tongban.kernel.actor import Actor
from tongban.powerlist.queries import VersionRef, published_item, version
from tongban.powerlist.rules.bundles import codes_of
from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.scopes import ScopeLine, lines_of

NOT_GRANTED = frozenset({"not_accepted", "withdrawn", "terminated"})


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member: its item, its state in words of both languages, its case or the outside matter."""

    item: str
    name_zh: str
    name_en: str
    state: str
    zh: str
    en: str
    after: tuple[str, ...]
    matter: MatterLine | None
    elsewhere: ForeignLine | None
    bookable: bool = False


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle with its members in their order."""

    id: UUID
    number: str
    ref: VersionRef
    open: bool
    received_at: datetime
    members: tuple[MemberLine, ...]
    licences: tuple[ScopeLine, ...] = ()

    @property
    def done(self) -> int:
        """How many members have ended well."""
        return sum(member.state == "done" for member in self.members)


@dataclass(frozen=True, slots=True)
class BundleCount:
    """A bundle as a list shows it: how many of its members have ended well, of how many."""

    id: UUID
    number: str
    done: int
    all: int


def open_bundles_of(by: Actor) -> list[BundleCount]:
    """One's own bundles that still run, newest first; one statement, however many cases they hold."""
    own = {one for one in (by.ref, by.on_behalf_of) if one}
    rows = (
        BundleMember.objects.filter(bundle__applicant_id__in=own, bundle__state="open")
        .values_list("bundle_id", "bundle__number")
        .annotate(done=Count("pk", filter=Q(state="done")), every=Count("pk"))
        .order_by("-bundle__received_at", "-bundle_id")[:20]
    )
    return [BundleCount(pk, number, done, every) for pk, number, done, every in rows]


def own_bundle(bundle_id: UUID, by: Actor, now: datetime) -> BundleLine | None:
    """One's own bundle; None for another's, as for one that does not exist."""
    own = {one for one in (by.ref, by.on_behalf_of) if one}
    row = Bundle.objects.filter(pk=bundle_id, applicant_id__in=own).first()
    return _line(row, by, now) if row is not None else None


def _line(row: Bundle, by: Actor, now: datetime) -> BundleLine:
    ref = version(row.item_version_id)
    after = {member.item: member.after for member in ref.content.members}
    foreign = foreign_cases_of_applicant(row.applicant_id)
    members = tuple(
        _member(member, after.get(member.item, ()), by, now, foreign)
        for member in BundleMember.objects.filter(bundle=row).order_by("place_no")
    )
    licences = tuple(line for line in lines_of(ref.content) if line.item in row.licences)
    return BundleLine(row.pk, row.number, ref, row.state == "open", row.received_at, members, licences)


def _member(
    row: BundleMember, after: tuple[str, ...], by: Actor, now: datetime, foreign: list[ForeignLine]
) -> MemberLine:
    item = published_item(row.item).version
    content = item.content if item is not None else None
    zh, en = MEMBER_WORDS[row.state]
    matter = own_case(row.case_id, by, now) if row.case_id else None
    outside = next((line for line in foreign if line.item_code in _codes(row.item, content)), None)
    name_zh, name_en = (content.name.zh, content.name.en) if content else (row.item, row.item)
    return MemberLine(row.item, name_zh, name_en, row.state, zh, en, after, matter,
                      outside if row.state == OUTSIDE or matter is None else None,
                      content is not None and content.bookable)  # fmt: skip


def _codes(item: str, content: ItemContent | None) -> frozenset[str]:
    """The codes of a member; two items may share a name, never a code."""
    return (codes_of(content) if content is not None else frozenset()) | {item}


def codes_of_member(item: str) -> frozenset[str]:
    """Every code by which another system may name a member."""
    found = published_item(item).version
    return _codes(item, found.content if found is not None else None)


def standing_of(bundle: Bundle) -> list[Going]:
    """The members as the rules ask: what has become of each case, and of what runs in other systems."""
    ref = version(bundle.item_version_id)
    told = {member.item: member for member in ref.content.members}
    foreign = foreign_cases_of_applicant(bundle.applicant_id)
    rows = BundleMember.objects.filter(bundle=bundle).select_related("case").order_by("place_no")
    return [
        Going(row.item, told[row.item].after, row.state, told[row.item].outside, _granted(row, bundle, foreign))
        for row in rows
    ]


def _granted(row: BundleMember, bundle: Bundle, foreign: list[ForeignLine]) -> bool | None:
    if row.state in ENDED or row.state not in (RECEIVED, OUTSIDE):
        return None
    if row.case is not None:
        if row.case.state in NOT_GRANTED or row.case.decision == "refuse":
            return False
        return True if row.case.decision == "grant" and row.case.state in ("decided", "closed") else None
    codes = codes_of_member(row.item)
    ended = [line for line in foreign
             if line.item_code in codes and not line.open and line.received_at >= bundle.received_at]  # fmt: skip
    return None if not ended else any(line.state == "closed" and line.decision != "refuse" for line in ended)
