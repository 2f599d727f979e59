"""What the platform told me 提醒: one list for citizens and officials. It sends nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal
from tongban.reminders.queries import told_to

SIGN_IN = Refusal("sign_in", "请先登录，再看给您的提醒。", "Sign in to see your reminders.")


@require_safe
@never_cache
def reminders(request: HttpRequest) -> HttpResponse:
    """What was I told, and what do I do about it?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind not in (ActorKind.CITIZEN, ActorKind.OFFICIAL):
        raise PermissionDenied(SIGN_IN)
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    context = {"told": told_to(actor, language, timezone.now()), "official": actor.kind is ActorKind.OFFICIAL}
    base = "portal/staff.html" if actor.kind is ActorKind.OFFICIAL else "portal/public.html"
    return render(request, "reminders/reminders.html", context | {"base": base})
