"""出件: 交给谁，怎么送达？ What was decided is handed over and recorded; nothing is decided here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import body_named, party_cards, posts
from tongban.cases.actions.decide import DECISIONS, METHODS, deliver_case
from tongban.cases.forms.window import DeliveryForm
from tongban.cases.pages.clerks import language
from tongban.cases.pages.papers import seen_case
from tongban.cases.permissions import may_work_on_task
from tongban.cases.queries.delivery import DeliveryView, delivery_view
from tongban.certificates.queries import certificate_of_case
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def delivery(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is handed over, to whom, and how was it done?"""
    actor, _case = seen_case(request, case_id)
    form = DeliveryForm(request.POST) if request.method == "POST" else DeliveryForm()
    refused: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            deliver_case(case_id=case_id, method=form.cleaned_data["method"], by=actor, at=timezone.now())
            return redirect("cases:delivery", case_id)
        except Refused as problem:
            refused = problem.refusal
    view = delivery_view(case_id)
    if view is None:
        raise Http404
    status = 409 if refused else 422 if form.is_bound else 200
    return render(request, "cases/window/delivery.html", _context(view, actor, form, refused), status=status)


def _context(view: DeliveryView, actor: Actor, form: DeliveryForm, refused: Refusal | None) -> dict[str, Any]:
    certificate = certificate_of_case(view.case_id)
    place = 1 if language() == "en" else 0
    return {
        "view": view,
        "form": form,
        "refused": refused,
        "problem": _problem(view, actor) if view.post_id else None,
        "card": party_cards([view.applicant_id], viewer=actor).get(view.applicant_id),
        "body": body_named(view.body_id, timezone.localdate()).name,
        "decision": DECISIONS[view.decision][place] if view.decision in DECISIONS else "",
        "method": METHODS[view.method][place] if view.method in METHODS else "",
        "certificate": certificate,
        "signed": certificate is not None and certificate.file_id is not None,
    }


def _problem(view: DeliveryView, actor: Actor) -> Refusal | None:
    """Why this official may not record the delivery, naming whose step it is."""
    if view.post_id is None:
        return None
    post = posts([view.post_id]).get(view.post_id)
    names = (post.name_zh, post.name_en) if post else ("", "")
    return may_work_on_task(actor, post_id=view.post_id, duty="deliver", post_zh=names[0], post_en=names[1])
