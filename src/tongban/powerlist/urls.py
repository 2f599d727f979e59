"""Addresses of the list: guides, the public list, and the list office's import."""

from __future__ import annotations

from django.urls import path

from tongban.powerlist.pages.guide import item_guide
from tongban.powerlist.pages.imports import choose, findings_file, preview, upload
from tongban.powerlist.pages.public_list import check_copy, list_file, public_list

app_name = "powerlist"
urlpatterns = [
    path("items/<slug:code>/", item_guide, name="guide"),
    path("list/", public_list, name="list"),
    path("list/file/", list_file, name="list_file"),
    path("list/check/", check_copy, name="check_copy"),
    path("office/import/", upload, name="import"),
    path("office/import/choose/", choose, name="choose"),
    path("office/import/<uuid:preview_id>/", preview, name="preview"),
    path("office/import/<uuid:preview_id>/findings.xlsx", findings_file, name="findings_file"),
]
