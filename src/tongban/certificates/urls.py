"""Addresses of the certificate check."""

from __future__ import annotations

from django.urls import path

from tongban.certificates.pages import check, qr

app_name = "certificates"
urlpatterns = [
    path("check/", check, name="check"),
    path("c/<uuid:certificate_id>/", qr, name="qr"),
]
