"""One case opened for its applicant: what happened in words, what is to be supplied, its documents and certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from tongban.agencies.queries import body_named, sealing_key, unseal
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.models import Hearing, HearingRight, Notice
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.mine import MatterLine
from tongban.cases.rules import ASKED, HELD, PAUSE_KINDS, SUSPENSIONS, TERMINATIONS
from tongban.cases.rules.relief import relief_said
from tongban.certificates.queries import CertificateRef, certificate_of
from tongban.documents.queries.papers import DocumentView, documents_of
from tongban.kernel.clock.words import MONTHS_EN
from tongban.ledger.events import Entry
from tongban.ledger.queries import events_of
from tongban.powerlist.rules.codes import BENEFIT
from tongban.powerlist.rules.content import FormField, ItemContent, Material

Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the timeline, in both languages; `note` says by which body."""

    at: datetime
    zh: str
    en: str
    note_zh: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the notice asks for: a paper or a question, what is wrong with it and why."""

    key: str
    zh: str
    en: str
    missing: bool
    reason: str
    material: Material | None
    question: FormField | None


_SAID: Final[dict[str, Words]] = {
    "case.received": ("收到申请", "Application received"),
    "case.accepted": ("受理", "Accepted"),
    "case.supplemented": ("您补交了材料，受理期限重新计算", "You supplied papers; the time to answer starts again"),
    "case.not_accepted": ("不予受理", "Not accepted"),
    "case.reviewed": ("完成审查", "Reviewed"),
    "case.result_issued": ("制作证照", "Certificate made"),
    "case.delivered": ("送达", "Delivered"),
    "case.resumed": ("恢复计时", "Time counts again"),
    "case.extended": ("延长期限，已告知您", "Limit extended; you were told"),
    "case.withdrawn": ("您撤回了申请", "You withdrew the application"),
    "case.urged": ("服务中心催办", "Urged"),
    "case.supplied_later": ("补交了容缺材料", "You handed in what was to follow"),
    "case.supply_reminded": ("提醒您补交容缺材料", "You were reminded of what is to follow"),
    "case.committed": ("作出告知承诺", "You made the commitment"),
    "case.commitment_checked": ("核查了您的承诺", "Your commitment was checked"),
    "case.wait_ended": ("公示期满", "The notice has run its days"),
    "case.hearing_called": ("听证通知，所需时间不计入期限", "Hearing announced; its time does not count"),
    "case.interested_told": ("告知利害关系人", "A third party was told"),
    "case.statement_taken": ("收到利害关系人的陈述", "A third party made a statement"),
    "case.statement_weighed": ("答复利害关系人的陈述", "A third party's statement was answered"),
    "case.continued": ("恢复办理", "The case goes on"),
}


OWN: Final = frozenset({"case.step", "case.noted"})
"""What happens among those who handle a case; notes reach the applicant in the notice."""


def timeline(matter: MatterLine) -> list[Happened]:
    """What happened, newest first: the ledger's own entries in words."""
    relief = matter.ref.content.item_type == BENEFIT
    return [_happened(entry, relief) for entry in reversed(events_of("case", matter.id)) if entry.type not in OWN]


def _happened(entry: Entry, relief: bool) -> Happened:
    known = relief_said(entry.type, str(entry.data.get("decision"))) if relief else None
    zh, en = known or _words(entry.type, entry.data)
    note: Words = ("", "")
    if entry.body_id is not None:
        body = body_named(entry.body_id, entry.at.astimezone(ZONE).date())
        note = (body.name_zh, body.name_en)
    if entry.on_behalf is not None:
        note = (f"{note[0] or '您委托的人'}代办", f"by mandate: {note[1] or 'the person you named'}")
    return Happened(entry.at, zh, en, *note)


