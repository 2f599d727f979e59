"""Reading the document marks and review lines of all bodies, for the administrator who sets them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from tongban.documents.models import DocumentMark, ReviewLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a body's papers bear: its mark, who reviews its decisions; the numbers of their last entries, 0 for none."""

    mark: str = ""
    mark_seq: int = 0
    line: str = ""
    authority_zh: str = ""
    authority_en: str = ""
    court_zh: str = ""
    court_en: str = ""
    line_seq: int = 0

    @property
    def lacks(self) -> bool:
        """Whether the body could not issue a whole decision: no mark, or nobody who reviews it."""
        return not self.mark or not self.line


def papers_of_bodies() -> dict[UUID, Paper]:
    """The marks and review lines by body; two statements."""
    marks = {row.body_id: row for row in DocumentMark.objects.all()}
    lines = {row.body_id: row for row in ReviewLine.objects.all()}
    return {body: _paper(marks.get(body), lines.get(body)) for body in {*marks, *lines}}


def _paper(mark: DocumentMark | None, line: ReviewLine | None) -> Paper:
    bare = Paper(mark=mark.mark, mark_seq=mark.seq) if mark else Paper()
    if line is None:
        return bare
    return replace(
        bare, line=line.line, authority_zh=line.authority_zh, authority_en=line.authority_en, court_zh=line.court_zh,
        court_en=line.court_en, line_seq=line.seq,
    )  # fmt: skip
