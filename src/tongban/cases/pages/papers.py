"""Printed papers at the window and at delivery: the slip and the certificate, as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions.printing import Sheet, document_pdf
from tongban.cases.forms.apply import clean
from tongban.cases.pages.clerks import clerk
from tongban.cases.permissions import may_see_case
from tongban.cases.queries.delivery import bodies_in_case
from tongban.cases.queries.lookup import lookup_hash
from tongban.cases.queries.window import Received, received_case
from tongban.certificates.queries import certificate_of_case
from tongban.documents.queries.files import file_bytes
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind

PDF = "application/pdf"


def seen_case(request: HttpRequest, case_id: UUID) -> tuple[Actor, Received]:
    """The case, if the acting official may see it; else 404, so that nobody learns that it exists."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    case = received_case(case_id) if actor.kind is ActorKind.OFFICIAL else None
    if case is None:
        raise Http404
    bodies, posts = bodies_in_case(case)
    if may_see_case(actor, applicant_id=case.applicant_id, bodies=bodies, posts=posts) is not None:
        raise Http404
    return actor, case


@require_POST
@never_cache
def window_slip(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The receipt slip as A5. The lookup code comes from the page that showed it once; a wrong one is not printed."""
    actor, case = clerk(request), received_case(case_id)
    if case is None or (case.window_post_id != actor.post_id and case.body_id != actor.body_id):
        raise Http404
    code = clean(request.POST.get("code", "")[:40])
    known = bool(code) and lookup_hash(case.number, code) == case.lookup_hash
    slip = next((one for one in documents_of(case_id) if one.kind == "receipt_slip"), None)
    if slip is None:
        raise Http404
    sheet = Sheet(slip, case.applicant_id, case.number, code if known else "")
    return _printed(document_pdf(sheet, by=actor, at=timezone.now()), "slip")


@require_safe
@never_cache
def certificate_file(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The signed certificate of a granted case, to be printed and handed over; 404 until it is signed."""
    seen_case(request, case_id)
    made = certificate_of_case(case_id)
    if made is None or made.file_id is None:
        raise Http404
    return _printed(file_bytes(made.file_id), "certificate")


def _printed(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
