"""A bundle as the window that received it sees it afterwards: its members, which are cases, which wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongban.cases.models import Bundle, BundleMember
from tongban.cases.rules.bundles import MEMBER_WORDS
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import published_item, version


@dataclass(frozen=True, slots=True)
class ReceivedMember:
    """One member: its names and state in both languages, its case if it has become one."""

    item: str
    names: tuple[str, str]
    state: str
    words: tuple[str, str]
    after: tuple[str, ...]
    case_id: UUID | None
    number: str
    lookup_hash: bytes


@dataclass(frozen=True, slots=True)
class ReceivedBundle:
    """The bundle with the post and body that received it (none for one that came in online)."""

    id: UUID
    number: str
    names: tuple[str, str]
    applicant_id: UUID
    received_at: datetime
    post_id: UUID | None
    body_id: UUID | None
    members: tuple[ReceivedMember, ...]


def received_bundle(bundle_id: UUID) -> ReceivedBundle | None:
    """A bundle by its id; None when there is none."""
    row = Bundle.objects.filter(pk=bundle_id).first()
    if row is None:
        return None
    content, first = version(row.item_version_id).content, events_of("bundle", bundle_id)[0]
    after = {member.item: member.after for member in content.members}
    members = BundleMember.objects.filter(bundle=row).select_related("case").order_by("place_no")
    return ReceivedBundle(
        row.pk, row.number, (content.name.zh, content.name.en), row.applicant_id, row.received_at, first.post_id,
        first.body_id, tuple(_member(member, after.get(member.item, ())) for member in members),
    )  # fmt: skip


def _member(row: BundleMember, after: tuple[str, ...]) -> ReceivedMember:
    found = published_item(row.item).version
    names = (found.content.name.zh, found.content.name.en) if found is not None else (row.item, row.item)
    case = row.case
    number, hashed = (case.number, bytes(case.lookup_hash)) if case is not None else ("", b"")
    return ReceivedMember(row.item, names, row.state, MEMBER_WORDS[row.state], after, row.case_id, number, hashed)
