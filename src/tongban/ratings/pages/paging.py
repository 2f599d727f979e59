"""Addresses of the pages of a list; it reads nothing."""

from __future__ import annotations

from django.http import HttpRequest


def paged(request: HttpRequest, after: tuple[str, str] | None) -> str:
    """The address of the next page of a list; empty at the end."""
    if after is None:
        return ""
    kept = request.GET.copy()
    kept["after"] = "~".join(after)
    return "?" + kept.urlencode()


def filters(request: HttpRequest) -> str:
    """The filter of a list as an address, without the page."""
    kept = request.GET.copy()
    kept.pop("after", None)
    return "?" + kept.urlencode()
