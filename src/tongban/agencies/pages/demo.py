"""The roles of the story in demonstration mode: one click each. Outside the mode these addresses do not exist."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import demo_offers, demo_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Who do I want to be?"""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        offers = demo_offers()
        groups = [(name, list(of_group)) for name, of_group in groupby(offers, key=lambda offer: offer.group)]
        return render(request, "agencies/demo.html", {"groups": groups})
    user = demo_user(request.POST.get("role", ""))
    if user is None:
        raise Http404
    logout(request)
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
