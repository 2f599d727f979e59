"""Addresses of reminders."""

from __future__ import annotations

from django.urls import path

from tongban.reminders.pages import reminders

app_name = "reminders"
urlpatterns = [path("reminders/", reminders, name="reminders")]
