"""The staff search: 这件在哪里？ A number, a person's whole number or name, or an item; it opens nothing personal."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import body_named
from tongban.cases.forms.apply import clean
from tongban.cases.forms.window import case_number, read_after
from tongban.cases.pages.lists import english, in_view
from tongban.cases.queries.find import FoundCase, FoundPage, find_by_number, find_by_words
from tongban.cases.rules import STATE_WORDS, State
from tongban.rulebook.lookup import number

LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Where is this case? Names and identity numbers are sent by POST, so that no address holds them."""
    actor, known = in_view(request)
    sent = request.POST if request.method == "POST" else request.GET
    typed = clean(sent.get("q", "")[:LONGEST]).replace("\0", "")
    context: dict[str, Any] = {"typed": typed, "asked": bool(typed)}
    if typed:
        bodies = [body.id for body in known]
        as_number = case_number(typed)
        if as_number:
            page = find_by_number(actor, as_number, bodies)
        else:
            size, after = number("list.page_size", timezone.localdate()), read_after(sent.get("after", ""))
            page = find_by_words(actor, typed, bodies, at=timezone.now(), size=size, after=after)
        context |= _shown(page)
    return render(request, "cases/window/find.html", context)


def _shown(page: FoundPage) -> dict[str, Any]:
    return {
        "rows": [_row(one) for one in page.cases],
        "after": "~".join(page.after) if page.after else "",
        "persons": any(one.by_person for one in page.cases),
        "looked_at": page.persons,
    }


def _row(one: FoundCase) -> dict[str, Any]:
    body = body_named(one.body_id, timezone.localdate())
    return {"case": one, "state": STATE_WORDS[State(one.state)][1 if english() else 0], "body": body.name}
