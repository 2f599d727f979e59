"""Windows 窗口管理: 哪些窗口开着，谁坐？ Opening, closing, staffing; the administrator's. It receives nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.actions import close_window, open_centre, open_window, staff_window
from tongban.agencies.forms.staff import CentreForm, Choice, WindowForm
from tongban.agencies.models.refs import BodyRef
from tongban.agencies.pages.office import administrator, tried
from tongban.agencies.queries import bodies, centre_ids, posts_with_duty, windows
from tongban.agencies.queries.staffing import WindowRef
from tongban.kernel.actor import Actor


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def office_windows(request: HttpRequest) -> HttpResponse:
    """Which windows are open, and who sits there now?"""
    actor, now = administrator(request), timezone.now()
    known = {body.id: body for body in bodies()}
    centres = [known[pk] for pk in centre_ids() if pk in known]
    without = [body for body in known.values() if body not in centres]
    seen = windows(now, closed=True)
    posts = _posts(known)
    sent = request.POST if request.method == "POST" else None
    what = sent.get("do", "")[:10] if sent is not None else ""
    form = WindowForm(sent if what == "open" else None, centres=_named(centres), posts=posts)
    point = CentreForm(sent if what == "centre" else None, bodies=_named(without), auto_id="id_centre_%s")
    problem = None
    if sent is not None:
        act = _act(request, what, seen, (form, point), posts, actor)
        problem = tried(act) if act is not None else None
        if act is not None and problem is None:
            return HttpResponseRedirect(f"{request.path}?done={what}")
    context = {
        **_seen(seen, centres),
        "form": form,
        "point": point,
        "what": what,
        "posts": posts,
        "problem": problem,
        "done": request.GET.get("done", "")[:20],
    }
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "agencies/office/windows.html", context, status=status)


def _named(found: list[BodyRef]) -> list[Choice]:
    return [(str(body.id), body.name) for body in found]


def _posts(known: dict[UUID, BodyRef]) -> list[Choice]:
    found = posts_with_duty("receive")
    return [(str(post.post_id), f"{known[post.body_id].name} {post.name}") for post in found if post.body_id in known]


def _seen(seen: Sequence[WindowRef], centres: Sequence[BodyRef]) -> dict[str, Any]:
    """The windows by centre; how many are open, and at how many of those nobody sits."""
    return {
        "groups": [(one, [window for window in seen if window.centre_id == one.id]) for one in centres],
        "open": sum(window.closed_at is None for window in seen),
        "empty": sum(window.closed_at is None and not window.sits for window in seen),
    }


def _act(
    request: HttpRequest,
    what: str,
    seen: list[WindowRef],
    forms: tuple[WindowForm, CentreForm],
    posts: list[Choice],
    actor: Actor,
) -> Callable[[], Any] | None:
    """What the button asks for; None when the form has faults."""
    now, (form, point) = timezone.now(), forms
    if what == "open":
        if not form.is_valid():
            return None
        told = form.cleaned_data
        centre, post, number = UUID(told["centre"]), UUID(told["post"]), told["number"]
        return lambda: open_window(centre_id=centre, number=number, post_id=post, by=actor, at=now)
    if what == "centre":
        if not point.is_valid():
            return None
        at = point.cleaned_data
        zh, en = at["address_zh"], at["address_en"]
        return lambda: open_centre(body_id=UUID(at["body"]), address_zh=zh, address_en=en, by=actor, at=now)
    window = next((one for one in seen if str(one.window_id) == request.POST.get("window", "")), None)
    if window is None or what not in ("close", "staff"):
        raise Http404
    if what == "close":
        return lambda: close_window(window_id=window.window_id, by=actor, at=now)
    chosen = request.POST.get("post", "")
    if chosen not in dict(posts):
        raise Http404
    return lambda: staff_window(window_id=window.window_id, post_id=UUID(chosen), by=actor, at=now)
