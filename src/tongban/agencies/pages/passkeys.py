"""Passkeys 通行密钥: face or finger on one's own device instead of a password or a code. An equal way without stays.

What the device knows of its owner never leaves it: the platform keeps a public key.
"""

from __future__ import annotations

from typing import Any

import orjson
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ListWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tongban.agencies.forms.passkeys import NewPasskeyForm, PasskeyAgainForm, PasskeySignInForm
from tongban.kernel.refusals import Refusal

LAST_STEP = Refusal(
    "last_second_step",
    "工作人员必须保留第二步验证。请先设置手机验证码，再移除这个通行密钥。",
    "Officials must keep a second step. Set up the code from your phone first, then remove this passkey.",
)


def options_json(options: dict[str, Any]) -> str:
    """What the browser is asked, for an attribute of the page: no script stands in it."""
    return orjson.dumps(options, default=_plain).decode()


def _plain(value: Any) -> Any:
    return dict(value)


class Passkeys(ListWebAuthnView):  # type: ignore[misc]
    """Which of my devices open my account?"""

    template_name = "agencies/passkeys.html"


class NewPasskey(LoginRequiredMixin, AddWebAuthnView):  # type: ignore[misc]
    """How do I sign in with this device from now on?"""

    template_name = "agencies/passkey_new.html"

    def get_form_class(self) -> type[NewPasskeyForm]:
        """Ours."""
        return NewPasskeyForm

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Asks the device for a key that it keeps and that it opens only for its owner."""
        context: dict[str, Any] = super().get_context_data(**named)
        form = named.get("form")
        context["options"] = options_json(auth.begin_registration(self.request.user, True))
        return {**context, "form": form or context["form"]}

    def get_success_url(self) -> str:
        """Back to the list; recovery codes are shown where they are made for the first time."""
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "mfa_list_webauthn")


class GiveUpPasskey(LoginRequiredMixin, RemoveWebAuthnView):  # type: ignore[misc]
    """Shall this device open my account no more?"""

    template_name = "agencies/passkey_off.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """An official keeps a second step: the last one is not given up here."""
        if not get_adapter().can_delete_authenticator(self.get_object()):
            raise PermissionDenied(LAST_STEP)
        answer: HttpResponse = super().form_valid(form)
        return answer


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    """Who am I? The device says it."""

    def get_form_class(self) -> type[PasskeySignInForm]:
        """Ours."""
        return PasskeySignInForm

    def get(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        """What the device is asked, for the script of the sign-in page."""
        if request.headers.get("Accept") != "application/json":
            return HttpResponseRedirect(reverse("account_login"))
        asked = options_json({"request_options": auth.begin_authentication(user=None)})
        return HttpResponse(asked, content_type="application/json")

    def form_invalid(self, form: PasskeySignInForm) -> HttpResponse:
        """The same words for every device that is not known here."""
        return render(self.request, "agencies/passkey_unknown.html", status=422)


class PasskeyAgain(LoginRequiredMixin, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Is it still me? The device, before a change of the account."""

    template_name = "agencies/passkey_again.html"

    def get_form_class(self) -> type[PasskeyAgainForm]:
        """Ours."""
        return PasskeyAgainForm

    def dispatch(self, request: HttpRequest, *args: Any, **named: Any) -> Any:
        """Who has no passkey is not asked for one."""
        if request.user.is_authenticated and not auth.get_credentials(request.user):
            raise Http404
        return super().dispatch(request, *args, **named)

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """Asks for one of the devices of this account."""
        form = named.get("form")
        context: dict[str, Any] = super().get_context_data(**named)
        context["options"] = options_json(auth.begin_authentication(self.request.user))
        return {**context, "form": form or context.get("form")}

    def form_invalid(self, form: PasskeyAgainForm) -> HttpResponse:
        """Asked again."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return answer
