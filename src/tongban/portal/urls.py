"""Addresses of the pages that belong to no single thing."""

from __future__ import annotations

from django.urls import path

from tongban.portal.pages.brief import brief
from tongban.portal.pages.calendar import calendar
from tongban.portal.pages.choices import choose
from tongban.portal.pages.home import home, search
from tongban.portal.pages.leader import leader

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("lead/", leader, name="leader"),
    path("lead/brief/", brief, name="brief"),
    path("office/calendar/", calendar, name="calendar"),
    path("choose/", choose, name="choose"),
]
