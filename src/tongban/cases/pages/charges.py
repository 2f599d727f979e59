"""Fees and fines (收费罚款): 应收、实收、入库对得上吗，对不上的是哪几件、归谁管？ The list, a case's own, a file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

import xlsxwriter
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies, posts_with_duty
from tongban.cases.actions.chargechanges import change_charge
from tongban.cases.actions.charges import assess_charge, take_in_money
from tongban.cases.adapters.treasury import FILE_LIMIT
from tongban.cases.forms.charges import ChangeForm, ChargeForm, MoneyForm
from tongban.cases.pages.acting import open_case, staff_of
from tongban.cases.pages.words import language
from tongban.cases.queries.charges import (
    ChargeLine,
    charge_lines,
    chargeable,
    funds,
    strays,
    totals,
    whole_view,
)
from tongban.cases.rules.chargechanges import WAYS, may_change_charge
from tongban.cases.rules.charges import (
    DIFFERENCES,
    FINE,
    KINDS,
    MOVES,
    may_assess,
    may_read_money,
    may_see_charges,
    yuan,
)
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import version
from tongban.powerlist.rules.sheet import guarded
from tongban.rulebook.lookup import number

SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS: Final = ("缴款码", "办件编号", "单位", "种类", "名称", "应收", "实收", "入库", "差异", "差额", "办件状态",
                   "减免更正后应收", "依据")  # fmt: skip
EXPORTED: Final = 20_000


def _place() -> int:
    return 1 if language() == "en" else 0


def _seer(request: HttpRequest) -> tuple[Actor, UUID | None]:
    """Who looks, and whose charges they see (None: all bodies'); 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_see_charges(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor, None if whole_view(actor) else actor.body_id


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def charges(request: HttpRequest) -> HttpResponse:
    """Where is what was assessed not what came, or what came not in the treasury, and whose is it?"""
    actor, body_id = _seer(request)
    reads = may_read_money(actor, whole=whole_view(actor)) is None
    sent = request.method == "POST"
    form, problem = MoneyForm(request.POST, request.FILES) if sent else MoneyForm(), None
    if sent:
        problem = _take_in(form, actor)
        if problem is None and form.is_valid():
            return HttpResponseRedirect(f"{request.path}?read=1")
    today, every, after = timezone.localdate(), request.GET.get("show") == "all", _key(request, "after")
    size, of = number("list.page_size", today), body_id or _key(request, "body")
    found = charge_lines(today=today, body_id=of, all_of_them=every, size=size + 1, after=after)
    names = {body.id: body.name for body in bodies()}
    whole = whole_view(actor)
    context = {
        "lines": _lines(found[:size], names),
        "next": str(found[size - 1].id) if len(found) > size else "",
        "first_page": after is None,
        "every": every,
        "only": names.get(of, "") if of is not None and of != body_id else "",
        "totals": [{"body": names.get(one.body_id, ""), "body_id": one.body_id, "assessed": yuan(one.assessed),
                    "collected": yuan(one.collected), "paid_in": yuan(one.paid_in),
                    "lowered": yuan(one.lowered) if one.lowered > 0 else "",
                     "same": one.assessed - one.lowered == one.collected == one.paid_in} for one in totals(body_id)],
        "strays": [{"one": one, "kind": MOVES[one.kind][_place()], "amount": yuan(abs(one.amount))}
                   for one in strays()] if whole else [],
        "funds": [{"one": one, "body": names.get(one.body_id, one.uscc) if one.body_id else one.uscc,
                   "delivered": yuan(one.delivered), "transferred": yuan(one.transferred),
                   "differs": _difference(one.differs), "gap": yuan(one.gap)} for one in funds()] if whole else [],
        "form": form if reads else None,
        "read": "read" in request.GET,
        "refused": problem,
    }  # fmt: skip
    status = 422 if sent else 200
    return render(request, "cases/staff/charges.html", context, status=status)


def _take_in(form: MoneyForm, actor: Actor) -> Refusal | None:
    if not form.is_valid():
        barred = may_read_money(actor, whole=whole_view(actor))
        if barred is not None:
            raise PermissionDenied(barred)
        return None
    sent = form.cleaned_data["file"]
    try:
        take_in_money(data=sent.read(FILE_LIMIT + 1), name=sent.name, by=actor, at=timezone.now())
    except Refused as refused:
        if refused.refusal.code == "charge_reader":
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal
    return None


def _key(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, "")[:40])
    except ValueError:
        return None


