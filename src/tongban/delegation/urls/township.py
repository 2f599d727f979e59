"""Addresses of a township's own pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.delegation.pages import behind, burden, capacity, township, units

urlpatterns: list[URLPattern] = [
    path("office/units/", units.units_page, name="units"),
    path("office/units/<uuid:unit_id>/cases/before/", behind.unit_cases, {"span": "before"}, "unit_before"),
    path("office/units/<uuid:unit_id>/cases/since/", behind.unit_cases, {"span": "since"}, "unit_since"),
    path("townships/<slug:key>/", township.township, name="township"),
    path("townships/<slug:key>/burden/", burden.burden, name="burden"),
    path("townships/<slug:key>/capacity/", capacity.capacity, name="capacity"),
    path("townships/<slug:key>/burden/records/", burden.burden_records, name="burden_records"),
]
