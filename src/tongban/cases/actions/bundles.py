"""一件事一次办: receiving one application for several items, and letting the members go on in their order.

Each member becomes a case of its own, under its own limits; what waits is received when those before it are granted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction

from tongban.agencies.queries import seal, sealing_key, unseal
from tongban.cases.actions.receive import Given, Receipt, receive_case
from tongban.cases.events import BundleMemberTold, BundleMoved, BundleReceived
from tongban.cases.models import Bundle, BundleMember
from tongban.cases.permissions import may_act_as_applicant, may_receive
from tongban.cases.queries.bundles import codes_of_member, standing_of
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.wire import one_row
from tongban.cases.rules.bundles import DONE, OUTSIDE, RECEIVED, WAITING, closed, moves, waited_for
from tongban.exchange.actions.entrants import tell_activities
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.flow.feel import compile_condition
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append
from tongban.powerlist.queries import VersionRef, published_item, version
from tongban.powerlist.rules.bundles import answers_for
from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.members import Member
from tongban.powerlist.rules.scopes import ACTIVITIES, lines_of, registrations_of

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class BundleReceipt:
    """What the applicant gets: the bundle, its number, and the receipt of each member that could start at once."""

    bundle_id: UUID
    number: str
    receipts: tuple[Receipt, ...]


def wanted_members(content: ItemContent, answers: Mapping[str, Any]) -> list[Member]:
    """The members that these answers want, in the order of the version."""
    return [m for m in content.members if not m.condition or compile_condition(m.condition).holds(answers)]


def licences_wanted(content: ItemContent, answers: Mapping[str, Any]) -> list[str]:
    """The items that the founder's answers need besides, in the order of the form."""
    chosen = answers.get(ACTIVITIES) or ()
    return [line.item for line in lines_of(content) if line.item in chosen]


@transaction.atomic
def receive_bundle(
    *,
    version_id: UUID,
    applicant_id: UUID,
    place_id: UUID,
    channel: str,
    answers: Mapping[str, Any],
    materials: Sequence[Given],
    by: Actor,
    at: datetime,
    bundle_id: UUID | None = None,
) -> BundleReceipt:
    """Receives one application for several items: members that wait for nobody are received at once, side by side.

    Refused as `receive_case` refuses, for any of them: then none is received.
    """
    problem = may_receive(by)
    if problem is not None:
        raise Refused(problem)
    ref = version(version_id)
    wanted = wanted_members(ref.content, answers)
    if not wanted:
        raise refuse(
            "bundle_empty",
            zh="按您的回答，这件事里没有需要办的事项。请核对回答。",
            en="By your answers none of these items is needed. Check the answers.",
        )
    sealed = seal(sealing_key(applicant_id), orjson.dumps(dict(answers)))
    papers = [{"key": m.key, "file": str(m.file_id) if m.file_id else None, "held": m.held} for m in materials]
    row = Bundle(
        id=bundle_id or uuid7(), number=_number(at), item_version_id=version_id, applicant_id=applicant_id,
        place_id=place_id, channel=channel, sealed=sealed, papers=papers,
        licences=licences_wanted(ref.content, answers), received_at=at, seq=1,
    )  # fmt: skip
    event = BundleReceived(
        number=row.number, item=str(ref.item_id), item_version=str(ref.id), applicant=str(applicant_id),
        channel=channel,
        members=[member.item for member in wanted],
        licences=row.licences,
    )  # fmt: skip
    append(event=event, subject=row.pk, seq=1, by=by, at=at, place_id=place_id)
    row.save(force_insert=True)
    for place, member in enumerate(wanted):
        BundleMember.objects.create(
            id=uuid7(), bundle=row, place_no=place, item=member.item, state=WAITING, at=at, seq=1
        )
    return BundleReceipt(row.pk, row.number, tuple(_go_on(row, ref, by, at)))


def _number(at: datetime) -> str:
    """`QHT20261105001`: the serial of bundles of the day."""
    day, prefix = at.astimezone(ZONE).date(), f"{settings.COUNTY['prefix']}T"
    row = one_row(
        "INSERT INTO cases_casenumber AS s (prefix, day, next) VALUES (%s, %s, 2) "
        "ON CONFLICT (prefix, day) DO UPDATE SET next = s.next + 1 RETURNING next - 1",
        [prefix, day],
    )
    assert row is not None  # an INSERT that returns
    return f"{prefix}{day:%Y%m%d}{int(row[0]):03d}"


