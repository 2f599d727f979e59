"""In which of my posts do I act? The list of an official's posts, and the change to another."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.pages.acting import POST_KEY, Presence
from tongban.agencies.pages.sign_in import start_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def posts(request: HttpRequest) -> HttpResponse:
    """In which post do I act now?"""
    presence: Presence = request.presence  # type: ignore[attr-defined]
    if presence.official is None:
        raise Http404
    if request.method == "POST":
        chosen = _uuid(request.POST.get("post", ""))
        if chosen not in {held.post_id for held in presence.posts}:
            raise Http404
        request.session[POST_KEY] = str(chosen)
        return HttpResponseRedirect(start_of(presence.actor))
    return render(request, "agencies/posts.html", {"posts": presence.posts, "now": presence.post})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
