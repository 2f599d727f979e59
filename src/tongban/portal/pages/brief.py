"""The weekly brief 一周简报: 这一周怎么样？ A draft from the figures, changed by hand, then a file. Nothing is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.cases.queries.leader import bodies_in_view, leader_figures
from tongban.documents.actions.render import set_in_type
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.portal.adapters.word.write import write
from tongban.portal.permissions import may_see_minute
from tongban.portal.rules.brief import (
    LONGEST_PART,
    LONGEST_TITLE,
    Brief,
    Part,
    WeekFigures,
    compose_brief,
    fitted,
    monday_of,
)
from tongban.portal.rules.fields import language_of

PRINT: Final = Path(__file__).parents[1] / "templates" / "portal" / "print" / "brief.typ"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def brief(request: HttpRequest) -> HttpResponse:
    """How was this week, in words that I may change before they go?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_see_minute(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    draft = _draft(actor)
    told = _changed(draft, request.POST) if request.method == "POST" else draft
    kind = request.POST.get("do", "") if request.method == "POST" else ""
    if kind in ("docx", "pdf"):
        body = write(told) if kind == "docx" else _pdf(told)
        answer = HttpResponse(body, content_type=DOCX if kind == "docx" else "application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="brief-{told.day.isoformat()}.{kind}"'
        return answer
    context: dict[str, Any] = {"brief": told, "longest_title": LONGEST_TITLE, "longest": LONGEST_PART}
    return render(request, "portal/brief.html", context)


def _draft(actor: Actor) -> Brief:
    now, language = timezone.now(), language_of(get_language())
    today = timezone.localdate(now)
    figures = leader_figures(actor.place_id, now, among=bodies_in_view(actor), since=monday_of(today))
    late = sorted(((name, number, days) for _id, name, number, days in figures.overdue), key=lambda row: -row[2])
    week = WeekFigures(figures.received_today, figures.decided_today, figures.deciding, figures.near, late)
    return compose_brief(settings.COUNTY[language], week, today, language)


def _changed(draft: Brief, sent: QueryDict) -> Brief:
    """The draft with what was typed; headings and the week stay as they are."""
    parts = tuple(
        Part(part.heading, fitted(_plain(sent.get(f"part-{place}", part.text), LONGEST_PART)))
        for place, part in enumerate(draft.parts, start=1)
    )
    return Brief(_plain(sent.get("title", draft.title), LONGEST_TITLE) or draft.title, draft.span, parts, draft.day)


def _plain(text: str, longest: int) -> str:
    """What can be printed of a text: no control signs but the end of a line, at most so many signs."""
    kept = "".join(sign for sign in text.replace("\r\n", "\n") if sign == "\n" or sign.isprintable())
    return kept.strip()[:longest]


def _pdf(told: Brief) -> bytes:
    content = {
        "title": told.title,
        "span": told.span,
        "lang": "en" if language_of(get_language()) == "en" else "zh",
        "parts": [{"heading": part.heading, "lines": part.text.splitlines()} for part in told.parts],
    }
    return set_in_type(PRINT, content, at=timezone.now())
