"""Parts of the case page: answers with the number of the paper that proves each, the papers, what else can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff
from tongban.cases.permissions import may_extend, may_turn
from tongban.cases.queries.casefile import CaseFile, PaperView
from tongban.cases.queries.clock import approving_body, extension_terms
from tongban.cases.queries.missing import shown
from tongban.cases.queries.papernotes import NoteView, notes_of
from tongban.cases.rules import Act, State, move_problem
from tongban.cases.rules.papernotes import PLACES, place_at
from tongban.kernel.refusals import Refusal

KINDS = {"application/pdf": "PDF"}


def answer_groups(file: CaseFile) -> list[dict[str, Any]]:
    """The form's groups with their answers, masked, each with the number of its evidence."""
    answers = file.answers or {}
    groups = []
    first = next((field.key for field in file.content.fields() if field.personal and answers.get(field.key)), "")
    for group in file.content.form.groups:
        rows = [
            {
                "key": field.key,
                "label": words.say(field.label),
                "value": words.answer_words(field, answers.get(field.key)),
                "reveal": field.key == first,
                "code": field.type == "uscc",
                "paper": file.paper_no(field.evidence) if field.evidence else None,
                "lacking": field.required and answers.get(field.key) in (None, "", []),
            }
            for field in group.fields
            if shown(field, answers)
        ]
        groups.append({"title": words.say(group.title), "rows": rows})
    return [group for group in groups if group["rows"]]


def _viewed(papers: Sequence[dict[str, Any]], chosen: str) -> dict[str, Any] | None:
    """The chosen paper, else the first of which there are pages."""
    open_one = next((one for one in papers if one["key"] == chosen), None)
    return open_one or next((one for one in papers if one["pages"]), None)


def papers_of(file: CaseFile, chosen: str, names: Mapping[UUID, str]) -> dict[str, Any]:
    """The papers with what is known of each, and the one that is open in the viewer."""
    papers = [_paper(file, paper) for paper in file.papers]
    notes = notes_of(file)
    viewed = _viewed(papers, chosen)
    shown = _notes(notes.get(viewed["key"], ()), names) if viewed else []
    for page in viewed["pages"] if viewed else ():
        page["notes"] = [note for note in shown if note["page"] == page["no"]]
    return {
        "papers": papers,
        "viewed": viewed,
        "notes": shown,
        "places": [(key, told[1 if words.language() == "en" else 0]) for key, told in PLACES.items()],
        "held_count": sum(paper.held for paper in file.papers),
        "lacking": [one for one in papers if one["state"] == "missing"],
        "later": [one for one in papers if one["later"]],
    }


def _paper(file: CaseFile, paper: PaperView) -> dict[str, Any]:
    material = paper.material
    url = reverse("cases:case", args=[file.case.pk])
    pages = range(1, (paper.file.pages if paper.file else 0) + 1)
    place = [file.case.pk, material.key]
    return {
        "no": paper.no,
        "key": material.key,
        "name": words.say(material.name),
        "note": _note(paper),
        "state": "missing" if paper.missing else ("held" if paper.held else "given"),
        "needed": material.necessity != "deferrable",
        "later": paper.later,
        "given_at": paper.given_at,
        "url": f"{url}?paper={material.key}#papers",
        "pages": [{"no": no, "url": reverse("cases:paper_page", args=[*place, no])} for no in pages],
        "original": reverse("cases:paper_original", args=place) if paper.file else "",
        "size": round(paper.file.size / 1024) if paper.file else 0,
    }


def _notes(notes: Sequence[NoteView], names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """The notes on the paper that is open: where the sign stands, in words where, what it says, whose."""
    place = 1 if words.language() == "en" else 0
    return [
        {
            "no": note.no, "page": note.page, "x": f"{note.x / 10}%", "y": f"{note.y / 10}%", "text": note.text,
            "at": note.at, "who": names.get(note.by_ref, ""), "where": PLACES[place_at(note.x, note.y)][place],
        }
        for note in notes
    ]  # fmt: skip


def _note(paper: PaperView) -> str:
    if paper.held:
        return _("from %(who)s, nothing to hand in") % {"who": paper.material.held or paper.material.issuer}
    if paper.missing:
        return _("not handed in")
    if paper.file is None:
        return _("no electronic copy")
    kind = KINDS.get(paper.file.content_type, _("picture"))
    return _("%(kind)s, pages: %(pages)s") % {"kind": kind, "pages": paper.file.pages}


def turn_problem(staff: Staff, file: CaseFile, act: Act, duties: Sequence[str]) -> Refusal | None:
    """Why the clock of this case cannot be turned by this official: the same refusal that the act gives."""
    actor = staff.with_duty(duties, file.case.body_id)
    return move_problem(act, State(file.case.state)) or may_turn(actor, body_id=file.case.body_id, duties=duties)


def extend_problem(staff: Staff, file: CaseFile, now: datetime) -> Refusal | None:
    """Why the limit of this case cannot be extended by this official: who approves depends on the item (art. 42)."""
    terms = extension_terms(file.content, now)
    body_id = approving_body(file.case.body_id, terms, words.day(now))
    by = staff.with_duty(("lead",), body_id)
    return move_problem(Act.EXTEND, State(file.case.state)) or may_extend(by, body_id=body_id, joint=terms.joint)


def clock_acts(staff: Staff, file: CaseFile, now: datetime) -> list[dict[str, Any]]:
    """What can be done to the clock, each as a link or with the sentence why it cannot."""
    handling = ("review", "decide", "accept")
    act, name, url = (
        (Act.RESUME, _("Let the clock go on"), "cases:resume")
        if file.turned.open_pause is not None
        else (Act.PAUSE, _("Stop the clock"), "cases:pause")
    )
    turns = [
        (turn_problem(staff, file, act, handling), name, url),
        (extend_problem(staff, file, now), _("Extend the limit"), "cases:extend"),
    ]
    return [
        {
            "name": name,
            "url": "" if problem else reverse(url, args=[file.case.pk]),
            "why": words.sentence(problem) if problem else "",
        }
        for problem, name, url in turns
    ]
