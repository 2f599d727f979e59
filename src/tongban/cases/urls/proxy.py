"""Addresses of acting for others by mandate."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.cases.pages.proxy import home, mandate, new

urlpatterns: list[URLPattern] = [
    path("my/mandates/", home.my_mandates, name="my_mandates"),
    path("proxy/", home.proxy, name="proxy"),
    path("proxy/new/", new.new_mandate, name="new_mandate"),
    path("proxy/<uuid:mandate_id>/", mandate.mandate, name="mandate"),
    path("proxy/<uuid:mandate_id>/paper/<int:page>.png", mandate.photo, name="mandate_photo"),
]