def _go_on(row: Bundle, ref: VersionRef, by: Actor, at: datetime) -> list[Receipt]:
    """Moves the members that can move, in one event; answers the receipts of those that became cases."""
    changed = moves(standing_of(row))
    if not changed:
        return []
    receipts = _received(row, ref, _at(RECEIVED, changed), by, at)
    cases = {item: receipt.case_id for item, receipt in receipts.items()}
    states = {member.item: member.state for member in BundleMember.objects.filter(bundle=row)} | changed
    over = closed(list(states.values()))
    event = BundleMoved(
        moved=[f"{item}:{state}" for item, state in sorted(changed.items())],
        cases=[str(case) for case in cases.values()],
        closed=over,
    )
    append(event=event, subject=row.pk, seq=row.seq + 1, by=by, at=at, place_id=row.place_id)
    row.seq += 1
    if over:
        row.state, row.closed_at = "closed", at
    if WAITING not in states.values():
        row.sealed = None  # every member has its own copy now
    row.save(update_fields=["seq", "state", "closed_at", "sealed"])
    for item, state in changed.items():
        case = {"case_id": cases[item]} if item in cases else {}
        BundleMember.objects.filter(bundle=row, item=item).update(state=state, at=at, seq=row.seq, **case)
    _tell_departments(row, ref, _at(DONE, changed), at)
    return [*receipts.values()]


def _at(state: str, changed: Mapping[str, str]) -> list[str]:
    """The members that came to a state."""
    return [item for item, now in changed.items() if now == state]


def _received(row: Bundle, ref: VersionRef, items: Sequence[str], by: Actor, at: datetime) -> dict[str, Receipt]:
    """The members that become cases now, out of the answers of the one form."""
    if not items:
        return {}
    told = {member.item: member for member in ref.content.members}
    answers: dict[str, Any] = orjson.loads(unseal(sealing_key(row.applicant_id), bytes(row.sealed or b"")))
    return {item: _receive(row, told[item], answers, by, at) for item in items}


def _tell_departments(row: Bundle, ref: VersionRef, done: Sequence[str], at: datetime) -> None:
    """双告知: once the firm is registered elsewhere, what its founder answered reaches the departments."""
    codes = {code for item in registrations_of(ref.content) & set(done) for code in codes_of_member(item)}
    if codes and lines_of(ref.content):
        tell_activities(applicant_id=row.applicant_id, codes=codes, since=row.received_at, licences=row.licences, at=at)


def _receive(row: Bundle, member: Member, answers: Mapping[str, Any], by: Actor, at: datetime) -> Receipt:
    """A member as a case: its own answers and papers out of the bundle's."""
    found = published_item(member.item, at.astimezone(ZONE).date())
    if found.version is None:
        raise refuse(
            "bundle_member",
            zh="“{item}”现在不能办理，请向政务服务中心咨询。",
            en="“{item}” cannot be applied for now. Ask the service centre.",
            item=member.item,
        )
    own = {pair.key: pair.own for pair in member.papers}
    given = [
        Given(own[paper["key"]], UUID(paper["file"]) if paper["file"] else None, paper["held"])
        for paper in row.papers
        if paper["key"] in own
    ]
    return receive_case(
        version_id=found.version.id, applicant_id=row.applicant_id, place_id=row.place_id, channel=row.channel,
        answers=answers_for(member, answers), materials=given, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def tell_member_done(*, bundle_id: UUID, item: str, by: Actor, at: datetime) -> None:
    """The applicant says that a member handled elsewhere is done; for offices that tell us nothing, such as a bank.

    Refused for another's bundle, for a member that is not out there, and for one that others wait for: those begin on
    the word of its own office only.
    """
    row = Bundle.objects.select_for_update().filter(pk=bundle_id).first()
    if row is None or may_act_as_applicant(by, applicant_id=row.applicant_id) is not None:
        raise refuse("not_found", zh="没有查到这件事。", en="We found no such application.")
    going = standing_of(row)
    if next((one.state for one in going if one.item == item), "") != OUTSIDE:
        raise refuse(
            "member_not_outside", zh="这个事项不在其他系统办理，或者已经结束。",
            en="This item is not handled elsewhere, or it has ended.",
        )  # fmt: skip
    if waited_for(going, item):
        raise refuse(
            "member_waited_for",
            zh="别的事项要等它办成才开始，由承办单位的系统告知，不用您点。",
            en="Other items begin when it is granted; its own office tells us, so there is nothing to press.",
        )
    over = closed([one.state for one in going if one.item != item])
    append(event=BundleMemberTold(item=item, closed=over), subject=row.pk, seq=row.seq + 1, by=by, at=at,
           place_id=row.place_id)  # fmt: skip
    row.seq += 1
    if over:
        row.state, row.closed_at = "closed", at
    row.save(update_fields=["seq", "state", "closed_at"])
    BundleMember.objects.filter(bundle=row, item=item).update(state=DONE, at=at, seq=row.seq)


def go_on_bundles(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Lets every open bundle go on whose members have got further; answers how many moved. Running twice changes
    nothing.
    """
    moved = 0
    for key in list(Bundle.objects.filter(state="open").order_by("received_at").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            row = Bundle.objects.select_for_update(skip_locked=True).filter(pk=key, state="open").first()
            if row is not None and moves(standing_of(row)):
                _go_on(row, version(row.item_version_id), replace(by, channel=row.channel), at)
                moved += 1
    return moved
