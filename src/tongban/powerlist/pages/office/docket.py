"""The adjustment docket 待调整: 法律变了，哪些事项要跟着变？ The office's list, and one entry with its acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel.refusals import Refused
from tongban.law.queries import ArticleRef, article_on
from tongban.law.rules.kinds import CHANGES, word
from tongban.powerlist.actions.adjusting import draft_adjustment, keep_item, stop_item
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook
from tongban.powerlist.forms.docket import KeepForm, StopForm
from tongban.powerlist.forms.lists import ListFilter
from tongban.powerlist.pages.office.entry import for_office, number_for, office_of, tongue
from tongban.powerlist.queries.docket import SHOWN, AdjustmentRef, adjustment, docket, parts_citing
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.rules.bases import part_words
from tongban.powerlist.rules.docket import LAW, Touched, called_by, state_word
from tongban.rulebook.lookup import number

ALL = 100_000
HEADINGS = ("事项编码", "事项名称", "法律", "变动", "施行日期", "文件", "应在此前处理", "状态", "理由")


@require_safe
@for_office
def docket_page(request: HttpRequest) -> HttpResponse:
    """Which items must follow a law that moved, and by when?"""
    today = timezone.localdate()
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else "waiting"
    asked = ListFilter(request.GET)
    limit, after = number("list.page_size", today), asked.text("after")
    page = docket(reach=reach_of(office_of(request)), today=today, shown=shown, after=after, limit=limit)
    context = {
        "page_of": page,
        "lines": [_line(one, today) for one in page.lines],
        "shown": shown,
        "first_page": not after,
    }
    return render(request, "powerlist/office/docket.html", context)


def _line(one: AdjustmentRef, today: date) -> dict[str, Any]:
    return {
        "entry": one,
        "name": one.version.content.name.words(tongue()),
        "touched": [touched_words(touched) for touched in one.touched],
        "called": called_by(one.cause, one.wanted, tongue()) if one.cause != LAW else "",
        "state": state_word(one.state, tongue()),
        "shape": "done" if not one.waits else "red" if one.due_on < today else "near",
        "late": one.waits and one.due_on < today,
    }


def touched_words(one: Touched) -> str:
    """第四条 删去; 第五条→第四条 条号变动; 整部法律 废止."""
    whole = "the whole law" if tongue() == "en" else "整部法律"
    place = one.no.label + (f"→{one.to.label}" if one.to else "") if one.no else whole
    return f"{place} {word(CHANGES, one.kind, tongue())}"


@require_safe
@for_office
def docket_file(request: HttpRequest) -> HttpResponse:
    """Can I take the docket with me? Every entry in reach, decided or not, as a workbook."""
    page = docket(reach=reach_of(office_of(request)), today=timezone.localdate(), shown="all", limit=ALL)
    data = workbook("待调整事项", HEADINGS, [_cells(one) for one in page.lines], timezone.localdate())
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="docket-{timezone.localdate().isoformat()}.xlsx"'
    return answer


def _cells(one: AdjustmentRef) -> tuple[str, ...]:
    return (
        one.version.code, one.version.content.name.zh, one.law, _follows(one), one.since.isoformat(), one.document,
        one.due_on.isoformat(), state_word(one.state, "zh"), one.reason,
    )  # fmt: skip


def _follows(one: AdjustmentRef) -> str:
    if one.cause != LAW:
        return called_by(one.cause, one.wanted, "zh")
    return "；".join(touched_words(each) for each in one.touched)


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def adjustment_page(request: HttpRequest, adjustment_id: UUID) -> HttpResponse:
    """What did the law change about this item, and what do we do: keep it, change it, stop it?"""
    found = adjustment(adjustment_id, reach_of(office_of(request)))
    if found is None:
        raise Http404
    do = request.POST.get("do", "")
    keep = KeepForm(request.POST if do == "keep" else None)
    stop = StopForm(request.POST if do in ("suspend", "cancel") else None, initial={"since": timezone.localdate()})
    context = _context(found, keep, stop)
    if request.method != "POST":
        return render(request, "powerlist/office/adjustment.html", context)
    try:
        done = _act(request, found, do, keep, stop)
    except Refused as refused:
        context["refused"] = refused.refusal
        status = number_for(refused.refusal)
        return render(request, "powerlist/office/adjustment.html", context, status=status)
    return (
        HttpResponseRedirect(done) if done else render(request, "powerlist/office/adjustment.html", context, status=422)
    )


def _act(request: HttpRequest, found: AdjustmentRef, do: str, keep: KeepForm, stop: StopForm) -> str:
    """Does what was asked for when its form is whole; answers where to go then, or nothing."""
    told: dict[str, Any] = {"adjustment_id": found.id, "by": office_of(request), "at": timezone.now()}
    if do == "draft":
        draft_adjustment(**told)
        return reverse("powerlist:item", args=[found.version.code])
    if do == "keep" and keep.is_valid():
        keep_item(reason=keep.cleaned_data["reason"], **told)
        return reverse("powerlist:docket")
    if do in ("suspend", "cancel") and stop.is_valid():
        stop_item(how=do, **stop.cleaned_data, **told)
        return reverse("powerlist:docket")
    return ""


def _context(found: AdjustmentRef, keep: KeepForm, stop: StopForm) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        **_line(found, today),
        "articles": [_article(found, one) for one in found.touched],
        "keep": keep,
        "stop": stop,
    }


def _article(found: AdjustmentRef, one: Touched) -> dict[str, Any]:
    """One touched article with its words before and after, and where the item cites it."""
    assert found.law_id is not None  # what touches articles is a law
    before: ArticleRef | None = None
    after: ArticleRef | None = None
    if one.no is not None:
        before = article_on(found.law_id, one.no, found.since - timedelta(days=1))
        after = article_on(found.law_id, one.to or one.no, found.since) if one.kind != "removed" else None
    parts = parts_citing(found.version.id, found.law_id, one.no)
    return {
        "words": touched_words(one),
        "slug": one.no.slug if one.no else "",
        "before": before,
        "after": after,
        "parts": [part_words(part, tongue()) for part in parts],
    }
