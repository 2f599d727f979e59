"""Addresses of the pages that belong to no single thing."""

from __future__ import annotations

from django.urls import path

from tongban.portal.pages.choices import choose
from tongban.portal.pages.home import home, search

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("choose/", choose, name="choose"),
]
