"""The notes on the pages of a case's papers, in clear for those who may read the case. One statement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongban.cases.models import PaperNote
from tongban.cases.queries.casefile import CaseFile


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note: its number on its paper, the page and place, what it says, whose and when."""

    no: int
    page: int
    x: int
    y: int
    text: str
    by_ref: UUID
    at: datetime


def notes_of(file: CaseFile) -> dict[str, list[NoteView]]:
    """The notes by paper, without those on a file that was replaced since; an erased person's are empty."""
    if not file.count("case.noted"):
        return {}
    current = {paper.material.key: paper.file.id for paper in file.papers if paper.file is not None}
    found: dict[str, list[NoteView]] = defaultdict(list)
    for row in PaperNote.objects.filter(case_id=file.case.pk).order_by("seq"):
        if current.get(row.key) == row.file_id:
            text = file.opened_text(bytes(row.words))
            found[row.key].append(NoteView(len(found[row.key]) + 1, row.page, row.x, row.y, text, row.by_ref, row.at))
    return dict(found)
