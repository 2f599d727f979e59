"""Addresses of the pages for citizens."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.cases.pages.citizen import (
    apply,
    bundle,
    certificates,
    granted,
    hearing,
    later,
    matter,
    mine,
    papers,
    status,
    submit,
    supplement,
)

urlpatterns: list[URLPattern] = [
    path("apply/<str:code>/", apply.apply_start, name="apply_start"),
    path("apply/d/<uuid:draft_id>/where/", apply.draft_place, name="draft_place"),
    path("apply/d/<uuid:draft_id>/papers/", papers.draft_papers, name="draft_papers"),
    path("apply/d/<uuid:draft_id>/papers/<slug:key>/", papers.draft_file, name="draft_file"),
    path("apply/d/<uuid:draft_id>/check/", submit.draft_check, name="draft_check"),
    path("apply/d/<uuid:draft_id>/<slug:group>/", apply.draft_step, name="draft_step"),
    path("my/", mine.my, name="my"),
    path("my/certificates/", certificates.my_certificates, name="my_certificates"),
    path("my/certificates/<uuid:certificate_id>/file/", certificates.my_certificate_file, name="my_certificate_file"),
    path("my/certificates/<uuid:certificate_id>/<str:code>/", certificates.ask_certificate, name="ask_certificate"),
    path("my/together/<uuid:bundle_id>/", bundle.bundle, name="bundle"),
    path("my/together/<uuid:bundle_id>/told/", bundle.bundle_told, name="bundle_told"),
    path("my/<uuid:case_id>/", matter.my_case, name="my_case"),
    path("my/<uuid:case_id>/receipt/", submit.receipt, name="receipt"),
    path("my/<uuid:case_id>/slip/", matter.my_slip, name="my_slip"),
    path("my/<uuid:case_id>/papers/<uuid:document_id>/", matter.my_paper, name="my_paper"),
    path("my/<uuid:case_id>/supplement/", supplement.supplement, name="supplement"),
    path("my/<uuid:case_id>/hearing/", hearing.my_hearing, name="my_hearing"),
    path("my/<uuid:case_id>/later/", later.supply, name="supply_later"),
    path("my/<uuid:case_id>/commit/", later.commit, name="commit"),
    path("my/<uuid:case_id>/withdraw/", matter.withdraw, name="withdraw"),
    path("granted/", granted.granted_list, name="granted"),
    path("granted/file/", granted.granted_file, name="granted_file"),
    path("status/", status.status, name="status"),
]
