"""Addresses of the duty lists."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.delegation.pages import duties

urlpatterns: list[URLPattern] = [
    path("duties/", duties.duty_lists, name="duty_lists"),
    path("duties/import/", duties.duty_import, name="duty_import"),
    path("duties/import/<uuid:sheet_id>/", duties.duty_sheet, name="duty_sheet"),
    path("duties/<slug:key>/", duties.duty_list, name="duty_list"),
    path("duties/<slug:key>/file/", duties.duty_list_file, name="duty_list_file"),
]
