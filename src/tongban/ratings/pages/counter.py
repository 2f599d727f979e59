"""窗口评价器: 刚才的服务怎么样？ A tablet at the window, nobody signed in. It shows large buttons for the visit just
received and goes back to its neutral page by itself; it needs no script, so that an old device works."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import segno
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ratings.actions.devices import token_hash
from tongban.ratings.actions.rating import rate_at_device
from tongban.ratings.forms import place, read_uuid, said
from tongban.ratings.permissions import STAFF_RATES
from tongban.ratings.queries.occasions import at_device, device_of_token
from tongban.ratings.rules.levels import LEVELS, REASONS, STAGES, is_bad

DEVICE: Final = "rating_device"
NEUTRAL_SECONDS, ASKING_SECONDS, THANKS_SECONDS = 5, 60, 8
YEAR: Final = 365 * 86400


@require_safe
@never_cache
def open_counter(request: HttpRequest, token: str) -> HttpResponse:
    """The device's own address, opened once on it; from then on it knows its window."""
    found = device_of_token(token_hash(token))
    if found is None:
        raise Http404
    request.session[DEVICE] = str(found)
    request.session.set_expiry(YEAR)
    return HttpResponseRedirect(reverse("ratings:counter"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def counter(request: HttpRequest) -> HttpResponse:
    """How was the service just now? Neutral while nobody was served."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is ActorKind.OFFICIAL:
        raise PermissionDenied(STAFF_RATES)
    device, offered = at_device(read_uuid(request.session.get(DEVICE, "")) or UUID(int=0), timezone.now())
    if device is None:
        raise Http404
    if request.method == "POST":
        return _pressed(request, device.pk)
    context: dict[str, Any] = {"seconds": NEUTRAL_SECONDS, "post": device.post}
    if "thanks" in request.GET:
        context |= {"thanks": True, "seconds": THANKS_SECONDS}
    elif offered is None:
        address = settings.SITE_URL + reverse("ratings:rate")
        context |= {"code": _qr(address), "address": address}
    else:
        level = _level(request.GET.get("level", ""))
        context |= {
            "offered": offered, "stage": STAGES[offered.stage][place()], "seconds": ASKING_SECONDS, "level": level,
            "levels": [(key, words[place()]) for key, words in LEVELS.items()], "reasons": said(REASONS),
            "chosen": LEVELS[level][place()] if level else "",
        }  # fmt: skip
    return render(request, "ratings/counter.html", context)


def _pressed(request: HttpRequest, device: UUID) -> HttpResponse:
    """A bad level first asks for reasons, which may stay empty; anything else is recorded at once."""
    level, occasion = _level(request.POST.get("level", "")), read_uuid(request.POST.get("visit", ""))
    if is_bad(level) and "sure" not in request.POST:
        return HttpResponseRedirect(f"{request.path}?level={level}")
    reasons = [one for one in request.POST.getlist("reason")[:20] if one in REASONS] if is_bad(level) else []
    try:
        rate_at_device(
            device=device, occasion_id=occasion or UUID(int=0), level=level, reasons=reasons, by=ANONYMOUS,
            at=timezone.now(),
        )  # fmt: skip
    except Refused:  # pressed twice, or too late: the device goes on, the clerk sees nothing of it
        return HttpResponseRedirect(request.path)
    return HttpResponseRedirect(f"{request.path}?thanks=1")


def _level(text: str) -> int:
    return int(text) if text in {str(level) for level in LEVELS} else 0


def _qr(address: str) -> dict[str, object]:
    code = segno.make(address, error="m", micro=False)
    rows = code.matrix_iter(border=4)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"path": path, "size": code.symbol_size(border=4)[0]}