def _words(kind: str, data: Mapping[str, Any]) -> Words:
    if kind == "case.accepted" and data.get("origin") == "deemed":
        day = datetime.fromisoformat(str(data["counted_from"])).astimezone(ZONE).date()
        return (
            f"过时没有告知，视为受理，自 {day.month}月{day.day}日起算",
            f"No notice in time, so deemed accepted, counted from {day.day} {MONTHS_EN[day.month - 1]}",
        )
    if kind == "case.notified":
        count = len(data.get("points", ()))
        return f"一次告知需要补正 {count} 项", f"Told at once what is missing: {count}"
    if kind == "case.decided":
        granted = data.get("decision") == "grant"
        return ("决定：准予许可", "Decided: granted") if granted else ("决定：不予许可", "Decided: refused")
    if kind == "case.renewed_by_law":
        day = datetime.fromisoformat(str(data["counts_from"]))
        return (
            f"期满前没有决定，视为准予延续，自 {day.month}月{day.day}日起算",
            f"Not decided before the end, so renewed by law, counted from {day.day} {MONTHS_EN[day.month - 1]}",
        )
    if kind == "case.paused":
        named = PAUSE_KINDS.get(str(data.get("pause_kind")), ("", "", ""))
        return f"停止计时：{named[0]}，已书面告知您", f"Time not counted: {named[1]}; you were told in writing"
    return _special(kind, data) or _SAID.get(kind, ("办理中的一步", "A step was done"))


def _special(kind: str, data: Mapping[str, Any]) -> Words | None:
    """Hearing, suspension and termination as the applicant reads them."""
    if kind == "case.hearing_right_told":
        mine = data.get("interested") is None
        return ("告知您听证权利", "You were told of the right to a hearing") if mine else (
            "告知利害关系人听证权利", "A third party was told of the right to a hearing"
        )  # fmt: skip
    if kind == "case.hearing_answered":
        asked = data.get("answer") == ASKED
        return ("有人要求听证", "A hearing was asked for") if asked else ("不要求听证", "No hearing is asked for")
    if kind == "case.hearing_closed":
        held = data.get("outcome") == HELD
        return ("听证笔录归档", "The hearing's record was filed") if held else ("放弃听证", "The hearing was given up")
    grounds = {
        "case.suspended": (SUSPENSIONS, "中止办理", "Suspended"),
        "case.terminated": (TERMINATIONS, "终止办理", "Ended"),
    }
    if kind not in grounds:
        return None
    listed, zh, en = grounds[kind]
    ground = listed.get(str(data.get("ground")))
    return (f"{zh}：{ground.zh}", f"{en}: {ground.en}") if ground else (zh, en)


def notice_points(matter: MatterLine) -> list[Point]:
    """The points of the newest one-time notice, with their reasons opened for the applicant; empty without one."""
    row = Notice.objects.filter(case_id=matter.id).order_by("-no").first()
    if row is None:
        return []
    told: list[dict[str, str]] = row.points
    if row.sealed:
        told = orjson.loads(unseal(sealing_key(matter.applicant_id), bytes(row.sealed)))
    return [_point(matter.ref.content, one) for one in told]


def _point(content: ItemContent, told: Mapping[str, str]) -> Point:
    key = told["key"]
    material = content.material(key)
    question = next((field for field in content.fields() if field.key == key), None)
    name = material.name if material is not None else question.label if question is not None else None
    return Point(
        key=key,
        zh=name.zh if name else key,
        en=name.words("en") if name else key,
        missing=told.get("state") == "missing",
        reason=told.get("reason", ""),
        material=material,
        question=question,
    )


def papers_of(matter: MatterLine) -> list[DocumentView]:
    """The official documents of the case, newest first; a letter to a third party is theirs alone."""
    return [paper for paper in reversed(documents_of(matter.id)) if not paper.data.get("to_party")]


def certificate_for(matter: MatterLine) -> CertificateRef | None:
    """The certificate the case has led to."""
    result = matter.ref.content.result
    if matter.decision != "grant" or result is None or result.certificate is None:
        return None
    return certificate_of(matter.id, result.certificate.kind)


def matter_key(matter: MatterLine) -> SealingKey:
    """Under which the applicant's texts and file names are sealed."""
    return sealing_key(matter.applicant_id)


def is_paper_of(document_id: UUID, papers: list[DocumentView]) -> DocumentView | None:
    """The document of an id among those of the case."""
    return next((paper for paper in papers if paper.id == document_id), None)


def hearing_right(matter: MatterLine) -> HearingRight | None:
    """The notice that told the applicant of the right to a hearing; None when there was none."""
    return HearingRight.objects.filter(case_id=matter.id, interested=None).first()


def own_hearing(matter: MatterLine) -> Hearing | None:
    """The newest hearing of the case."""
    return Hearing.objects.filter(case_id=matter.id).order_by("-at").first()
