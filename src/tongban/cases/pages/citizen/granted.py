"""行政许可公示: 谁取得了什么许可，由谁决定？ Large, plain, for everybody; a natural person is told masked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_in_order
from tongban.cases.forms.window import read_after
from tongban.cases.pages.words import language
from tongban.cases.queries.granted import Granted, Wanted, granted, wanted
from tongban.cases.queries.withholding import kept_back_counts
from tongban.cases.rules.withholding import GROUNDS
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook
from tongban.rulebook.lookup import number

EXPORTED: Final = 2_000
HEADINGS: Final = ("决定书文号", "许可事项", "事项编码", "行政相对人", "统一社会信用代码", "决定日期", "许可机关")


def _asked(request: HttpRequest) -> tuple[Wanted, dict[str, Any]]:
    """What is looked for, and what of it the page shows again."""
    departments = [body for body in bodies_in_order() if body.kind in ("department", "township")]
    chosen = next((body for body in departments if body.key == request.GET.get("body", "")[:60]), None)
    q = request.GET.get("q", "")[:60]
    return wanted(q, chosen.id if chosen else None), {"q": q, "chosen": chosen, "departments": departments}


@require_safe
def granted_list(request: HttpRequest) -> HttpResponse:
    """Which licences were granted, to whom, and when?"""
    asked, shown = _asked(request)
    after, size = read_after(request.GET.get("after", "")), number("list.page_size", timezone.localdate())
    key = (datetime.fromisoformat(after[0]), UUID(after[1])) if after else None
    rows = granted(asked, after=key if key and timezone.is_aware(key[0]) else None, limit=size + 1)
    kept = request.GET.copy()
    kept.pop("after", None)
    query = kept.urlencode()
    if len(rows) > size:
        kept["after"] = f"{rows[size - 1].at.isoformat()}~{rows[size - 1].id}"
        shown["next"] = kept.urlencode()
    days = number("publication.grant_days", timezone.localdate())
    shown |= {"rows": rows[:size], "query": query, "first": after is None, "days": days, "most": EXPORTED}
    shown |= _kept_back(asked.body)
    return render(request, "cases/public/granted.html", shown)


def _kept_back(body: UUID | None) -> dict[str, Any]:
    """How many are kept back by law, in words: that there are some is no secret."""
    place = 1 if language() == "en" else 0
    found = kept_back_counts(timezone.localdate(), body)
    words = [f"{GROUNDS[ground][place]} {count}" for ground, count in found.items() if count]
    return {"kept_back": sum(found.values()), "kept_words": (", " if place else "、").join(words)}


@require_safe
def granted_file(request: HttpRequest) -> HttpResponse:
    """Can I take the list with me? As a workbook, the newest first."""
    today = timezone.localdate()
    asked, _shown = _asked(request)
    rows: list[tuple[str, ...]] = [_cells(one) for one in granted(asked, limit=EXPORTED)]
    kept = sum(kept_back_counts(today, asked.body).values())
    rows += [(f"另有 {kept} 件依法不予公开",)] if kept else []
    answer = HttpResponse(workbook("行政许可公示", HEADINGS, rows, today), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="licences-{today.isoformat()}.xlsx"'
    return answer


def _cells(one: Granted) -> tuple[str, ...]:
    firm = one.holder is not None and one.holder.kind == "firm"  # a person's number stays out, masked or not
    name, code = (one.holder.name, one.holder.id_number if firm else "") if one.holder else ("—", "")
    day = timezone.localdate(one.at).isoformat()
    return one.number, one.item, one.code, name, code, day, one.body.name_zh if one.body else ""
