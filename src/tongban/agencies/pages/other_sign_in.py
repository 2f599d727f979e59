"""Signing in with another provider (OpenID Connect), such as the province's: for accounts linked to it already.

The only thing believed is the subject of a signed statement of the configured issuer. No name, no address and no
number from there finds or makes an account: whoever is not linked signs in as before and links the account there.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

SECONDS = 10


class _Patient(requests.Session):
    """Asks the provider: not forever, and not wherever it is sent."""

    def request(self, *args: Any, **named: Any) -> requests.Response:
        return super().request(*args, **{"timeout": SECONDS, "allow_redirects": False, **named})


class OtherSignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What the library asks of us. Another installation names its own in `SOCIALACCOUNT_ADAPTER`."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accounts are opened at a window, after a look at the papers."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """A subject without an account is told how to link one; one of another account is not linked twice."""
        linking = sociallogin.state.get("process") == "connect"
        if linking and sociallogin.is_existing and sociallogin.user != request.user:
            raise ImmediateHttpResponse(_page(request, "taken", 409))
        if not linking and not sociallogin.is_existing:
            raise ImmediateHttpResponse(_page(request, "unknown", 403))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **named: Any) -> None:
        """Given up there, or not believed here: said in words, with the way that is always open."""
        raise ImmediateHttpResponse(_page(request, "failed", 401))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to the account."""
        return reverse("mfa_index")

    def get_requests_session(self) -> requests.Session:
        """With an end to waiting."""
        return _Patient()

    def send_notification_mail(self, *args: Any, **named: Any) -> None:
        """Accounts have no address."""


def nonce_of(challenge: str) -> str:
    """The nonce that goes with a PKCE challenge: of this sign-in and no other, and not to be made up elsewhere."""
    return salted_hmac("tongban.other_sign_in.nonce", challenge, algorithm="sha256").hexdigest()


class VerifiedSubject(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Believes the signed statement only, and keeps nothing of it but issuer and subject.

    The statement must answer this very question: it bears the nonce that follows from what the session keeps.
    """

    expected = ""

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        """Notes which nonce the statement must bear."""
        digest = hashlib.sha256((pkce_code_verifier or "").encode()).digest()
        self.expected = nonce_of(base64.urlsafe_b64encode(digest).rstrip(b"=").decode())
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **named: Any) -> Any:
        """The signature is checked even though the statement came straight from the provider."""
        statement = named["response"].get("id_token")
        if not isinstance(statement, str):
            raise OAuth2Error("no signed statement")
        told = jwtkit.verify_and_decode(
            credential=statement,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if self.openid_config["issuer"] != app.settings["issuer"] or not told.get("sub"):
            raise OAuth2Error("another issuer")
        if not constant_time_compare(str(told.get("nonce")), self.expected):
            raise OAuth2Error("an answer to another question")
        kept = {"iss": str(told["iss"]), "sub": str(told["sub"])}
        return self.get_provider().sociallogin_from_response(request, {"id_token": kept})


def _page(request: HttpRequest, what: str, status: int) -> HttpResponse:
    return render(request, "agencies/other_sign_in.html", {"what": what, "name": settings.OTHER_SIGN_IN}, status=status)


def _through(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """One step of the library's way; a provider that does not answer, or answers nonsense, is no fault of ours."""
    try:
        answer: HttpResponse = view.adapter_view(VerifiedSubject(request, provider_id))(request)
    except SocialApp.DoesNotExist as none:
        raise Http404 from none
    except (requests.RequestException, OAuth2Error, ValueError, KeyError, TypeError):
        return _page(request, "away", 503)
    return answer


@require_POST
@never_cache
def other_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Who am I? The other provider says it. With `process=connect` the account that is open is linked to it."""
    if request.GET.get("process") == "connect":
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("account_login"))
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    return _with_nonce(_through(OAuth2LoginView, request, provider_id))


def _with_nonce(answer: HttpResponse) -> HttpResponse:
    """The provider is asked to put into its statement what belongs to this sign-in alone."""
    challenge = parse_qs(urlsplit(answer.get("Location", "")).query).get("code_challenge")
    if challenge:
        answer["Location"] += "&" + urlencode({"nonce": nonce_of(challenge[0])})
    return answer


@require_safe
@never_cache
def other_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """What did the other provider say?"""
    return _through(OAuth2CallbackView, request, provider_id)


@require_POST
@login_required
@never_cache
def other_off(request: HttpRequest) -> HttpResponse:
    """Shall the other provider open my account no more? Password, code and passkey stay."""
    if not request.user.has_usable_password():  # type: ignore[union-attr]
        return _page(request, "last", 409)
    raise_if_reauthentication_required(request, app="allauth.socialaccount")
    SocialAccount.objects.filter(user_id=request.user.pk).delete()
    return HttpResponseRedirect(reverse("mfa_index"))
