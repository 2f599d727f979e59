"""Addresses of the pages for citizens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
