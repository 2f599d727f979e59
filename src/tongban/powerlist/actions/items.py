"""Acts of the list office on items and their versions: enter, draft, publish, suspend, cancel.

Each records its event in the same transaction. Who holds a power is in `holdings`, importing files in `imports`.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.queries import bodies
from tongban.kernel import canonical
from tongban.kernel.actor import Actor
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.flow.findings import FlowRefused
from tongban.kernel.flow.net import Net
from tongban.kernel.flow.stored import to_json
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append
from tongban.powerlist.actions.citations import write_cited
from tongban.powerlist.actions.docket import settle_published
from tongban.powerlist.actions.standing import need_live_basis
from tongban.powerlist.events.items import ItemCreated, ItemDrafted, ItemPublished, ItemStateChanged
from tongban.powerlist.models import Item, ItemVersion, SearchTerm
from tongban.powerlist.permissions import may_change_item, may_manage_list
from tongban.powerlist.queries.checking import findings_of
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.content import ItemContent, content_json, parse_content
from tongban.powerlist.rules.lint import BLOCKS, LintFinding
from tongban.powerlist.rules.rows import item_code_fault, safe
from tongban.powerlist.rules.words import wordings


def need_list_office(by: Actor) -> None:
    """Stops whoever may not change the list."""
    refusal = may_manage_list(by)
    if refusal is not None:
        raise Refused(refusal)


def need_basis(basis_doc: str) -> None:
    """Stops an act on the list that names no document."""
    if not basis_doc.strip() or len(basis_doc) > 120:
        raise refuse(
            "basis_needed",
            zh="请写明依据的文件，120 字以内。",
            en="Name the document this rests on, in at most 120 characters.",
        )


def version_digest(content: ItemContent, flow: str) -> str:
    """SHA-256, in hex, of the canonical content with its flow: what a published version is known by."""
    return hashlib.sha256(canonical.encode({"content": content_json(content), "flow": flow})).hexdigest()


@transaction.atomic
def create_item(*, code: str, by: Actor, at: datetime, item_id: UUID | None = None) -> UUID:
    """Enters an item under its code. Refused when the code is malformed or taken."""
    need_list_office(by)
    if item_code_fault(code):
        raise refuse(
            "item.code",
            zh="事项编码“{item}”不合规定：3 至 80 位字母、数字、连字符或下划线。",
            en="The item code “{item}” is not allowed: use 3 to 80 letters, digits, hyphens or underscores.",
            item=safe(code),
        )
    item = item_id or uuid7()
    append(event=ItemCreated(code), subject=item, seq=1, by=by, at=at)
    try:
        with transaction.atomic():
            Item.objects.create(id=item, code=code, seq=1)
    except IntegrityError as error:
        raise refuse(
            "item.code_taken",
            zh="事项编码“{item}”已经使用，请打开原事项修改。",
            en="The item code “{item}” is in use already; open that item instead.",
            item=code,
        ) from error
    return item


@transaction.atomic
def save_draft_version(
    *, item_id: UUID, content: object, flow: str, by: Actor, at: datetime, revision: int | None = None
) -> UUID:
    """Saves what an item is to say, as its one draft. `content` is the JSON value, `flow` BPMN or empty.

    `revision` is that of the draft the changes were made on; refused ("stale") when somebody saved it meanwhile.
    Refused when the content is malformed; whether it may be published is asked at publication only.
    """
    need_list_office(by)
    parsed = parse_content(content)
    item = _item(item_id)
    need_own(by, item)
    draft = ItemVersion.objects.filter(item=item, state="draft").first()
    _need_revision(draft, revision)
    row = draft or ItemVersion(id=uuid7(), item=item, no=ItemVersion.objects.filter(item=item).count() + 1)
    row.content, row.flow, row.digest = content_json(parsed), flow, version_digest(parsed, flow)
    row.body_id = _body_id(parsed)
    event = ItemDrafted(version_id=row.pk, no=row.no, digest=row.digest)
    row.seq = item.seq = append(event=event, subject=item.pk, seq=item.seq + 1, by=by, at=at).seq
    item.save(update_fields=["seq"])
    row.save(force_insert=draft is None, force_update=draft is not None)
    return row.pk


def need_own(by: Actor, item: Item) -> None:
    """Stops a body's list office at the items of others."""
    newest = ItemVersion.objects.filter(item=item).order_by("-no").only("body_id").first()
    refusal = may_change_item(by, reach_of(by), newest.body_id) if newest is not None else None
    if refusal is not None:
        raise Refused(refusal)


def _need_revision(draft: ItemVersion | None, revision: int | None) -> None:
    """Stops a change made on a draft that has changed since, or is gone."""
    if revision is not None and (draft is None or draft.seq != revision):
        raise refuse(
            "stale",
            zh="这份草稿在您修改期间已有人保存或发布，您的修改没有保存。",
            en="Somebody saved or published this draft while you worked on it; your changes are not saved.",
        )


