"""Addresses of a township's own pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.delegation.pages import burden, capacity, township, units

urlpatterns: list[URLPattern] = [
    path("office/units/", units.units_page, name="units"),
    path("townships/<slug:key>/", township.township, name="township"),
    path("townships/<slug:key>/burden/", burden.burden, name="burden"),
    path("townships/<slug:key>/capacity/", capacity.capacity, name="capacity"),
    path("townships/<slug:key>/burden/records/", burden.burden_records, name="burden_records"),
]
