"""Addresses of certificates: the check for everybody, the record for officials."""

from __future__ import annotations

from django.urls import path

from tongban.certificates.pages.check import check, qr
from tongban.certificates.pages.record import certificate_list, document_pdf, record

app_name = "certificates"
urlpatterns = [
    path("check/", check, name="check"),
    path("desk/certificates/", certificate_list, name="list"),
    path("desk/certificates/<uuid:certificate_id>/", record, name="record"),
    path("desk/certificates/<uuid:certificate_id>/doc/<uuid:document_id>.pdf", document_pdf, name="document"),
    path("c/<uuid:certificate_id>/", qr, name="qr"),
]
