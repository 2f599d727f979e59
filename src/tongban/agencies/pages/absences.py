"""Absences and their cover 不在岗登记: 谁不在，谁来办？ One's own, those of the body, or all, as the post allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.actions import end_absence, record_absence
from tongban.agencies.forms.staff import AbsenceForm, Choice, language
from tongban.agencies.pages.office import chosen_body, tried
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import absences, bodies_in_order, people_of, person
from tongban.agencies.queries.staffing import Away
from tongban.agencies.rules.duties import reason_word
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal

NOT_OFFICIAL = Refusal(
    "not_official",
    "这一页给工作人员登记不在岗。请用工作账号登录。",
    "Officials record here when they are away. Sign in with your official account.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def office_absences(request: HttpRequest) -> HttpResponse:
    """Who is away, and who acts meanwhile?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is not ActorKind.OFFICIAL or actor.ref is None:
        raise PermissionDenied(NOT_OFFICIAL)
    now, known = timezone.now(), bodies_in_order()
    admin = may_administer(actor) is None
    body = chosen_body(request, known, actor.body_id) if admin else None
    seen = absences(now, body_id=_scope(actor, body.id if body else None), official_id=_self(actor))
    sent = request.POST if request.method == "POST" else None
    back = sent is not None and "absence" in sent
    start = {"starts": timezone.localdate(), "ends": timezone.localdate(), "official": str(actor.ref)}
    form = AbsenceForm(None if back else sent, people=_people(actor, body.id if body else None), initial=start)
    problem = None
    if sent is not None:
        act = _return(request, seen, actor) if back else _record(form, actor)
        problem = tried(act) if act is not None else None
        if act is not None and problem is None:
            return HttpResponseRedirect(f"{request.get_full_path().partition('&done')[0]}{_mark(request, back)}")
    context = {
        "rows": [_row(away, now) for away in seen],
        "form": form,
        "bodies": known if admin else [],
        "body": body,
        "problem": problem,
        "done": request.GET.get("done", "")[:20],
    }
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "agencies/office/absences.html", context, status=status)


def _mark(request: HttpRequest, back: bool) -> str:
    return f"{'&' if request.GET else '?'}done={'back' if back else 'recorded'}"


def _scope(actor: Actor, chosen: UUID | None) -> UUID | None:
    """The body whose absences are shown: the chosen one for the administrator, the own one for its head."""
    return chosen or (actor.body_id if actor.has("lead") else None)


def _self(actor: Actor) -> UUID | None:
    """Only one's own absences, for whoever neither administers nor leads."""
    return None if may_administer(actor) is None or actor.has("lead") else actor.ref


def _people(actor: Actor, chosen: UUID | None) -> list[Choice]:
    body = _scope(actor, chosen)
    if body is None or _self(actor) is not None:
        own = person(actor.ref) if actor.ref else None
        return [(str(own[0].official_id), own[0].name)] if own else []
    return [(str(one.official_id), f"{one.name} {one.staff_no}") for one in people_of(body)]


def _record(form: AbsenceForm, actor: Actor) -> Callable[[], Any] | None:
    if not form.is_valid():
        return None
    starts, ends = form.span()
    told = form.cleaned_data
    return lambda: record_absence(
        official_id=UUID(told["official"]), starts=starts, ends=ends, reason=told["reason"], by=actor, at=timezone.now()
    )


def _return(request: HttpRequest, seen: list[Away], actor: Actor) -> Callable[[], Any]:
    wanted = request.POST.get("absence", "")
    away = next((one for one in seen if str(one.absence_id) == wanted), None)
    if away is None:
        raise Http404
    now = timezone.now()
    return lambda: end_absence(absence_id=away.absence_id, ends=now, by=actor, at=now)


def _row(away: Away, now: Any) -> dict[str, Any]:
    covers = [{"post": cover.name, "by": cover.by_en if language() == "en" else cover.by_zh} for cover in away.covers]
    return {
        "away": away,
        "reason": reason_word(away.reason, language()),
        "covers": covers,
        "empty": any(not cover["by"] for cover in covers),
        "running": away.starts < now < away.ends,
    }
