"""Addresses of the pages for the window, delivery, papers, lists, the search and the centre."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.cases.pages.centre import centre
from tongban.cases.pages.delivery import delivery
from tongban.cases.pages.find import find
from tongban.cases.pages.lists import case_list, case_list_export
from tongban.cases.pages.papers import certificate_file, window_slip
from tongban.cases.pages.town import town
from tongban.cases.pages.window import window, window_item, window_received
from tongban.cases.pages.window_bundle import window_bundle
from tongban.cases.pages.window_later import window_later
from tongban.cases.pages.window_supplement import window_supplement

urlpatterns: list[URLPattern] = [
    path("window/", window, name="window"),
    path("window/r/<uuid:case_id>/", window_received, name="window_received"),
    path("window/r/<uuid:case_id>/slip/", window_slip, name="window_slip"),
    path("window/b/<uuid:bundle_id>/", window_bundle, name="window_bundle"),
    path("window/d/<uuid:case_id>/", window_later, name="window_later"),
    path("window/s/<uuid:case_id>/", window_supplement, name="window_supplement"),
    path("window/<str:code>/", window_item, name="window_item"),
    path("desk/list/", case_list, name="list"),
    path("desk/list/export/", case_list_export, name="list_export"),
    path("desk/c/<uuid:case_id>/deliver/", delivery, name="delivery"),
    path("desk/c/<uuid:case_id>/certificate/", certificate_file, name="certificate_file"),
    path("find/", find, name="find"),
    path("centre/", centre, name="centre"),
    path("town/", town, name="town"),
]
