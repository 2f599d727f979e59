"""A cancelled item: 取消以后还有人来办、还有人要吗？ And what the look-backs at it found."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import official_names
from tongban.delegation.actions.cancelled import look_at_cancelled
from tongban.delegation.forms.candidates import LookForm
from tongban.delegation.pages.behind import voice_address
from tongban.delegation.pages.tables_view import keeper, place, reader
from tongban.delegation.permissions.candidates import may_choose
from tongban.delegation.queries.cancelled import (
    cancelled_named,
    cases_since,
    due_of,
    looks_of,
    since_gone,
    voices_since,
)
from tongban.delegation.rules.cancelled import DONE, FOUND
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries.tags import GoneItem
from tongban.rulebook.lookup import number


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cancelled_page(request: HttpRequest, code: str) -> HttpResponse:
    """Is it really gone: does anybody still apply, or ask for it, and what was found?"""
    actor = keeper(request) if request.method == "POST" else reader(request)
    item = cancelled_named(code, "en" if place() else "zh")
    if item is None:
        raise Http404
    form = LookForm(request.POST if request.method == "POST" else None)
    problem = None
    if form.is_bound and form.is_valid():
        problem = _looked(item, form, actor)
        if problem is None:
            return redirect(f"{request.path}?done=1")
    context = _context(request, item) | {
        "form": form, "problem": problem, "done": "done" in request.GET, "office": may_choose(actor) is None,
        "opens": bool(actor.duties & {"lead", "centre_manage"}),
    }  # fmt: skip
    status = 200 if not form.is_bound else 409 if problem else 422
    return render(request, "delegation/cancelled.html", context, status=status)


def _looked(item: GoneItem, form: LookForm, actor: Actor) -> Refusal | None:
    told = form.cleaned_data
    try:
        look_at_cancelled(code=item.code, found=told["found"], words=told["words"], by=actor, at=timezone.now())
    except Refused as refused:
        return refused.refusal
    return None


def _context(request: HttpRequest, item: GoneItem) -> dict[str, Any]:
    at, today = place(), timezone.localdate()
    most = number("list.page_size", today)
    looks = looks_of(item.item_id)
    names = official_names({one.by_ref for one in looks if one.by_ref})
    due = due_of(item.gone, looks[0] if looks else None)
    cases, wishes = since_gone(item.item_id, item.gone)
    return {
        "item": item, "due": due, "late": due is not None and due < today, "cases": cases, "wishes": wishes,
        "case_rows": cases_since(item.item_id, item.gone, most) if cases else [],
        "voice_rows": [(one, voice_address(request, one)) for one in voices_since(item.item_id, item.gone, most)],
        "closed": bool(looks) and looks[0].found == DONE,
        "looks": [
            {"row": one, "found": FOUND[one.found][at], "by": names.get(one.by_ref, "") if one.by_ref else ""}
            for one in looks
        ],
    }  # fmt: skip
