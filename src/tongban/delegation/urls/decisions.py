"""Addresses of the delegation board, its decisions and lines, and the public list."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.delegation.pages import behind, board, bulk, decision, empowerment, levels, line

urlpatterns: list[URLPattern] = [
    path("delegation/", board.board_page, name="board"),
    path("delegation/decisions/<uuid:decision_id>/", decision.decision_page, name="decision"),
    path("delegation/decisions/<uuid:decision_id>/file/", decision.decision_file, name="decision_file"),
    path("delegation/levels/", levels.levels_page, name="levels"),
    path("delegation/cases/year/<str:code>/", behind.cases_behind, {"of": "year"}, "year_cases"),
    path("delegation/cases/gone/<str:code>/", behind.cases_behind, {"of": "gone"}, "gone_cases"),
    path("delegation/cases/arose/", behind.cases_behind, {"of": "arose"}, "arose_cases"),
    path("delegation/cases/above/", behind.cases_behind, {"of": "above"}, "above_cases"),
    path("delegation/held/county/<slug:key>/", behind.powers_behind, {"of": "county"}, "county_powers"),
    path("delegation/held/down/<slug:key>/", behind.powers_behind, {"of": "down"}, "down_powers"),
    path("delegation/held/kept/<slug:key>/", behind.powers_behind, {"of": "kept"}, "kept_powers"),
    path("delegation/held/level/<slug:key>/", behind.powers_behind, {"of": "level"}, "level_powers"),
    path("delegation/voices/<str:code>/", behind.voices_behind, name="voices"),
    path("delegation/sheets/", bulk.bulk, name="bulk"),
    path("delegation/sheets/<uuid:sheet_id>/", bulk.bulk_sheet, name="bulk_sheet"),
    path("delegation/powers/<uuid:line_id>/", line.line_page, name="line"),
    path("empowerment/", empowerment.empowerment, name="empowerment"),
]
