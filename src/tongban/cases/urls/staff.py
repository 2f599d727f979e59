"""Addresses of the pages for officials."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
