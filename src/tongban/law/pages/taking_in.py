"""The list office takes a text in: 这份文本读得通吗，收作什么？ Upload, see every fault, choose; only then stored."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.law.actions.uploads import FILE_LIMIT, judge_text, store_upload
from tongban.law.forms import StoreForm, TextForm
from tongban.law.permissions import may_keep_laws
from tongban.law.queries import LawRef, UploadRef, laws_named, upload_of, versions_of
from tongban.law.rules.kinds import likely_kind
from tongban.law.rules.names import name_key
from tongban.law.rules.reading import read_statute
from tongban.law.rules.statute import Statute, in_force_from

SHOWN = 200


def keeper(request: HttpRequest) -> Actor:
    """The acting post, which must be the list office's; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    refusal = may_keep_laws(actor)
    if refusal is not None:
        raise PermissionDenied(refusal)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Which text do I take in? Shows the upload; a file sent is read and judged, not stored."""
    actor = keeper(request)
    sent = request.method == "POST"
    form = TextForm(request.POST, request.FILES) if sent else TextForm()
    context: dict[str, Any] = {"form": form}
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = judge_text(data=file.read(FILE_LIMIT + 1), name=file.name or "", by=actor, at=timezone.now())
            return redirect("law:judged", found)
        except Refused as refused:
            context["refused"] = refused.refusal
    return render(request, "law/upload.html", context, status=422 if sent else 200)


@require_safe
def judged(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Can this text be kept, and as what? Its articles, every fault with line and mend; then the choice."""
    keeper(request)
    found = _upload(upload_id)
    statute = read_statute(found.text)
    return _page(request, found, statute, StoreForm(initial=_proposal(found, statute)))


@require_POST
def store(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Stores the text as it was chosen and goes to the law; a refusal leaves what was typed on the page."""
    actor = keeper(request)
    found = _upload(upload_id)
    form = StoreForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            law_id = store_upload(
                upload_id=upload_id, choice=told["choice"], valid_from=told["valid_from"], source=told["source"],
                document=told["document"], kind=told["kind"], number=told["number"], issuer=told["issuer"],
                law_id=form.law_id(), by=actor, at=timezone.now(),
            )  # fmt: skip
            return redirect("law:law", law_id)
        except Refused as refused:
            return _page(request, found, read_statute(found.text), form, refused.refusal)
    return _page(request, found, read_statute(found.text), form)


def _page(
    request: HttpRequest, found: UploadRef, statute: Statute, form: StoreForm, refusal: Refusal | None = None
) -> HttpResponse:
    known = _known(found)
    english = (get_language() or "zh").startswith("en")
    findings = [
        {"line": one["line"], "wrong": one["en" if english else "zh"],
         "right": one["right_en" if english else "right_zh"], "blocks": one["blocks"]}
        for one in found.findings
    ]  # fmt: skip
    context = {
        "upload": found,
        "statute": statute,
        "findings": findings[:SHOWN],
        "more": max(0, len(findings) - SHOWN),
        "blocked": any(one["blocks"] for one in findings),
        "form": form,
        "known": known,
        "waits": bool(known and any(not version.digest for version in versions_of(known.id))),
        "refused": refusal,
    }
    return render(request, "law/judged.html", context, status=422 if refusal or form.errors else 200)


def _proposal(found: UploadRef, statute: Statute) -> dict[str, Any]:
    notes = [note.text for note in statute.notes]
    return {
        "valid_from": in_force_from(statute),
        "kind": likely_kind(found.title, statute.document_number, " ".join(notes)),
        "number": statute.document_number,
        "document": notes[-1][:200] if notes else "",
    }


def _known(found: UploadRef) -> LawRef | None:
    """The law in the library to which this text most likely belongs, not repealed."""
    law = laws_named([found.title]).get(name_key(found.title))
    return law if law and law.repealed_on is None else None


def _upload(upload_id: UUID) -> UploadRef:
    found = upload_of(upload_id)
    if found is None:
        raise Http404
    return found
