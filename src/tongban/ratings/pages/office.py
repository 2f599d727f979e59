"""评价器与问卷: 哪些窗口有评价器，问了谁什么？ Set up by the centre's manager and the ratings office."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies_by_id, posts_with_duty
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ratings.actions.devices import close_device, open_device
from tongban.ratings.actions.surveys import draw_survey
from tongban.ratings.forms import SurveyForm, read_uuid
from tongban.ratings.permissions import may_keep_devices, may_survey
from tongban.ratings.queries.occasions import devices
from tongban.ratings.queries.surveys import surveys


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def device_list(request: HttpRequest) -> HttpResponse:
    """At which windows does a device rate, and what is the address of a new one?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_keep_devices(actor)
    if barred is not None or actor.kind is not ActorKind.OFFICIAL:
        raise PermissionDenied(barred)
    address, problem = "", None
    if request.method == "POST":
        try:
            closing = read_uuid(request.POST.get("close", ""))
            if closing is not None:
                close_device(device_id=closing, by=actor, at=timezone.now())
                return HttpResponseRedirect(request.path)
            post = read_uuid(request.POST.get("post", "")) or UUID(int=0)
            token = open_device(post_id=post, by=actor, at=timezone.now())
            address = settings.SITE_URL + reverse("ratings:open_counter", args=[token])
        except Refused as refused:
            problem = refused.refusal
    posts, here = posts_with_duty("receive"), devices()
    names = bodies_by_id({post.body_id for post in posts} | {one.post.body_id for one in here})
    context: dict[str, Any] = {
        "devices": [(one, names[one.post.body_id].name) for one in here],
        "posts": [(post, names[post.body_id].name) for post in posts], "address": address, "problem": problem,
    }  # fmt: skip
    return render(request, "ratings/devices.html", context, status=409 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def survey_list(request: HttpRequest) -> HttpResponse:
    """Who was asked what, drawn from whom, and what did they say?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_survey(actor)
    if barred is not None or actor.kind is not ActorKind.OFFICIAL:
        raise PermissionDenied(barred)
    sent, problem = request.POST if request.method == "POST" else None, None
    form = SurveyForm(sent)
    if sent is not None and form.is_valid():
        try:
            made = draw_survey(**form.cleaned_data, body=None, by=actor, at=timezone.now())
            return HttpResponseRedirect(reverse("ratings:survey_results", args=[made]))
        except Refused as refused:
            problem = refused.refusal
    found, cut = surveys()
    context = {"surveys": found, "cut": cut, "form": form, "problem": problem}
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "ratings/surveys.html", context, status=status)
