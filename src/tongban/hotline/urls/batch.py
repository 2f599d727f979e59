"""Addresses of files: orders from the city's platform, acts on many, results."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.hotline.pages import batch

urlpatterns: list[URLPattern] = [
    path("hotline/batch/", batch.batch, name="batch"),
    path("hotline/batch/take.xlsx", batch.batch_template, {"what": "take"}, name="batch_take_file"),
    path("hotline/batch/handle.xlsx", batch.batch_template, {"what": "handle"}, name="batch_handle_file"),
    path("hotline/batch/results.xlsx", batch.batch_results, name="batch_results"),
]
