"""The home page: 我要办的事在哪里？ One search box, words, departments; it decides nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where is what I want to do?"""
    return render(request, "portal/home.html", {})
