"""Signing in and out: password, second step, what to do when locked out. Setting up the second step is in `account`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from axes.helpers import get_client_ip_address, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.forms import CodeForm, SignInForm
from tongban.agencies.forms.passkeys import PasskeyForm
from tongban.agencies.pages.passkeys import options_json
from tongban.agencies.pages.sign_in_adapters import record_of
from tongban.agencies.rules.duties import AUDIT
from tongban.kernel.actor import Actor, ActorKind

# Whoever does nothing else begins where that is done.
START_OF: Final = {frozenset({"assist"}): "cases:proxy", frozenset({AUDIT}): "agencies:office_acts"}


class SignIn(LoginView):  # type: ignore[misc]
    """Who am I? User name and password; goes back to where one was going."""

    template_name = "agencies/sign_in.html"
    form_class = SignInForm

    def get_form_class(self) -> type[SignInForm]:
        """Ours, whatever the library's settings say."""
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether the former sign-in ended by itself."""
        expired = self.request.session.get("sign_in_ended", "")
        other = settings.OTHER_SIGN_IN
        return {**super().get_context_data(**kwargs), "ended": expired, "other_sign_in": other}


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """Is it really me? The code from the phone, or a recovery code."""

    template_name = "agencies/second_step.html"

    webauthn_form_class = PasskeyForm

    def get_form_class(self) -> type[CodeForm]:
        """Ours."""
        return CodeForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again; at an administrator's account the failure is recorded."""
        way = "code" if "code" in self.request.POST else "passkey"
        record_of(self.request, self.stage.login.user.pk, succeeded=False, way=way)
        again: HttpResponse = super().form_invalid(form)
        return again

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what a device of this account is asked; empty for whoever has no passkey."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked = context.get("js_data", {}).get("request_options", {})
        known = asked.get("publicKey", {}).get("allowCredentials") if asked else None
        return {**context, "options": options_json(asked) if known else ""}


class SignOut(LogoutView):  # type: ignore[misc]
    """Do I want to end here? A POST ends it."""

    template_name = "agencies/sign_out.html"


@require_safe
@never_cache
def closed(request: HttpRequest) -> HttpResponse:
    """Why can I not sign in? The account was closed."""
    return render(request, "agencies/closed.html", status=403)


@require_safe
def no_account(request: HttpRequest) -> HttpResponse:
    """How do I get an account?"""
    return render(request, "agencies/no_account.html")


@never_cache
def done(request: HttpRequest) -> HttpResponse:
    """Where do I start? Officials at their desk, auditors at what they audit, citizens at their cases."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return HttpResponseRedirect(start_of(actor))


def start_of(actor: Actor) -> str:
    """The first page of one who has signed in; the home page where that page is not installed."""
    desk = START_OF.get(actor.duties, "cases:desk")
    names = {ActorKind.OFFICIAL: desk, ActorKind.CITIZEN: "cases:my"}
    try:
        return reverse(names.get(actor.kind, "portal:home"))
    except NoReverseMatch:
        return "/"


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """When may I try again? Told in words; the same for names that exist and names that do not."""
    until = _locked_until(request, credentials or {})
    return render(request, "agencies/locked_out.html", {"until": timezone.localtime(until)}, status=429)


def _locked_until(request: HttpRequest, credentials: dict[str, Any]) -> datetime:
    tries = AccessAttempt.objects.filter(
        username=credentials.get("username"), ip_address=get_client_ip_address(request)
    )
    latest = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    waiting: timedelta = get_cool_off(request)
    return (latest or timezone.now()) + waiting
