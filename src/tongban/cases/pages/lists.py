"""The lists behind figures: 这个数字是哪些件？ Filtered, page by page, and as a workbook. They decide nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import BodyRef
from tongban.cases.forms.window import ListFilter, read_after, read_first
from tongban.cases.permissions import NOT_FOR_LISTS, NOT_IN_VIEW
from tongban.cases.queries.leader import bodies_in_view
from tongban.cases.queries.lists import Asked, Line, list_page
from tongban.cases.queries.standing import thresholds
from tongban.cases.rules import STATE_WORDS, State
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.clock.sentences import due_sentence, state_words
from tongban.kernel.clock.words import day_words
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import published_item
from tongban.rulebook.lookup import number

EXPORTED: Final = 2_000
SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def english() -> bool:
    """Whether the page is shown in English."""
    return (get_language() or "zh").startswith("en")


def in_view(request: HttpRequest) -> tuple[Actor, list[BodyRef]]:
    """Who asks and the bodies whose cases they may list; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    known = bodies_in_view(actor)
    if not known:
        raise PermissionDenied(NOT_FOR_LISTS)
    return actor, known


@require_safe
@never_cache
def case_list(request: HttpRequest) -> HttpResponse:
    """Which cases does this figure count? The title repeats the figure and its filter."""
    actor, known = in_view(request)
    now = timezone.now()
    found = ListFilter(request.GET).read(timezone.localdate())
    asked, body, item = _asked(found, known)
    size = number("list.page_size", timezone.localdate())
    after = read_after(request.GET.get("after", ""))
    page = list_page(actor, asked, now=now, size=size, after=after)
    first = read_first(request.GET.get("from", "1")) if after else 1
    context = {
        "lines": [_shown(line, asked) for line in page.lines],
        "heading": heading(asked, body, item, page.total, page.capped),
        "span": _span(first, len(page.lines), page.total, page.capped),
        "next": _next(request, page.after, first + len(page.lines)),
        "start": _query(request) if after else "",
        "export": _query(request),
        "asked": asked,
        "found": found,
        "bodies": known if len(known) > 1 else [],
        "states": [(state.value, STATE_WORDS[state][1 if english() else 0]) for state in State],
        "item": item,
    }
    return render(request, "cases/window/list.html", context)


def _asked(found: dict[str, Any], known: list[BodyRef]) -> tuple[Asked, BodyRef | None, str]:
    """(what is asked, the one body if one was named, the name of the item if one was)."""
    body = None
    if "body" in found:
        body = next((one for one in known if found["body"] in (one.key, str(one.id))), None)
        if body is None:
            raise PermissionDenied(NOT_IN_VIEW)
    item_id, item_name = _item(found.get("item", ""))
    asked = Asked(
        bodies=tuple(one.id for one in ([body] if body else known)),
        due=found.get("due", "") or ("" if _says_cases(found) else "open"),
        act=found.get("act", ""),
        received=found.get("received"),
        decided=found.get("decided"),
        state=found.get("state", ""),
        item_id=item_id,
    )
    return asked, body, item_name


def _says_cases(found: dict[str, Any]) -> bool:
    return any(name in found for name in ("act", "received", "decided", "state", "item"))


def _item(code: str) -> tuple[UUID | None, str]:
    try:
        item = published_item(code) if code and "\0" not in code else None
    except Refused:
        return None, ""
    if item is None or item.version is None:
        return None, ""
    return item.id, item.version.content.name.words(get_language() or "zh")


def heading(asked: Asked, body: BodyRef | None, item: str, total: int | None, capped: bool) -> str:
    """超期环节，青禾县城市管理局，3 个. The figure, what it counts and its filter in words."""
    parts = [_subject(asked)] + ([body.name] if body else []) + ([item] if item else [])
    if total is not None:
        shown = min(total, 1000)
        if asked.due:
            told = _("over %(number)s steps") if capped else ngettext("%(number)s step", "%(number)s steps", shown)
        else:
            told = _("over %(number)s cases") if capped else ngettext("%(number)s case", "%(number)s cases", shown)
        parts.append(told % {"number": f"{shown:,}"})
    return (", " if english() else "，").join(parts)


