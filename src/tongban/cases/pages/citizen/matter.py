"""One case of one's own: 现在在谁手里? Its clock, its history, its documents; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions.printing import Sheet, document_pdf
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.pages.arrangements import follow_row
from tongban.cases.pages.citizen.entry import actor_of, for_applicants, for_citizens, language
from tongban.cases.pages.citizen.mine import row_of
from tongban.cases.pages.citizen.submit import lookup_code
from tongban.cases.queries.deferring import follows_of
from tongban.cases.queries.limits import acceptance_days
from tongban.cases.queries.matter import certificate_for, hearing_right, is_paper_of, notice_points, papers_of, timeline
from tongban.cases.queries.mine import MatterLine, own_case
from tongban.cases.queries.withholding import kept_of_case
from tongban.cases.rules import PAUSE_KINDS, SUSPENSIONS, State
from tongban.cases.rules.committing import commitment_problem
from tongban.cases.rules.withholding import GROUNDS
from tongban.documents.queries.papers import DocumentView
from tongban.documents.rules.storing import attachment_headers
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import number

FOLLOWING = frozenset({State.ACCEPTED, State.DECIDED})
DECIDED = frozenset({State.DECIDED, State.CLOSED, State.NOT_ACCEPTED, State.TERMINATED})


def own_matter(request: HttpRequest, case_id: UUID) -> MatterLine:
    """The case of the address, if it is one's own; another's is not found."""
    matter = own_case(case_id, actor_of(request), timezone.now())
    if matter is None:
        raise Http404
    return matter


@for_applicants
@require_safe
def my_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """In whose hands is it now, and until when?"""
    matter, tongue = own_matter(request, case_id), language()
    english = tongue == "en"
    log = [
        {"at": one.at, "text": one.en if english else one.zh, "note": one.note_en if english else one.note_zh}
        for one in timeline(matter)
    ]
    papers = papers_of(matter)
    context: dict[str, Any] = {
        "matter": matter,
        "row": row_of(matter),
        "hands": [{"who": hand.words(tongue), "step": hand.step(tongue)} for hand in matter.hands],
        "points": _points(matter) if matter.mine else [],
        "log": log,
        "pauses": [_pause(matter, place, english) for place in range(len(matter.turned.pauses))],
        "papers": [(paper, paper.title_en if english else paper.title_zh) for paper in papers],
        "certificate": certificate_for(matter),
        "remedies": _remedies(matter, papers),
        **_offers(matter, committed=any(paper.kind == "commitment" for paper in papers)),
        "right": hearing_right(matter) if any(paper.kind == "hearing_right" for paper in papers) else None,
        "days": acceptance_days(matter.ref.content),
        "kept": _kept(matter, english),
    }
    return render(request, "cases/public/matter.html", context)


def _kept(matter: MatterLine, english: bool) -> dict[str, Any] | None:
    """That a granted licence stays out of the public register, with where to go against it."""
    today = timezone.localdate()
    kept = kept_of_case(matter.id, today) if matter.decision == "grant" else None
    if kept is None:
        return None
    on = timezone.localdate(kept.decided_at)
    return {
        "one": kept, "ground": GROUNDS[kept.ground][1 if english else 0],
        "days": number("remedy.reconsideration_days", on), "months": number("remedy.suit_months", on),
    }  # fmt: skip


def _offers(matter: MatterLine, *, committed: bool) -> dict[str, Any]:
    """Papers that are still to follow, and whether the commitment can be chosen; asked only where the item has them."""
    content, today = matter.ref.content, timezone.localdate()
    may_follow = any(paper.necessity == "deferrable" for paper in content.materials)
    follows = follows_of(matter.id, content) if may_follow else []
    can_commit = matter.state == State.RECEIVED and not committed and commitment_problem(content) is None
    waiting = [follow_row(one, today) for one in follows if one.supplied_at is None]
    return {"follows": waiting if matter.state in FOLLOWING else [], "can_commit": can_commit}


def _points(matter: MatterLine) -> list[dict[str, Any]]:
    english = language() == "en"
    return [
        {"key": one.key, "name": one.en if english else one.zh, "missing": one.missing, "reason": one.reason}
        for one in notice_points(matter)
    ]


def _pause(matter: MatterLine, place: int, english: bool) -> dict[str, Any]:
    found = matter.turned.pauses[place]
    ground = SUSPENSIONS.get(found.kind)
    words = (ground.zh, ground.en) if ground else PAUSE_KINDS.get(found.kind, ("", ""))
    return {
        "kind": words[1 if english else 0], "document": found.document, "start": found.pause.start,
        "end": found.pause.end, "until": found.pause.told_until,
    }  # fmt: skip


def _remedies(matter: MatterLine, papers: Sequence[DocumentView]) -> dict[str, Any] | None:
    """Where to go against a decision: what the newest decision itself says, so that page and paper never differ."""
    told = next((paper.data["remedies"] for paper in papers if paper.data.get("remedies")), None)
    if told is None or matter.state not in DECIDED:
        return None
    return {
        "body": _named(matter, str(told["reconsideration_body"])),
        "court": _named(matter, str(told["court"])),
        "first": bool(told.get("reconsideration_first")),
        "days": told["days"],
        "months": told["months"],
    }


def _named(matter: MatterLine, zh: str) -> str:
    """A name on a decision in the page's language, where the item knows it."""
    known = matter.ref.content.remedies
    names = (known.reconsideration_body, known.court) if known is not None else ()
    return next((name.words(language()) for name in names if name.zh == zh), zh)


@for_applicants
@require_safe
def my_paper(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """What does this official document say? Its PDF, to save and print."""
    matter, actor = own_matter(request, case_id), actor_of(request)
    paper = is_paper_of(document_id, papers_of(matter))
    if paper is None:
        raise Http404
    code = lookup_code(request, case_id) if paper.kind == "receipt_slip" else ""
    pdf = document_pdf(Sheet(paper, matter.applicant_id, matter.number, code), by=actor, at=timezone.now())
    return HttpResponse(pdf, headers=attachment_headers(f"{paper.title_zh} {paper.number}.pdf", "application/pdf"))


@for_applicants
@require_safe
def my_slip(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Where is the slip for what I handed in? The newest receipt slip of the case."""
    matter = own_matter(request, case_id)
    slip = next((paper for paper in papers_of(matter) if paper.kind == "receipt_slip"), None)
    if slip is None:
        raise Http404
    return HttpResponseRedirect(reverse("cases:my_paper", args=[case_id, slip.id]))


@for_citizens
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What happens if I take the application back?"""
    matter, refusal = own_matter(request, case_id), None
    if request.method == "POST":
        try:
            withdraw_case(case_id=case_id, by=actor_of(request), at=timezone.now())
        except Refused as refused:
            refusal = refused.refusal
        else:
            return HttpResponseRedirect(reverse("cases:my_case", args=[case_id]))
    item = matter.ref.content.name.words(language())
    lines = [
        _("No body works on it any more, and no decision is made. You get a confirmation as a document."),
        _("This cannot be undone. You can apply again at any time; the time limits then start anew."),
    ]
    context = {
        "matter": matter, "refusal": refusal, "lines": lines, "possible": matter.withdrawable,
        "title": _("Your application “%(item)s” will end") % {"item": item},
        "back": reverse("cases:my_case", args=[case_id]),
    }  # fmt: skip
    return render(request, "cases/public/withdraw.html", context, status=409 if refusal else 200)
