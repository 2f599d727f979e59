"""Addresses of the pages that belong to no single thing."""

from __future__ import annotations

from django.urls import path

from tongban.portal.pages.bodies import body, body_end, body_file, body_list, body_new
from tongban.portal.pages.brief import brief
from tongban.portal.pages.calendar import calendar
from tongban.portal.pages.choices import choose
from tongban.portal.pages.heard import heard_item, heard_list
from tongban.portal.pages.home import home, search
from tongban.portal.pages.leader import leader
from tongban.portal.pages.marks import mark, mark_list
from tongban.portal.pages.patterns import pattern_list, suggest
from tongban.portal.pages.places import place, place_end, place_file, place_import, place_list, place_new
from tongban.portal.pages.publications import publication_list, publications_file

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("lead/", leader, name="leader"),
    path("lead/brief/", brief, name="brief"),
    path("office/calendar/", calendar, name="calendar"),
    path("office/bodies/", body_list, name="bodies"),
    path("office/bodies/file/", body_file, name="bodies_file"),
    path("office/bodies/new/", body_new, name="body_new"),
    path("office/bodies/of/<slug:key>/", body, name="body"),
    path("office/bodies/of/<slug:key>/end/", body_end, name="body_end"),
    path("office/places/", place_list, name="places"),
    path("office/places/file/", place_file, name="places_file"),
    path("office/places/new/", place_new, name="place_new"),
    path("office/places/import/", place_import, name="place_import"),
    path("office/places/<uuid:place_id>/", place, name="place"),
    path("office/places/<uuid:place_id>/end/", place_end, name="place_end"),
    path("office/marks/", mark_list, name="marks"),
    path("office/marks/<slug:key>/", mark, name="mark"),
    path("office/heard/", heard_list, name="heard"),
    path("office/heard/<str:code>/", heard_item, name="heard_item"),
    path("supervision/patterns/", pattern_list, name="patterns"),
    path("supervision/patterns/<uuid:body_id>/<uuid:key>/", suggest, name="suggest"),
    path("office/publications/", publication_list, name="publications"),
    path("office/publications/file/", publications_file, name="publications_file"),
    path("choose/", choose, name="choose"),
]