def _subject(asked: Asked) -> str:
    language = "en" if english() else "zh"
    today = timezone.localdate()
    if asked.decided is not None:
        return _("Decided on %(day)s") % {"day": day_words(asked.decided, today, language)}
    if asked.received is not None:
        return _("Received on %(day)s") % {"day": day_words(asked.received, today, language)}
    if asked.act == "decide":
        return _("Waiting for a decision")
    if asked.due == "overdue":
        return _("Steps over the limit")
    if asked.due == "soon":
        return _("Due within %(days)s working days") % {"days": thresholds(timezone.now()).near_days}
    if asked.state:
        return STATE_WORDS[State(asked.state)][1 if english() else 0]
    return _("Steps in hand") if asked.steps else _("Cases received")


def _span(first: int, shown: int, total: int | None, capped: bool) -> str:
    if not shown:
        return ""
    values = {"first": f"{first:,}", "last": f"{first + shown - 1:,}", "total": f"{total or 0:,}"}
    if total is None or capped:
        return _("%(first)s to %(last)s") % values
    return _("%(first)s to %(last)s of %(total)s") % values


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in ("after", "from"):
        kept.pop(name, None)
    return "?" + kept.urlencode()


def _next(request: HttpRequest, after: tuple[str, str] | None, first: int) -> str:
    if after is None:
        return ""
    kept = request.GET.copy()
    kept["after"], kept["from"] = "~".join(after), str(first)
    return "?" + kept.urlencode()


def _shown(line: Line, asked: Asked) -> dict[str, Any]:
    """A row with its words; the state of a case stands where no clock runs."""
    words = STATE_WORDS[State(line.state)][1 if english() else 0]
    return {"line": line, "state": words, "hands": " · ".join(part for part in (line.body, line.post) if part)}


@require_safe
@never_cache
def case_list_export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook for a report: every cell a text, names masked, at most so many rows."""
    actor, known = in_view(request)
    asked, body, item = _asked(ListFilter(request.GET).read(timezone.localdate()), known)
    page = list_page(actor, asked, now=timezone.now(), size=EXPORTED)
    told = heading(asked, body, item, page.total, page.capped)
    answer = HttpResponse(_workbook(told, page.lines, more=page.after is not None), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="cases-{timezone.localdate().isoformat()}.xlsx"'
    return answer


def _workbook(title: str, lines: Sequence[Line], *, more: bool) -> bytes:
    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    language, today = ("en" if english() else "zh"), timezone.localdate()
    heads = [_("Case number"), _("Item"), _("Applicant"), _("State"), _("Body"), _("Post"), _("Received on"),
             _("Time limit"), _("Card")]  # fmt: skip
    with xlsxwriter.Workbook(out, safe) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, title)
        sheet.write_string(1, 0, _limit_sentence(more))
        for place, word in enumerate(heads):
            sheet.write_string(2, place, word)
        for row, line in enumerate(lines, start=3):
            for place, text in enumerate(_cells(line, language, today)):
                sheet.write_string(row, place, text)
    return out.getvalue()


def _limit_sentence(more: bool) -> str:
    values = {"number": f"{EXPORTED:,}"}
    if more:
        return (
            _("Only the first %(number)s are here; choose a narrower filter for the rest. Names are masked.") % values
        )
    return _("All of them, of %(number)s at most. Names are masked.") % values


def _cells(line: Line, language: str, today: date) -> list[str]:
    told = line.standing
    return [
        line.number,
        line.item_name,
        line.applicant.name if line.applicant else "",
        STATE_WORDS[State(line.state)][1 if language == "en" else 0],
        line.body,
        line.post,
        timezone.localtime(line.received_at).date().isoformat(),
        due_sentence(told, language) if told else "",
        state_words(told, language) if told else "",
    ]
