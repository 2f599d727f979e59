"""批量来往: is this file right, what will it do, and what goes back to the city? Nothing is written before the look."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import xlsxwriter
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.actions.batch import preview_file, stop_stranger, write_file
from tongban.hotline.forms.batch import ROWS_MOST, FileForm, RowsForm
from tongban.hotline.pages.asking import lang, official, place_choices
from tongban.hotline.permissions import HANDLE as HANDLES
from tongban.hotline.permissions import may_dispatch, may_hold_parts
from tongban.hotline.queries.batch import CityOrder, city_orders, known_numbers
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.rules.batch import ACTS, CHOICES, COLUMNS, LISTED, RESULT_HEADS, TAKE, URGENCIES, Finding
from tongban.hotline.rules.states import state_word
from tongban.hotline.rules.turns import RESULTS, word_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.adapters.spreadsheet.read import FILE_LIMIT
from tongban.powerlist.rules.sheet import guarded

DUTIES: Final = ("operate", "dispatch", HANDLES)
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
SALT: Final = "hotline.batch"
LOOKED: Final = timedelta(hours=1)
DAYS: Final = 31


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def batch(request: HttpRequest) -> HttpResponse:
    """What is in the file, what is wrong with it, and shall it be written?"""
    actor, now = official(request, DUTIES), timezone.now()
    context: dict[str, Any] = {"form": FileForm()}
    if request.method == "POST":
        try:
            written = _written(request, actor, now) if "rows" in request.POST else None
            if written == []:
                return HttpResponseRedirect(f"{request.path}?done=1")
            context = {"findings": _shown(written)} if written else _looked(request, actor, now)
        except Refused as refused:
            context = {"problem": refused.refusal, "form": FileForm()}
    context |= {
        "takes": may_dispatch(actor) is None, "handles": may_hold_parts(actor) is None, "done": "done" in request.GET,
    }  # fmt: skip
    wrong = request.method == "POST" and not context.get("rows")
    return render(request, "hotline/batch.html", context, status=422 if wrong else 200)


def _looked(request: HttpRequest, by: Actor, at: datetime) -> dict[str, Any]:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"form": form}
    what = form.cleaned_data["what"]
    file = form.cleaned_data["file"]
    reading = preview_file(what=what, data=file.read(FILE_LIMIT + 1), name=file.name or "", by=by, at=at)
    context: dict[str, Any] = {"form": form, "findings": _shown(reading.findings)}
    places = dict(place_choices(at))
    if not reading.findings:
        plain = [[number, row] for number, row in reading.rows]
        sealed = signing.dumps([what, str(by.ref), plain], salt=SALT, compress=True)
        if len(sealed) > ROWS_MOST:
            raise refuse("batch_long", zh="文件文字太多，请分成几份。", en="Too much text in one file; split it.")
        numbers = {row["number"] for _number, row in reading.rows}
        again = len(plain) - len(numbers) + len(known_numbers(numbers)) if what == TAKE else 0
        context |= {
            "rows": sealed, "again": again,
            "heads": [one[_place()] for one in COLUMNS[what].values()], "count": len(plain),
            "lines": [(number, [_word(key, row, places) for key in COLUMNS[what]]) for number, row in reading.rows],
        }  # fmt: skip
    return context


def _written(request: HttpRequest, by: Actor, at: datetime) -> list[Finding]:
    form = RowsForm(request.POST)
    what, who, rows = "", "", []
    try:
        if form.is_valid():
            what, who, rows = signing.loads(form.cleaned_data["rows"], salt=SALT, max_age=LOOKED)
    except signing.BadSignature:
        who = ""
    if who != str(by.ref):
        raise refuse("batch_again", zh="预览已经失效，请重新选择文件。", en="This look is over. Choose the file again.")
    stop_stranger(what, by)
    return list(write_file(what=what, rows=[(number, row) for number, row in rows], by=by, at=at))


def _place() -> int:
    return 1 if lang() == "en" else 0


def _word(key: str, row: dict[str, str], places: dict[str, str]) -> str:
    value = row.get(key, "")
    tables: dict[str, Any] = {
        "kind": LISTED, "urgency": URGENCIES, "act": ACTS, "choice": CHOICES.get(row.get("act", ""), {}),
    }  # fmt: skip
    return word_of(tables[key], value, lang()) if key in tables else places.get(value, value)


def _shown(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    names = {key: words[_place()] for table in COLUMNS.values() for key, words in table.items()}
    return [
        {"row": one.row, "column": names.get(one.column, ""), "value": one.value, "refusal": one.refusal}
        for one in findings
    ]


@require_safe
@never_cache
def batch_template(request: HttpRequest, what: str) -> HttpResponse:
    """Which columns does the file need, and what may stand in them?"""
    official(request, DUTIES)
    place = _place()
    codes = (LISTED, URGENCIES) if what == TAKE else (ACTS, *(CHOICES[act] for act in ACTS if CHOICES[act]))
    lists = [[words[place] for words in table.values()] for table in codes]
    deep = max(map(len, lists))
    listed = [[one[at] if at < len(one) else "" for one in lists] for at in range(deep)]
    return _file(f"{what}-template", [[words[place] for words in COLUMNS[what].values()]], listed)


@require_safe
@never_cache
def batch_results(request: HttpRequest) -> HttpResponse:
    """What came of the orders of the city in these days? A file with the city's numbers."""
    _actor, now = official(request, ("operate", "dispatch")), timezone.now()
    since = _day(request.GET.get("since")) or now - timedelta(days=DAYS)
    until = _day(request.GET.get("until"))
    rows = city_orders(since, until + timedelta(days=1) if until else now)
    names = bodies_by_id({one.order.lead_id for one in rows if one.order.lead_id})
    heads = [words[_place()] for words in RESULT_HEADS]
    return _file("results", [heads, *(_cells(one, names) for one in rows)], [])


def _cells(one: CityOrder, names: Any) -> list[str]:
    order, lead = one.order, names.get(one.order.lead_id)
    solved = "" if order.solved is None else _("solved") if order.solved else _("not solved")
    return [
        one.outside_no, order.number, state_word(order.state, lang()), lead.name if lead else "",
        _moment(order.taken_at), _moment(order.replied_at), word_of(RESULTS, one.reply.result, lang()) if one.reply
        else "", one.words, solved, _moment(order.closed_at),
    ]  # fmt: skip


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _day(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text or "", "%Y-%m-%d").replace(tzinfo=ZONE)
    except ValueError:
        return None


def _file(name: str, rows: Iterable[Sequence[str]], codes: list[list[str]]) -> HttpResponse:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        tables: list[Iterable[Sequence[str]]] = [rows, codes] if codes else [rows]
        for table in tables:
            sheet = book.add_worksheet()
            for line, cells in enumerate(table):
                for place, cell in enumerate(cells):
                    sheet.write_string(line, place, guarded(cell))
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="hotline-{name}.xlsx"'
    return answer
