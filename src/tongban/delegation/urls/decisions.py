"""Addresses of the delegation board, its decisions and lines, and the public list."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.delegation.pages import board, bulk, decision, empowerment, levels, line

urlpatterns: list[URLPattern] = [
    path("delegation/", board.board_page, name="board"),
    path("delegation/decisions/<uuid:decision_id>/", decision.decision_page, name="decision"),
    path("delegation/levels/", levels.levels_page, name="levels"),
    path("delegation/sheets/", bulk.bulk, name="bulk"),
    path("delegation/sheets/<uuid:sheet_id>/", bulk.bulk_sheet, name="bulk_sheet"),
    path("delegation/powers/<uuid:line_id>/", line.line_page, name="line"),
    path("empowerment/", empowerment.empowerment, name="empowerment"),
]
