"""What a reader opens from a case: its documents as PDF, its papers as page images, the full name for a reason.

An uploaded original leaves only as an attachment; what is shown in place was drawn by the server.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import reveal_party
from tongban.cases.actions.preview import case_document_pdf
from tongban.cases.forms.review import RevealForm
from tongban.cases.pages import words
from tongban.cases.pages.acting import now_of, open_case, staff_of, status_of
from tongban.cases.queries.casefile import CaseFile, PaperView
from tongban.documents.actions.files import page_image
from tongban.documents.queries.files import FileRef, file_bytes
from tongban.documents.rules.storing import attachment_headers
from tongban.kernel.refusals import Refusal, Refused

HANDLING = ("receive", "accept", "review", "decide", "deliver")
SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@login_required
@require_safe
@never_cache
def document_pdf(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """What exactly does this document say?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    paper = file.document(document_id)
    if paper is None:
        raise Http404
    pdf = case_document_pdf(
        case_id=case_id,
        document_id=document_id,
        applicant_id=file.case.applicant_id,
        number=file.case.number,
        by=staff.with_duty(HANDLING),
        at=now,
    )
    return HttpResponse(pdf, headers=attachment_headers(f"{paper.number}.pdf", "application/pdf"))


def _paper(file: CaseFile, key: str) -> tuple[PaperView, FileRef]:
    found = next((paper for paper in file.papers if paper.material.key == key), None)
    if found is None or found.file is None:
        raise Http404
    return found, found.file


@login_required
@require_safe
def paper_page(request: HttpRequest, case_id: UUID, key: str, page: int) -> HttpResponse:
    """What does this page of the paper show?"""
    _found, file = _paper(open_case(staff_of(request), case_id), key)
    if not 1 <= page <= file.pages:
        raise Http404
    headers = {"Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(page_image(file.id, page), content_type="image/png", headers=headers)


@login_required
@require_safe
@never_cache
def paper_original(request: HttpRequest, case_id: UUID, key: str) -> HttpResponse:
    """What was handed in, exactly as it came?"""
    case = open_case(staff_of(request), case_id)
    paper, file = _paper(case, key)
    name = f"{case.case.number}-{paper.no}.{SUFFIXES.get(file.content_type, 'bin')}"
    return HttpResponse(file_bytes(file.id), headers=attachment_headers(name, file.content_type))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reveal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who exactly is the applicant, and why do I need to know?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    form = RevealForm(request.POST if request.method == "POST" else None)
    facts, problem = None, None
    if request.method == "POST":
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            by = staff.with_duty(HANDLING)
            facts = reveal_party(file.case.applicant_id, by=by, reason=reason, case_ref=file.case.number, at=now)
        except Refused as refused:
            problem = refused.refusal
    personal = _personal(file) if facts is not None else []
    context = {"case": file.case, "item": words.say(file.content.name), "form": form, "facts": facts}
    context |= {"problem": problem, "personal": personal}
    return render(request, "cases/staff/reveal.html", context, status=_status(problem))


def _personal(file: CaseFile) -> list[dict[str, str]]:
    answers = file.answers or {}
    return [
        {"label": words.say(field.label), "value": str(answers[field.key])}
        for field in file.shown_fields()
        if field.personal and answers.get(field.key)
    ]


def _status(problem: Refusal | None) -> int:
    return status_of(problem) if problem is not None else 200
