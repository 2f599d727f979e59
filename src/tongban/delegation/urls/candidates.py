"""Addresses of candidates and of the decision table."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.delegation.pages import cancelled, candidates, tables_edit, tables_view

urlpatterns: list[URLPattern] = [
    path("delegation/candidates/", candidates.candidate_list, name="candidates"),
    path("delegation/candidates/file/", candidates.candidate_file, name="candidates_file"),
    path("delegation/candidates/<str:code>/", candidates.candidate_page, name="candidate"),
    path("delegation/cancelled/<str:code>/", cancelled.cancelled_page, name="cancelled"),
    path("delegation/table/", tables_view.table, name="table"),
    path("delegation/table/edit/", tables_edit.table_edit, name="table_edit"),
    path("delegation/table/upload/", tables_edit.table_upload, name="table_upload"),
    path("delegation/table/<int:no>/file/", tables_view.table_file, name="table_file"),
]
