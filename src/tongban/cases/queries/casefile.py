"""Everything a page about one case reads, in as few statements as it has tables: no words, no permissions.

The clock's turns are read only when the ledger says that there were any.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db.models import F, OuterRef, Subquery

from tongban.agencies.queries import unseal
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.models import Case, CaseForm, CaseMaterial, Task
from tongban.cases.queries.clock import Turned, turned
from tongban.cases.queries.limits import Times
from tongban.cases.queries.missing import asked_materials, shown
from tongban.cases.queries.special import NOTHING, Special, special_of
from tongban.cases.queries.standing import UNTURNED
from tongban.documents.queries.files import FileRef, files_by_id
from tongban.documents.queries.papers import DocumentView, documents_of
from tongban.ledger.events import Entry
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import VersionRef, version
from tongban.powerlist.rules.content import FormField, ItemContent, Material

TURNS: Final = frozenset({"case.paused", "case.extended", "case.hearing_called", "case.suspended"})
SPECIAL: Final = frozenset({"case.hearing_right_told", "case.interested_told", "case.terminated"})


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper of a case: what the list asks for and what is there (`file`, `held`, or neither: missing)."""

    no: int
    material: Material
    held: bool
    file: FileRef | None
    given_at: datetime | None
    later: bool

    @property
    def missing(self) -> bool:
        """Neither handed in nor had by the platform."""
        return self.given_at is None and not self.held


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case whole. `answers` is None for an erased applicant; `paper_no` numbers the papers by key."""

    case: Case
    ref: VersionRef
    answers: dict[str, Any] | None
    tasks: tuple[Task, ...]
    papers: tuple[PaperView, ...]
    events: tuple[Entry, ...]
    documents: tuple[DocumentView, ...]
    turned: Turned
    key: SealingKey | None
    special: Special = NOTHING

    @property
    def content(self) -> ItemContent:
        """What the item says."""
        return self.ref.content

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """Tasks that wait, the one due first first."""
        waiting = [task for task in self.tasks if task.closed_at is None]
        return tuple(sorted(waiting, key=lambda task: (task.due_at is None, task.due_at or task.opened_at)))

    def open_task(self, act: str) -> Task | None:
        """The open task of an act."""
        return next((task for task in self.open_tasks if task.act == act), None)

    def times(self, task: Task | None = None) -> Times:
        """From which moments the limits of the case, or of one of its tasks, run."""
        case = self.case
        if task is None:
            return Times(case.received_last_at, case.counted_from, case.received_at, case.decided_at or case.closed_at)
        return Times(case.received_last_at, case.counted_from, task.opened_at, task.closed_at)

    def paper_no(self, key: str) -> int | None:
        """The number under which a paper stands in the list, or None."""
        return next((paper.no for paper in self.papers if paper.material.key == key), None)

    def document(self, document_id: UUID | str | None) -> DocumentView | None:
        """One of its documents by id."""
        return next((one for one in self.documents if str(one.id) == str(document_id)), None)

    def last(self, event_type: str) -> Entry | None:
        """The newest event of a type."""
        return next((entry for entry in reversed(self.events) if entry.type == event_type), None)

    def count(self, event_type: str) -> int:
        """How many events of a type there are."""
        return sum(entry.type == event_type for entry in self.events)

    def opened_text(self, sealed: bytes | None) -> str:
        """A sealed text of this case in clear; empty when there is none or the applicant was erased."""
        return unseal(self.key, bytes(sealed)).decode() if sealed is not None and self.key is not None else ""

    def shown_fields(self) -> tuple[FormField, ...]:
        """The questions that were asked of this applicant."""
        answers = self.answers or {}
        return tuple(field for field in self.content.fields() if shown(field, answers))


def case_file(case_id: UUID) -> CaseFile | None:
    """One case with its tasks, papers, events and documents; None when there is none."""
    newest = CaseForm.objects.filter(case=OuterRef("pk")).order_by("-revision").values("sealed")[:1]
    case = (
        Case.objects.filter(pk=case_id)
        .annotate(form=Subquery(newest), key_id=F("applicant__key_id"), wrapped=F("applicant__held_key__wrapped"))
        .first()
    )
    if case is None:
        return None
    key = SealingKey(case.applicant_id, case.key_id, bytes(case.wrapped)) if case.wrapped is not None else None
    answers = orjson.loads(unseal(key, bytes(case.form))) if key is not None and case.form is not None else None
    events = tuple(events_of("case", case_id))
    ref = version(case.item_version_id)
    return CaseFile(
        case=case,
        ref=ref,
        answers=answers,
        tasks=tuple(Task.objects.filter(case_id=case_id).order_by("opened_at", "id")),
        papers=_papers(case, ref.content, answers or {}),
        events=events,
        documents=tuple(documents_of(case_id)),
        turned=turned(case_id) if any(entry.type in TURNS for entry in events) else UNTURNED,
        key=key,
        special=special_of(case_id) if any(entry.type in SPECIAL for entry in events) else NOTHING,
    )


def _papers(case: Case, content: ItemContent, answers: dict[str, Any]) -> tuple[PaperView, ...]:
    rows = defaultdict(list)
    for row in CaseMaterial.objects.filter(case_id=case.pk).order_by("revision"):
        rows[row.key].append(row)
    files = files_by_id({given[-1].file_id for given in rows.values() if given[-1].file_id})
    asked = {material.key: material for material in asked_materials(content, answers)}
    # A paper that was given though nobody asked for it is shown too: it was read, so it must be seen.
    wanted = [material for material in content.materials if material.key in asked or material.key in rows]
    return tuple(_paper(no, material, rows.get(material.key, []), files) for no, material in enumerate(wanted, 1))


def _paper(no: int, material: Material, given: list[CaseMaterial], files: dict[UUID, FileRef]) -> PaperView:
    if not given:
        # What the platform has itself (免提交) is there without anybody handing it in.
        return PaperView(no, material, bool(material.held), None, None, False)
    last = given[-1]
    file = files.get(last.file_id) if last.file_id else None
    return PaperView(no, material, last.held, file, last.at, last.seq > 1)


def paper_file(case_id: UUID, key: str) -> UUID | None:
    """The stored file of the newest copy of one paper, or None."""
    newest = CaseMaterial.objects.filter(case_id=case_id, key=key).order_by("-revision")
    found: UUID | None = newest.values_list("file_id", flat=True).first()
    return found