def _difference(code: str) -> str:
    return DIFFERENCES[code][_place()] if code else ""


def _lines(found: Iterable[ChargeLine], names: dict[UUID, str]) -> list[dict[str, Any]]:
    """Charges as the pages tell them, each with the post that owns what differs: the head of its body."""
    owners = {post.body_id: post.name for post in posts_with_duty("lead")}
    return [
        {
            "line": one,
            "body": names.get(one.body_id, ""),
            "owner": owners.get(one.body_id, ""),
            "kind": KINDS[one.kind][_place()],
            "assessed": yuan(one.sums.assessed),
            "collected": yuan(one.sums.collected),
            "paid_in": yuan(one.sums.paid_in),
            "differs": _difference(one.differs),
            "gap": yuan(one.gap),
            "same": one.sums.same,
            "due": yuan(one.sums.due) if one.way else "",
            "way": WAYS[one.way][_place()] if one.way else "",
        }
        for one in found
    ]


@require_safe
@never_cache
def charges_file(request: HttpRequest) -> HttpResponse:
    """Can I take the charges with me? As a workbook, every cell a text."""
    _actor, body_id = _seer(request)
    found = charge_lines(
        today=timezone.localdate(), body_id=body_id or _key(request, "body"), all_of_them=True, size=EXPORTED
    )
    names = {body.id: body.name for body in bodies()}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("收费罚款")
        for place, cells in enumerate([HEADINGS, *(_cells(line) for line in _lines(found, names))]):
            for column, cell in enumerate(cells):
                sheet.write_string(place, column, guarded(cell))
        sheet.freeze_panes(1, 0)
    answer = HttpResponse(out.getvalue(), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="charges-{timezone.localdate().isoformat()}.xlsx"'
    return answer


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    one: ChargeLine = line["line"]
    return (
        one.code, one.case_number, line["body"], line["kind"], one.name, line["assessed"], line["collected"],
        line["paid_in"], line["differs"], line["gap"] if one.differs else "", "在办" if one.case_open else "办结",
        line["due"], one.source,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def case_charges(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is due for this case, what came of it, and what may be charged at all?"""
    staff = staff_of(request)
    case = open_case(staff, case_id).case
    listed = [(name, f"{name}（{rate}）" if rate else name) for name, rate, _basis in chargeable(case)]
    if version(case.item_version_id).content.item_type == "02":
        listed.append((FINE, KINDS[FINE][_place()]))
    found = charge_lines(today=timezone.localdate(), case_id=case_id, all_of_them=True)
    form, change = _forms(request, listed, found)
    problem = None
    if request.method == "POST":
        asked = change if change.is_bound else form
        barred = (may_change_charge if change.is_bound else may_assess)(staff.actor, case.body_id)
        if barred is not None:
            raise PermissionDenied(barred)
        problem = _posted(asked, case_id, staff.actor)
        if problem is None and asked.is_valid():
            return redirect("cases:case_charges", case_id)
    names = {body.id: body.name for body in bodies()}
    context = {
        "case": case,
        "lines": _lines(found, names),
        "basis": chargeable(case),
        "change": change if found and may_change_charge(staff.actor, case.body_id) is None else None,
        "form": form if listed and may_assess(staff.actor, case.body_id) is None else None,
        "refused": problem,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/staff/case_charges.html", context, status=status)


def _forms(
    request: HttpRequest, listed: list[tuple[str, str]], found: list[ChargeLine]
) -> tuple[ChargeForm, ChangeForm]:
    """Assessing a charge and changing one; the one that was sent is bound."""
    sent, changes = request.POST if request.method == "POST" else None, request.POST.get("act") == "change"
    change = ChangeForm(
        sent if changes else None, ways=[(way, words[_place()]) for way, words in WAYS.items()],
        charges=[(str(one.id), f"{one.name} {yuan(one.sums.due)}（{one.code}）") for one in found],
    )  # fmt: skip
    return ChargeForm(None if changes else sent, listed=listed), change


def _posted(form: ChargeForm | ChangeForm, case_id: UUID, by: Actor) -> Refusal | None:
    """Does what was asked for, and says why not."""
    if not form.is_valid():
        return None
    try:
        if isinstance(form, ChargeForm):
            assess_charge(case_id=case_id, by=by, at=timezone.now(), **form.asked())
        else:
            change_charge(by=by, at=timezone.now(), **form.asked())
    except Refused as refused:
        return refused.refusal
    return None
