"""Addresses of grid events, of a township's calls, and of mediations."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.hotline.pages import grid, mediation, whistles

urlpatterns: list[URLPattern] = [
    path("grid/", grid.grid, name="grid"),
    path("grid/report/", grid.grid_report, name="grid_report"),
    path("grid/worker.js", grid.grid_script, name="grid_script"),
    path("desk/grid/", grid.grid_desk, name="grid_desk"),
    path("desk/grid/<uuid:event_id>/", grid.grid_event, name="grid_event"),
    path("desk/grid/<uuid:event_id>/photo/", grid.grid_photo, name="grid_photo"),
    path("desk/whistles/", whistles.whistles, name="whistles"),
    path("desk/whistles/<uuid:whistle_id>/", whistles.whistle, name="whistle"),
    path("desk/mediations/", mediation.mediations, name="mediations"),
    path("desk/mediations/<uuid:mediation_id>/", mediation.mediation, name="mediation"),
    path("desk/mediations/<uuid:mediation_id>/<uuid:document_id>.pdf", mediation.paper, name="mediation_paper"),
]
