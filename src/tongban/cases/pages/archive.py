"""电子归档 for officials of the lead body: what was filed, whether it is whole, and the package itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.cases.models import Archive
from tongban.cases.pages.acting import open_case, staff_of
from tongban.cases.queries.archive import archive_differences, archives_of
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.rules.archive import Difference
from tongban.documents.queries.files import file_bytes
from tongban.documents.rules.storing import attachment_headers

ZIP = "application/zip"


def _lead(request: HttpRequest, case_id: UUID) -> CaseFile:
    """A case of the official's own body; 404 for all others, who have no business with its files."""
    staff = staff_of(request)
    file = open_case(staff, case_id)
    if file.case.body_id not in {actor.body_id for actor in (staff.actor, *staff.actors)}:
        raise Http404
    return file


@login_required
@never_cache
@require_safe
def archive(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Is this case filed, and is what was filed still whole?"""
    file = _lead(request, case_id)
    rows = [{"row": row, "wrong": [_said(one) for one in archive_differences(row)]} for row in archives_of(case_id)]
    return render(request, "cases/staff/archive.html", {"case": file.case, "rows": rows})


def _said(found: Difference) -> str:
    words = {
        "altered": _("is not as it was filed"),
        "missing": _("is missing"),
        "unknown": _("was not filed with the others"),
        "unreadable": _("cannot be read"),
    }
    name = found.path or _("the package")
    return _("%(name)s %(what)s") % {"name": name, "what": words[found.what]}


@login_required
@never_cache
@require_safe
def archive_file(request: HttpRequest, case_id: UUID, no: int) -> HttpResponse:
    """The filing package, to be kept elsewhere."""
    file = _lead(request, case_id)
    row = Archive.objects.filter(case_id=case_id, no=no).first() if no < 30_000 else None
    if row is None:
        raise Http404
    return HttpResponse(file_bytes(row.file_id), headers=attachment_headers(f"{file.case.number}-{no}.zip", ZIP))
