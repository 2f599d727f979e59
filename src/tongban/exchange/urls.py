"""Addresses of the exchange: the administrator's systems, new firms for departments, one case handled elsewhere."""

from __future__ import annotations

from django.urls import path

from tongban.exchange.pages.entrants import entrant_list, entrant_page, entrant_scope, entrants_file
from tongban.exchange.pages.systems import (
    elsewhere,
    system_again,
    system_list,
    system_mapping,
    system_new,
    system_page,
    system_turn,
)

app_name = "exchange"
urlpatterns = [
    path("office/systems/", system_list, name="systems"),
    path("office/systems/new/", system_new, name="new"),
    path("office/systems/<slug:key>/", system_page, name="system"),
    path("office/systems/<slug:key>/mapping/", system_mapping, name="mapping"),
    path("office/systems/<slug:key>/again/", system_again, name="again"),
    path("office/systems/<slug:key>/turn/", system_turn, name="turn"),
    path("desk/entrants/", entrant_list, name="entrants"),
    path("desk/entrants/file/", entrants_file, name="entrants_file"),
    path("desk/entrants/scope/<uuid:entrant_id>/", entrant_scope, name="entrant_scope"),
    path("desk/entrants/<uuid:push_id>/", entrant_page, name="entrant"),
    path("elsewhere/<uuid:case_id>/", elsewhere, name="elsewhere"),
]
