"""批注: an official puts a note at a place on a page of a paper, for all who handle the case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tongban.agencies.queries import seal
from tongban.cases.actions.step import begin_step, retrying
from tongban.cases.events.arrangements import CaseNoted
from tongban.cases.models import Task
from tongban.cases.permissions import may_note
from tongban.cases.queries.casefile import paper_file
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import Act
from tongban.cases.rules.papernotes import note_problem
from tongban.documents.queries.files import files_by_id
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused


def note_on_paper(*, case_id: UUID, key: str, page: int, x: int, y: int, text: str, by: Actor, at: datetime) -> UUID:
    """Writes a note on the newest copy of a paper; `x` and `y` are parts of a thousand of the page. Answers its id.

    What it says is sealed under the applicant's key; the ledger tells the paper and the page alone. Refused to whoever
    has no step in the case, on a page that is not there, without words, and when nothing is reviewed any more.
    """
    file_id = paper_file(case_id, key)
    file = files_by_id({file_id}).get(file_id) if file_id else None
    posts = set(Task.objects.filter(case_id=case_id).values_list("post_id", flat=True))
    problem = may_note(by, posts=posts) or note_problem(text=text, page=page, pages=file.pages if file else 0, x=x, y=y)
    if problem is not None:
        raise Refused(problem)

    def attempt() -> UUID:
        step = begin_step(step_by_case(case_id, "", keyed=True), Act.NOTE, by=by, at=at)
        note_id = uuid7()
        statement = step.statement(CaseNoted(note=str(note_id), paper=key, page=page, **step.notes()))
        row = {
            "id": note_id, "case_id": case_id, "key": key, "file_id": file_id, "page": page, "x": x, "y": y,
            "words": seal(step.view.key, text.strip().encode()), "at": at, "by_ref": by.ref,
        }  # fmt: skip
        statement.insert("cases_papernote", [row])
        statement.run()
        return note_id

    return retrying(attempt)
