"""Addresses of the pages for officials."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.cases.pages import (
    archive,
    askagain,
    case,
    charges,
    checks,
    decision,
    desk,
    evidence,
    handing,
    notice,
    printing,
    special,
    turns,
    withholding,
)

urlpatterns: list[URLPattern] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/documents/", printing.documents, name="documents"),
    path("desk/checks/", checks.checks, name="checks"),
    path("desk/asked-again/", askagain.asked_again_page, name="asked_again"),
    path("desk/offered/", handing.offered, name="offered"),
    path("desk/withheld/", withholding.withheld_list, name="withheld"),
    path("desk/c/<uuid:case_id>/withhold/", withholding.withhold, name="withhold"),
    path("desk/charges/", charges.charges, name="charges"),
    path("desk/charges/file/", charges.charges_file, name="charges_file"),
    path("desk/c/<uuid:case_id>/charges/", charges.case_charges, name="case_charges"),
    path("desk/c/<uuid:case_id>/check/", checks.check, name="check"),
    path("desk/c/<uuid:case_id>/hand/<uuid:task_id>/", handing.hand_over, name="hand_over"),
    path("desk/c/<uuid:case_id>/", case.case, name="case"),
    path("desk/c/<uuid:case_id>/notice/", notice.notice, name="notice"),
    path("desk/c/<uuid:case_id>/not-accept/", notice.not_accept, name="not_accept"),
    path("desk/c/<uuid:case_id>/decision/", decision.decision, name="decision"),
    path("desk/c/<uuid:case_id>/pause/", turns.pause, name="pause"),
    path("desk/c/<uuid:case_id>/resume/", turns.resume, name="resume"),
    path("desk/c/<uuid:case_id>/extend/", turns.extend, name="extend"),
    path("desk/c/<uuid:case_id>/special/<slug:act>/", special.special, name="special"),
    path("desk/c/<uuid:case_id>/urge/<uuid:task_id>/", turns.urge, name="urge"),
    path("desk/c/<uuid:case_id>/reveal/", evidence.reveal, name="reveal"),
    path("desk/c/<uuid:case_id>/doc/<uuid:document_id>.pdf", evidence.document_pdf, name="document"),
    path("desk/c/<uuid:case_id>/archive/", archive.archive, name="archive"),
    path("desk/c/<uuid:case_id>/archive/<int:no>.zip", archive.archive_file, name="archive_file"),
    path("desk/c/<uuid:case_id>/paper/<slug:key>/", evidence.paper_original, name="paper_original"),
    path("desk/c/<uuid:case_id>/paper/<slug:key>/<int:page>.png", evidence.paper_page, name="paper_page"),
]
