"""The power-and-duty list of each body: 有哪些权、凭什么、谁负责、怎么追责？ And the balance of townships."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongban.agencies.queries import BodyRef, bodies
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook
from tongban.powerlist.forms.lists import ListFilter
from tongban.powerlist.queries import VersionRef
from tongban.powerlist.queries.dutylist import PowerLine, body_counts, duty_list, township_balance
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.duties import GRAVE, gap_word

HEADINGS = (
    "事项编码", "名称", "职权类型", "行使层级", "设定依据", "现行有效",
    "承办机构", "流程中的责任", "其他责任", "追责情形", "欠缺",
)  # fmt: skip


def _tongue() -> str:
    return "en" if (get_language() or "zh").startswith("en") else "zh"


@require_safe
def duty_index(request: HttpRequest) -> HttpResponse:
    """Which bodies have which kinds of power, and how many?"""
    day = ListFilter(request.GET).day(timezone.localdate())
    lines: list[dict[str, Any]] = [
        {
            "body": one.body,
            "counts": [(codes.word(codes.ITEM_TYPES, kind, _tongue()), one.types[kind]) for kind in sorted(one.types)],
            "total": one.total,
        }
        for one in body_counts(day)
    ]
    context = {
        "day": day,
        "lines": lines,
        "total": sum(line["total"] for line in lines),
    }
    return render(request, "powerlist/duties.html", context)


@require_safe
def duty_page(request: HttpRequest, key: str) -> HttpResponse:
    """What may this body do, by which article, and what does it owe for it?"""
    day = ListFilter(request.GET).day(timezone.localdate())
    body = _body(key, day)
    shown = [_shown(line) for line in duty_list(body, day)]
    context = {
        "body": body,
        "day": day,
        "kinds": [(kind, list(lines)) for kind, lines in groupby(shown, key=lambda line: line["type"])],
        "total": len(shown),
        "lacking": sum(bool(line["grave"]) for line in shown),
        **_reached([line["content"] for line in shown]),
    }
    return render(request, "powerlist/dutylist.html", context)


def _reached(contents: list[ItemContent]) -> dict[str, list[str]]:
    """职能公开 (P-06): where the body is asked and complained about, and its hours, each once, as its guides say."""
    told = {
        "contacts": [one.contact for one in contents], "oversights": [one.oversight for one in contents],
        "hours": [one.hours.words(_tongue()) for one in contents],
    }  # fmt: skip
    return {name: sorted({value for value in values if value}) for name, values in told.items()}


def _shown(line: PowerLine) -> dict[str, Any]:
    content, tongue = line.version.content, _tongue()
    return {
        "line": line,
        "content": content,
        "name": content.name.words(tongue),
        "type": codes.word(codes.ITEM_TYPES, content.item_type, tongue),
        "level": codes.word(codes.LEVELS, content.level, tongue),
        "steps": [(node.name_en or node.name) if tongue == "en" else node.name for node in line.steps],
        "duties": [(one.text.words(tongue), one.owner, one.basis) for one in content.duties],
        "liabilities": [(one.text.words(tongue), one.basis) for one in content.liabilities],
        "grave": [gap_word(gap, tongue) for gap in line.gaps if gap in GRAVE],
        "gaps": [gap_word(gap, tongue) for gap in line.gaps if gap not in GRAVE],
    }


@require_safe
def duty_file(request: HttpRequest, key: str) -> HttpResponse:
    """Can I take this body's list with me? As a workbook."""
    day = ListFilter(request.GET).day(timezone.localdate())
    body = _body(key, day)
    rows = [_cells(line) for line in duty_list(body, day)]
    answer = HttpResponse(workbook("权责清单", HEADINGS, rows, day), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="duties-{key}-{day.isoformat()}.xlsx"'
    return answer


def _cells(line: PowerLine) -> tuple[str, ...]:
    content = line.version.content
    return (
        line.version.code,
        content.name.zh,
        codes.word(codes.ITEM_TYPES, content.item_type, "zh"),
        codes.word(codes.LEVELS, content.level, "zh"),
        "；".join(f"《{basis.law.strip('《》')}》{basis.words}" for basis, _ in line.bases),
        f"{sum(stands for _, stands in line.bases)}/{len(line.bases)}",
        content.handler,
        "、".join(node.name for node in line.steps),
        "；".join(f"{one.text.zh}（{one.owner}）" for one in content.duties),
        "；".join(f"{one.text.zh}（{one.basis}）" for one in content.liabilities),
        "、".join(gap_word(gap, "zh") for gap in line.gaps),
    )


@require_safe
def balance_page(request: HttpRequest) -> HttpResponse:
    """Which township must do more than it may decide?"""
    day = ListFilter(request.GET).day(timezone.localdate())
    lines = [
        {
            "body": one.body,
            "counts": [len(one.powers), len(one.duties), len(one.liable)],
            "opened": [
                (_("Powers"), _named(one.powers)),
                (_("Responsibilities"), _named(one.duties)),
                (_("Accountability"), _named(one.liable)),
                (_("Duty without the power"), _named(one.work_only)),
                (_("Power without a duty or accountability"), _named(one.power_only)),
            ],
            "uneven": bool(one.work_only),
        }
        for one in township_balance(day)
    ]
    uneven = sum(bool(line["uneven"]) for line in lines)
    return render(request, "powerlist/balance.html", {"day": day, "lines": lines, "uneven": uneven})


def _named(refs: tuple[VersionRef, ...]) -> list[tuple[str, str]]:
    return [(ref.code, ref.content.name.words(_tongue())) for ref in refs]


def _body(key: str, day: date) -> BodyRef:
    found = next((body for body in bodies(day) if body.key == key), None)
    if found is None:
        raise Http404
    return found