@transaction.atomic
def publish_version(
    *, version_id: UUID, valid_from: date, by: Actor, at: datetime, revision: int | None = None
) -> UUID:
    """Puts a draft in force from a day on and ends the version before it on that day; from then on it is immutable.

    Refused when a rule blocks it, when its flow does not compile, when a version from that day or later exists, or
    when the draft is no longer the one that was looked at (`revision`). Answers the version's id.
    """
    need_list_office(by)
    row = ItemVersion.objects.select_for_update().filter(pk=version_id, state="draft").first()
    if row is None:
        raise refuse(
            "no_draft", zh="没有这份草稿，可能已经发布。", en="There is no such draft; it may be published already."
        )
    item = _item(row.item_id)
    need_own(by, item)
    _need_revision(row, revision)
    content = parse_content(row.content)
    net = compiled(row.flow) if row.flow else None
    _refuse_blocked(findings_of(content, net, on=valid_from))
    need_live_basis(content, valid_from)
    before = _version_before(item, valid_from)
    event = ItemPublished(row.pk, row.no, row.digest, valid_from, before.pk if before else None)
    seq = append(event=event, subject=item.pk, seq=item.seq + 1, by=by, at=at).seq
    if before is not None:
        ItemVersion.objects.filter(pk=before.pk).update(valid=(before.valid.lower, valid_from), seq=seq)
    Item.objects.filter(pk=item.pk).update(seq=seq)
    row.state, row.valid, row.published_at, row.seq = "published", (valid_from, None), at, seq
    row.net = to_json(net) if net else None
    row.save(force_update=True)
    _write_search_terms(item.pk, content)
    write_cited(row.pk, row.content)
    settle_published(item_id=item.pk, version_id=row.pk, no=row.no, by=by, at=at)
    return row.pk


def compiled(flow: str) -> Net:
    """The net of a BPMN text; a flow with faults is refused with all of them."""
    try:
        return compile_flow(read_bpmn(flow.encode()))
    except FlowRefused as error:
        raise refuse(
            "flow.faults",
            zh="流程图有 {count} 处不通：{zh_list}",
            en="The flow has {count} faults: {en_list}",
            count=len(error.findings),
            zh_list="；".join(f"{f.element} {f.zh}" for f in error.findings),
            en_list="; ".join(f"{f.element} {f.en}" for f in error.findings),
        ) from error


def _refuse_blocked(findings: tuple[LintFinding, ...]) -> None:
    blocking = [finding for finding in findings if finding.severity == BLOCKS]
    if blocking:
        raise refuse(
            "item.blocked",
            zh="不能发布，有 {count} 处必须改：{zh_list}",
            en="This cannot be published; {count} faults must be mended: {en_list}",
            count=len(blocking),
            zh_list="；".join(f"{f.path} {f.zh}，应{f.right_zh}" for f in blocking),
            en_list="; ".join(f"{f.path}: {f.en} ({f.right_en})" for f in blocking),
            findings=tuple(blocking),
        )


def _version_before(item: Item, valid_from: date) -> ItemVersion | None:
    last = ItemVersion.objects.filter(item=item, state="published").order_by("-no").first()
    if last is None or last.valid.upper is not None:
        return None
    if last.valid.lower >= valid_from:
        raise refuse(
            "item.version_later",
            zh="第 {no} 版自{day}起生效，新版本要从更晚的日期起。",
            en="Version {no} is in force from {day}; a new one must begin on a later day.",
            no=last.no,
            day=last.valid.lower,
        )
    return last


def _write_search_terms(item_id: UUID, content: ItemContent) -> None:
    SearchTerm.objects.filter(item_id=item_id).delete()
    SearchTerm.objects.bulk_create(
        SearchTerm(item_id=item_id, kind=w.kind, text=w.text, pinyin=w.pinyin, initials=w.initials)
        for w in wordings(content)
    )


def suspend_item(*, item_id: UUID, since: date, basis_doc: str, by: Actor, at: datetime) -> None:
    """Suspends an item from a day on, by a document; its guide says so. Cases under way go on."""
    _change_state(item_id, codes.SUSPENDED, since, basis_doc, by, at)


def resume_item(*, item_id: UUID, since: date, basis_doc: str, by: Actor, at: datetime) -> None:
    """Takes a suspended item into use again, by a document."""
    _change_state(item_id, codes.IN_USE, since, basis_doc, by, at)


def cancel_item(*, item_id: UUID, since: date, basis_doc: str, by: Actor, at: datetime) -> None:
    """Cancels an item for good from a day on, by a document; its versions stay readable."""
    _change_state(item_id, codes.CANCELLED, since, basis_doc, by, at)


@transaction.atomic
def _change_state(item_id: UUID, state: int, since: date, basis_doc: str, by: Actor, at: datetime) -> None:
    need_list_office(by)
    item = _item(item_id)
    need_own(by, item)
    need_basis(basis_doc)
    if state not in codes.ITEM_MOVES[item.state]:
        now, then = codes.ITEM_STATES[item.state], codes.ITEM_STATES[state]
        raise refuse(
            "item.move",
            zh="事项现在是“{now_zh}”，不能改为“{then_zh}”。",
            en="The item is {now_en} and cannot become {then_en}.",
            now_zh=now[0],
            now_en=now[1],
            then_zh=then[0],
            then_en=then[1],
        )
    event = ItemStateChanged(item.state, state, since, basis_doc)
    seq = append(event=event, subject=item.pk, seq=item.seq + 1, by=by, at=at).seq
    Item.objects.filter(pk=item.pk).update(state=state, state_since=since, state_basis=basis_doc, seq=seq)


def _item(item_id: UUID) -> Item:
    item = Item.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise refuse("no_item", zh="没有这个事项。", en="There is no such item.")
    return item


def _body_id(content: ItemContent) -> UUID | None:
    return next((body.id for body in bodies(timezone.localdate()) if body.key == content.body), None)
