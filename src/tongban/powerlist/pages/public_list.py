"""The public list: 政府有哪些权？ As of a day, by body, with version and digest; as a file; and a check of copies."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from tongban.agencies.queries import bodies, bodies_in_order
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.forms.lists import ListFilter, UploadForm
from tongban.powerlist.queries import VersionRef, list_digest, published_list
from tongban.powerlist.queries.editions import list_lines
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.sheet import COLUMNS, csv_text, difference
from tongban.rulebook.lookup import number

COPY_LIMIT = 10 * 1024 * 1024
SHOWN = 50


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """Which powers does the government have on that day, and in which version?"""
    asked = ListFilter(request.GET)
    today = timezone.localdate()
    day = asked.day(today)
    chosen = next((body for body in bodies() if body.key == asked.text("body")), None)
    page = published_list(
        body_id=chosen.id if chosen else None,
        q=_plain(asked.text("q")),
        after=_plain(asked.text("after")),
        limit=number("list.page_size", today),
        on=day,
    )
    context = {
        "lines": [_shown(ref) for ref in page.lines],
        "page_of": page,
        "day": day,
        "q": asked.text("q"),
        "chosen": chosen,
        "departments": bodies_in_order(),
        "first_page": not asked.text("after"),
        "list_digest": list_digest(day),
        "copy_form": UploadForm(),
    }
    return render(request, "powerlist/list.html", context)


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip()


def _shown(ref: VersionRef) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    return {
        "code": ref.code,
        "name": ref.content.name.words(language),
        "type": codes.word(codes.ITEM_TYPES, ref.content.item_type, language),
        "no": ref.no,
        "valid_from": ref.valid_from,
        "digest": ref.digest,
    }


@require_safe
def list_file(request: HttpRequest) -> HttpResponse:
    """Can I take the list with me? The whole list of a day as CSV; the same day gives the same bytes."""
    day = ListFilter(request.GET).day(timezone.localdate())
    answer = HttpResponse(csv_text(list_lines(day)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="list-{day.isoformat()}.csv"'
    return answer


@require_POST
def check_copy(request: HttpRequest) -> HttpResponse:
    """Does the copy I hold say the same as the authoritative list? Compared line by line; the copy is not kept."""
    form = UploadForm(request.POST, request.FILES)
    day = ListFilter(request.POST).day(timezone.localdate())
    context: dict[str, Any] = {"form": form, "day": day}
    if form.is_valid():
        try:
            context["found"] = difference(list_lines(day), _copy(form.cleaned_data["file"].read(COPY_LIMIT + 1)))
            context["shown"] = SHOWN
        except Refused as refused:
            context["refused"] = refused.refusal
    return render(request, "powerlist/copy.html", context)


def _copy(data: bytes) -> list[list[str]]:
    try:
        if len(data) > COPY_LIMIT:
            raise ValueError
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (ValueError, csv.Error):
        rows = []
    if not rows or tuple(rows[0]) != COLUMNS:
        raise refuse(
            "copy.not_ours",
            zh="这不是从本页下载的清单文件，无法比对。请选择未改列名的 CSV 文件。",
            en="This is no list file from this page and cannot be compared. Choose the CSV with its columns unchanged.",
        )
    return rows[1:]
