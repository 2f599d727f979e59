"""Addresses of the pages for the window, documents and lists."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
