"""The description of the interface: as OpenAPI for programs, and as one plain page for people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.config.interface.api import ROOT, description
from tongban.config.interface.description import operations
from tongban.config.interface.problems import STATUS, TITLES, tongue


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """What can a program ask for, and what does it get? OpenAPI 3.1."""
    return JsonResponse(description())


@require_safe
def interface(request: HttpRequest) -> HttpResponse:
    """Which operations does the interface have, and who may use each?"""
    language = tongue()
    place = 1 if language == "en" else 0
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, method, operation in operations(description()):
        tag = operation["tags"][0].split(" · ")
        groups.setdefault(tag[min(place, len(tag) - 1)], []).append(_line(address, method, operation, place))
    refusals = [(status, TITLES[status][place], sorted(codes)) for status, codes in sorted(STATUS.items())]
    context = {"groups": groups, "refusals": refusals, "root": ROOT}
    return render(request, "portal/interface.html", context)


def _line(address: str, method: str, operation: dict[str, Any], place: int) -> dict[str, Any]:
    words = operation["summary"].split(" · ")
    opens = {name for scheme in operation["security"] for name in scheme}
    return {
        "method": method.upper(),
        "address": address,
        "name": operation["operationId"],
        "words": words[min(place, len(words) - 1)],
        "token": "token" in opens,
        "session": bool(opens),
    }
