"""The certificate check 验证书: by number, by file, and by the address in a certificate's QR code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tongban.certificates.actions import check_upload
from tongban.certificates.forms import FileForm, NumberForm
from tongban.certificates.queries import Verdict, check_id, check_number
from tongban.certificates.rules import GROUNDS, Finding
from tongban.documents.rules.storing import size_problem
from tongban.rulebook.lookup import number

# Shape and colour of each finding; the words stand in the template.
SHAPES = {Finding.VALID: "done", Finding.EXPIRED: "yellow", Finding.NOT_YET: "near", Finding.UNKNOWN: "gap",
          Finding.NOT_OURS: "gap", Finding.REPLACED: "yellow"}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Is this certificate real, and does it hold now?"""
    context: dict[str, Any] = {"number_form": NumberForm(), "file_form": FileForm()}
    if request.method == "POST":
        _check_file(request, context)
    elif "number" in request.GET:
        form = context["number_form"] = NumberForm(request.GET)
        if form.is_valid():
            context.update(_shown(check_number(form.cleaned_data["number"])))
    faults = context["number_form"].errors or context["file_form"].errors
    return render(request, "certificates/check.html", context, status=422 if faults else 200)


@require_safe
def qr(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Does the certificate whose code was scanned hold now?"""
    context: dict[str, Any] = {"number_form": NumberForm(), "file_form": FileForm(), "scanned": True}
    return render(request, "certificates/check.html", {**context, **_shown(check_id(certificate_id))})


def _check_file(request: HttpRequest, context: dict[str, Any]) -> None:
    form = context["file_form"] = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return
    sent, most = form.cleaned_data["file"], number("upload.file_bytes", timezone.localdate())
    problem = size_problem(sent.size, used=0, most=most, quota=most)
    if problem is not None:
        form.add_error("file", problem.sentence(getattr(request, "LANGUAGE_CODE", "zh")))
        return
    context.update(_shown(check_upload(sent.read())))


def _shown(verdict: Verdict) -> dict[str, Any]:
    """What the template needs of a verdict."""
    ground = GROUNDS.get(verdict.certificate.ground) if verdict.certificate else None
    return {"verdict": verdict, "shape": SHAPES.get(verdict.finding, "red"), "ground": ground}
