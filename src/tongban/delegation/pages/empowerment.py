"""赋权清单: 哪些事可以在乡镇办，依据哪份文件，从哪天起？ The public list of powers that came down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.delegation.models import Line
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.township_sheets import workbook
from tongban.delegation.queries.board import public_lines, state_now
from tongban.delegation.rules.decisions import LINE_STATES
from tongban.delegation.rules.forms import FORMS
from tongban.powerlist.queries.powers import PowerRef, powers

COLUMNS = ("code", "power", "place", "giver", "receiver", "form", "since", "last_day", "number", "word")
SHOWN = 500


@require_safe
def empowerment(request: HttpRequest) -> HttpResponse:
    """Which powers are in the townships, by which document, since when?"""
    now, at = timezone.now(), place()
    towns = [one for one in divisions() if one.kind == "township"]
    chosen = next((one for one in towns if one.code == request.GET.get("town", "")), None)
    lines = public_lines(now, place_id=chosen.id if chosen else None)
    if request.GET.get("file") == "xlsx":
        heads = ["事项编码", "事项", "乡镇", "原行使单位", "承接单位", "法律形式", "生效时间", "期限至", "文号", "状态"]
        return workbook("empowerment", heads, [[one[key] for key in COLUMNS] for one in _rows(list(lines), at)])
    rows, total = _rows(list(lines[:SHOWN]), at), lines.count()
    context: dict[str, Any] = {"towns": towns, "chosen": chosen, "rows": rows, "total": total}
    return render(request, "delegation/empowerment.html", context)


def _rows(lines: list[Line], at: int) -> list[dict[str, Any]]:
    named = powers({one.item_id for one in lines})
    known = bodies_by_id({key for one in lines for key in (one.giver_id, one.receiver_id) if key})
    places = {one.id: one.name for one in divisions()}
    now = timezone.now()
    states = {**LINE_STATES, "lapsed": ("试行期满", "trial over")}
    return [
        {
            "code": named[one.item_id].code, "power": _name(named[one.item_id], at),
            "place": places.get(one.place_id, ""), "giver": known[one.giver_id].name if one.giver_id in known else "",
            "receiver": known[one.receiver_id].name, "form": _form(one, at),
            "since": timezone.localdate(one.starts_at or one.decision.effective_at), "number": one.decision.number,
            "word": states[state_now(one, now)][at],
            "last_day": _last_day(one),
        }
        for one in lines
    ]  # fmt: skip


def _last_day(one: Line) -> date | str:
    """The day on which a power ends or ended at its receiver; empty while it stands without a term."""
    end = one.ends_at or one.until
    return timezone.localdate(end - timedelta(seconds=1)) if end is not None else ""


def _name(power: PowerRef, at: int) -> str:
    return (power.name_zh, power.name_en)[at]


def _form(one: Line, at: int) -> str:
    form = FORMS[one.decision.form]
    return (form.zh, form.en)[at]
