"""Opening a citizen's account at a window, and choosing the first password with the code from the paper."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.actions.paper_codes import choose_first_password, open_account_at_window
from tongban.agencies.forms.paper_codes import CardForm, FirstPasswordForm
from tongban.agencies.models import User
from tongban.agencies.permissions import may_reset_access
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def open_account(request: HttpRequest) -> HttpResponse:
    """Whose card lies here? The answer is printed and handed over; the code is shown this once."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_reset_access(actor, of_official=False)
    if barred is not None or actor.kind is not ActorKind.OFFICIAL:
        raise PermissionDenied(barred)
    form, problem, made = CardForm(request.POST if request.method == "POST" else None), None, None
    if request.method == "POST" and form.is_valid():
        try:
            made = open_account_at_window(**form.cleaned_data, by=actor, at=timezone.now())
        except Refused as refused:
            problem = refused.refusal
    status = 200 if request.method != "POST" or made else 409 if problem else 422
    context = {"form": form, "problem": problem, "made": made, "site": request.get_host()}
    return render(request, "agencies/open_account.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def first_password(request: HttpRequest) -> HttpResponse:
    """Which password do I want from now on?"""
    user = request.user
    if not isinstance(user, User) or user.one_time_until is None:
        return HttpResponseRedirect(reverse("account_change_password"))
    form, problem = FirstPasswordForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        try:
            choose_first_password(user_id=user.pk, password=form.cleaned_data["password1"], at=timezone.now())
        except Refused as refused:
            problem = refused.refusal
        else:
            user.refresh_from_db()
            update_session_auth_hash(request, user)
            return HttpResponseRedirect(reverse("agencies:signed_in"))
    status = 200 if request.method != "POST" else 409 if problem else 422
    return render(request, "agencies/first_password.html", {"form": form, "problem": problem}, status=status)
