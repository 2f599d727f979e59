"""考核计划备案: 谁要考核乡镇，考什么，有没有一票否决？ The register of appraisal plans, one filing, and a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import BodyRef, bodies
from tongban.appraisal.actions.plans import file_plan
from tongban.appraisal.forms import IndicatorForm, PlanForm, indicator_rows, place, row_faults
from tongban.appraisal.models import Plan
from tongban.appraisal.pages.looking import own_body, reader
from tongban.appraisal.permissions import may_file
from tongban.appraisal.queries.plans import LISTS, editions, indicators_of, plan_seen, plans, single_loss_most
from tongban.appraisal.rules.vetoes import EFFECTS, LEVELS, MOST_INDICATORS, WAYS, read_found, veto_refusal
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number, rule


def list_names() -> dict[str, str]:
    """The lists of the register and their words."""
    return {"all": _("All plans"), "refused": _("Refused for a veto"), "approved": _("With an approved veto")}


def _line(row: Plan, known: dict[UUID, BodyRef]) -> dict[str, Any]:
    refused = row.edition == 0
    return {
        "row": row, "body": known[row.body_id], "count": len(row.indicators),
        "state": _("refused for a veto") if refused else _("on file"), "grade": "red" if refused else "done",
        "vetoes": sum(bool(one["level"]) for one in row.indicators) if not refused else len(row.found),
    }  # fmt: skip


@require_safe
@never_cache
def plan_list(request: HttpRequest) -> HttpResponse:
    """Which appraisals are on file, and which were refused?"""
    actor = reader(request)
    known = {body.id: body for body in bodies()}
    of = request.GET.get("of", "")
    of = of if of in LISTS else "all"
    by = next((body for body in known.values() if body.key == request.GET.get("by")), None)
    size, after = number("list.page_size", timezone.localdate()), _after(request)
    found = plans(actor, of, by.id if by else None, after=after, size=size + 1)
    lines = [_line(row, known) for row in found[:size]]
    mine = known[actor.body_id] if actor.body_id else None
    return render(request, "appraisal/plans.html", {
        "next": str(found[size - 1].pk) if len(found) > size else "", "first": after is None,
        "lines": lines, "names": list_names(), "of": of, "by": by,
        "refused": sum(line["grade"] == "red" for line in lines),
        "files": mine is not None and may_file(actor, mine.kind) is None,
    })  # fmt: skip


def _after(request: HttpRequest) -> UUID | None:
    """The last plan of the page before; None on the first."""
    try:
        return UUID(request.GET.get("after", "")[:40])
    except ValueError:
        return None


@require_safe
@never_cache
def plan_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What does this plan ask of townships, and why was it refused?"""
    row = plan_seen(plan_id, reader(request))
    if row is None:
        raise Http404
    known, at = {body.id: body for body in bodies()}, place()
    indicators = indicators_of(row)
    found = read_found(row.found, indicators)
    ways = {one.no: [WAYS[way][at] for way in one.ways] for one in found}
    return render(request, "appraisal/plan.html", {
        **_line(row, known), "problem": _refusal(row) if found else None,
        "lines": [
            {
                "one": one, "effect": EFFECTS[one.effect][at], "figure": EFFECTS[one.effect][2] is not None,
                "approver": LEVELS[one.level][at] if one.level else "", "ways": ways.get(no, []),
            }
            for no, one in enumerate(indicators, start=1)
        ],
        "editions": editions(row) if row.edition else [],
    })  # fmt: skip


def _refusal(row: Plan) -> Refusal:
    day = timezone.localdate(row.filed_at)
    article = rule("appraisal.veto_levels", day).citation()
    return veto_refusal(read_found(row.found, indicators_of(row)), most=single_loss_most(day), article=article)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan_new(request: HttpRequest) -> HttpResponse:
    """What do we want to appraise, with which indicators?"""
    actor = reader(request)
    barred = may_file(actor, own_body(actor).kind)
    if barred is not None:
        raise PermissionDenied(barred)
    year, sent = timezone.localdate().year, request.POST if request.method == "POST" else None
    more = sent is not None and sent.get("do") == "more"
    rows = indicator_rows(sent)
    typed = {name: sent[name] for name in ("title", "year") if name in sent} if sent is not None and more else None
    form = PlanForm(None if more else sent, year=year, initial=typed)
    problem, record, status = None, "", 200
    if sent is not None and not more:
        problem, record, status = _file(form, rows, actor)
        if status == 302:
            return redirect(record)
    context = {
        "form": form, "rows": rows, "problem": problem, "record": record, "room": len(rows) < MOST_INDICATORS,
        "faults": row_faults(rows) if status == 422 else [],
    }  # fmt: skip
    return render(request, "appraisal/plan_new.html", context, status=status)


def _file(form: PlanForm, rows: list[IndicatorForm], actor: Actor) -> tuple[Refusal | None, str, int]:
    """(why it was refused, the address of its record, the status of the answer)."""
    if not all([one.is_valid() for one in (form, *rows)]):
        return None, "", 422
    indicators = [row.indicator() for row in rows if row.has_changed()]
    told = form.cleaned_data
    try:
        filed = file_plan(
            title=told["title"], year=int(told["year"]), indicators=indicators, by=actor, at=timezone.now()
        )
    except Refused as refused:
        return refused.refusal, "", 409
    return filed.refusal, reverse("appraisal:plan", args=[filed.plan_id]), 409 if filed.refusal else 302
