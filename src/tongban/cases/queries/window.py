"""What the window needs before it receives: the item with its papers and places, and what the receipt would start."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.cases.models import Case, Deferral, Notice
from tongban.cases.queries.draft import Place, places_for
from tongban.cases.queries.limits import Times, deadline_of
from tongban.cases.queries.missing import needed, shown
from tongban.cases.rules import State
from tongban.kernel.clock.deadline import Deadline
from tongban.kernel.flow.feel import compile_condition
from tongban.powerlist.queries import VersionRef, published_item
from tongban.powerlist.rules.content import FormField, ItemContent, Material

ON_PAPER: Final = "见纸质申请表"
"""The answer to a question that stands on the paper form only; reviewers read it there."""
WORDED: Final = frozenset({"text", "textarea", "address"})


@dataclass(frozen=True, slots=True)
class Counter:
    """One item ready to be received: its version, where, until when acceptance would be answered if received now."""

    ref: VersionRef
    places: list[Place]
    answer_by: Deadline | None


def counter_for(code: str, now: datetime) -> Counter | None:
    """The item of a code as the window receives it; None when it is not in force. Refused for an unknown code."""
    item = published_item(code)
    if item.version is None:
        return None
    content = item.version.content
    answer = deadline_of(content, "acceptance", Times(now, None, now)) if content.whole else None
    return Counter(item.version, places_for(item.id, now), answer)


def deferred_case(number: str) -> UUID | None:
    """A case by number that waits for papers which were to follow; None when there is none."""
    found = Deferral.objects.filter(case__number=number, supplied_at__isnull=True).values_list("case_id", flat=True)
    return found.first()


def typed_fields(content: ItemContent) -> list[FormField]:
    """The questions that a clerk must type: those that decide which papers are asked, and what
    is chosen from a register: the order on the screen is drawn, that on a printed form would prefer somebody.
    """
    texts = [paper.situation for paper in content.materials if paper.situation]
    texts += [member.condition for member in content.members if member.condition]
    asked = {name for text in texts for name in compile_condition(text).names}
    return [field for field in content.fields() if field.key in asked or field.register]


def printed_fields(content: ItemContent, typed: Collection[str]) -> list[FormField]:
    """The questions whose answers will stand on the certificate; typed now, nobody has to ask for them again."""
    result = content.result
    wanted = result.certificate.fields if result is not None and result.certificate is not None else ()
    return [field for field in content.fields() if field.key in wanted and field.key not in typed]


def paper_answers(content: ItemContent, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as received on paper: what was typed, and for the other worded questions where they stand.

    Other kinds of question stay empty: a choice that nobody made is not made up.
    """
    given = {key: value for key, value in answers.items() if value not in (None, "", [])}
    for field in content.fields():
        if field.key not in given and field.type in WORDED and field.required and shown(field, given):
            given[field.key] = ON_PAPER
    return given


def checklist(content: ItemContent, answers: Mapping[str, Any]) -> list[Material]:
    """The papers to look through, in the guide's order; a situational one shows until its answer rules it out."""
    return [
        paper
        for paper in content.materials
        if paper.necessity != "situation" or needed(paper, answers) or not _answered(paper, answers)
    ]


def _answered(paper: Material, answers: Mapping[str, Any]) -> bool:
    names = compile_condition(str(paper.situation)).names
    return all(answers.get(name) not in (None, "") for name in names)


def lacking(papers: Sequence[Material], have: Collection[str], answers: Mapping[str, Any]) -> list[Material]:
    """Papers that are needed, not had and not known to the platform already; a deferrable one may follow."""
    return [p for p in papers if p.key not in have and not p.held and needed(p, answers)]


@dataclass(frozen=True, slots=True)
class Noticed:
    """A case that waits for papers, with the points of its last notice (keys and states)."""

    case_id: UUID
    number: str
    item_name: str
    version_id: UUID
    applicant_id: UUID
    state: str
    points: tuple[dict[str, Any], ...]
    told_at: datetime | None


def noticed_case(*, number: str = "", case_id: UUID | None = None) -> Noticed | None:
    """A case by number or id with the points of its last notice; None when there is no such case (two statements)."""
    columns = ("id", "number", "item_name", "item_version_id", "applicant_id", "state")
    wanted: dict[str, Any] = {"pk": case_id} if case_id else {"number": number}
    row = Case.objects.filter(**wanted).values_list(*columns).first()
    if row is None:
        return None
    last = Notice.objects.filter(case_id=row[0]).order_by("-no").values_list("points", "at").first()
    points, told = (tuple(last[0]), last[1]) if last and row[5] == State.NOTICED else ((), None)
    return Noticed(row[0], row[1], row[2], row[3], row[4], row[5], points, told)


@dataclass(frozen=True, slots=True)
class Received:
    """A case as the window that received it sees it afterwards."""

    case_id: UUID
    number: str
    item_name: str
    version_id: UUID
    applicant_id: UUID
    body_id: UUID
    window_post_id: UUID | None
    lookup_hash: bytes
    received_at: datetime
    closed: bool


def received_case(case_id: UUID) -> Received | None:
    """A received case by its id; None when there is none (one statement)."""
    columns = ("id", "number", "item_name", "item_version_id", "applicant_id", "body_id", "window_post_id",
               "lookup_hash", "received_at", "state")  # fmt: skip
    row = Case.objects.filter(pk=case_id).values_list(*columns).first()
    if row is None:
        return None
    return Received(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], bytes(row[7]), row[8], row[9] == State.CLOSED
    )
