"""My account: the second step (set up, give up), recovery codes, the password."""

from __future__ import annotations

from typing import Any

import segno
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView
from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.mfa.base.views import IndexView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy

from tongban.agencies.forms import CodeAgainForm, FirstCodeForm, NewPasswordForm, PasswordAgainForm
from tongban.agencies.permissions import may_manage_tokens
from tongban.kernel.actor import ANONYMOUS, Actor

# Modules of white around a QR code, as its standard asks.
QUIET_ZONE = 4


class Account(IndexView):  # type: ignore[misc]
    """How is my account protected, and what can I change?"""

    template_name = "agencies/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says in one word whether the second step is set up."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["second_step"] = Authenticator.Type.TOTP in context.get("authenticators", {})
        actor: Actor = getattr(self.request, "actor", ANONYMOUS)
        context["other_sign_in"] = settings.OTHER_SIGN_IN
        context["linked"] = SocialAccount.objects.filter(user_id=self.request.user.pk).exists()
        context["tokens_here"] = may_manage_tokens(actor, actor.body_id) is None
        return context


class SetUp(LoginRequiredMixin, ActivateTOTPView):  # type: ignore[misc]
    """How do I set up the second step? Scan, type one code."""

    template_name = "agencies/second_step_set_up.html"

    def get_form_class(self) -> type[FirstCodeForm]:
        """Ours."""
        return FirstCodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the QR code as geometry, so that the page needs neither an image address nor foreign markup."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        code = segno.make(context["totp_url"], error="m")
        rows = code.matrix_iter(border=QUIET_ZONE)
        context["qr_path"] = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        context["qr_size"] = code.symbol_size(border=QUIET_ZONE)[0]
        return context

    def form_valid(self, form: FirstCodeForm) -> HttpResponse:
        """The code just proved the second factor: this sign-in counts as made with it, and the code is used up."""
        response: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        made.wrap().validate_code(form.cleaned_data["code"])
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.TOTP)
        return response


class GiveUp(DeactivateTOTPView):  # type: ignore[misc]
    """Do I want to sign in without the second step from now on?"""

    template_name = "agencies/second_step_give_up.html"


class RecoveryCodes(LoginRequiredMixin, ViewRecoveryCodesView):  # type: ignore[misc]
    """What do I do when the phone is lost? Codes to print, shown once."""

    template_name = "agencies/recovery_codes.html"


class NewRecoveryCodes(LoginRequiredMixin, GenerateRecoveryCodesView):  # type: ignore[misc]
    """Do I want other recovery codes? The old ones end."""

    template_name = "agencies/recovery_codes_new.html"


class CodeAgain(CodeAgainView):  # type: ignore[misc]
    """Is it still me? The code, before a change of the account."""

    template_name = "agencies/again.html"

    def get_form_class(self) -> type[CodeAgainForm]:
        """Ours."""
        return CodeAgainForm


class PasswordAgain(PasswordAgainView):  # type: ignore[misc]
    """Is it still me? The password, before a change of the account."""

    template_name = "agencies/again.html"

    def get_form_class(self) -> type[PasswordAgainForm]:
        """Ours."""
        return PasswordAgainForm


class NewPassword(PasswordChangeView):  # type: ignore[misc]
    """How do I change my password?"""

    template_name = "agencies/password.html"
    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who has no password (a role of the demonstration) has none to change; a window can set one."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return HttpResponseRedirect(reverse("mfa_index"))
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form_class(self) -> type[NewPasswordForm]:
        """Ours."""
        return NewPasswordForm
