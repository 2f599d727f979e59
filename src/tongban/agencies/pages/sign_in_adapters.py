"""What the sign-in library asks of us: our sentences, the sealing of second-factor secrets.

No page and no rule of the field.
"""

from __future__ import annotations

import base64
import time
from dataclasses import replace
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongban.agencies.actions.sign_ins import record_sign_in
from tongban.agencies.models.parties import keyring
from tongban.agencies.queries import official_of_user
from tongban.agencies.queries.sign_ins import administrator_behind
from tongban.agencies.rules.networks import network_code
from tongban.kernel.actor import ActorKind

FRESH_SECONDS = 300
WRONG_PAIR = _("User name or password is wrong. Check both; mind capitals.")
TOO_MANY = _("Too many tries. Wait 15 minutes, then try again.")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts without e-mail: no messages, no letters, one sentence for every wrong pair."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG_PAIR,
        "invalid_login": WRONG_PAIR,
        "account_inactive": WRONG_PAIR,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("Your present password is wrong."),
        "incorrect_code": _("The code is wrong or used up. Wait for the next one in the app."),
    }

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Pages say what happened; nothing is kept for a later one."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no address."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address, or one word for all when the server listens on a local socket."""
        return request.META.get("REMOTE_ADDR") or "127.0.0.1"

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Opens the session; an administrator's sign-in is recorded."""
        super().login(request, user)
        record_of(request, user.pk, succeeded=True, way=_way(get_authentication_records(request, user)))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password; at an administrator's account it is recorded."""
        record_of(request, str(credentials.get("username") or ""), succeeded=False, way="password")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Changes of the account ask again, unless one signed in a moment ago."""
        request = context.request
        steps = get_authentication_records(request, request.user)
        fresh = bool(steps) and time.time() - steps[-1]["at"] < FRESH_SECONDS
        return not fresh

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened at a window, after a look at the papers."""
        return False


def _way(steps: list[dict[str, Any]]) -> str:
    """How somebody showed who they are, by the last step of it."""
    last = steps[-1] if steps else {}
    if last.get("method") == "mfa":
        return "passkey" if last.get("type") == Authenticator.Type.WEBAUTHN else "code"
    return "other" if last.get("method") == "socialaccount" else "password"


def record_of(request: HttpRequest, account: UUID | str, *, succeeded: bool, way: str) -> None:
    """Records a sign-in, or a failure, at an administrator's account; of all others nothing is kept."""
    now = timezone.now()
    whose = administrator_behind(account, now) if account and "\0" not in str(account) else None
    if whose is None or whose.ref is None:
        return
    by = whose if succeeded else replace(whose, kind=ActorKind.ANONYMOUS, ref=None, cover_for=None)
    address = request.META.get("REMOTE_ADDR") or ""
    network = network_code(address, settings.OFFICE_NETWORKS)
    record_sign_in(official_id=whose.ref, succeeded=succeeded, way=way, network=network, by=by, at=now)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets lie sealed under the installation's key; an official cannot give the second factor up."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": Accounts.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _(
            "Officials must keep the second step. If your phone is lost, ask the administrator."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seals a secret for the database."""
        return base64.b64encode(keyring().seal_secret(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opens a secret from the database."""
        return keyring().open_secret(base64.b64decode(encrypted_text)).decode()

    def build_totp_svg(self, url: str) -> str:
        """Nothing: the page draws the QR code itself, as its content policy allows no data addresses."""
        return ""

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Citizens may; officials a passkey while they keep the codes, and everything only in a demonstration."""
        if settings.DEMO or official_of_user(authenticator.user_id) is None:
            return True
        kept = Authenticator.objects.filter(user_id=authenticator.user_id, type=Authenticator.Type.TOTP)
        return bool(authenticator.type == Authenticator.Type.WEBAUTHN and kept.exists())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For which site a passkey is: its host name, and the county's name for the device's own list."""
        return {"id": context.request.get_host().rpartition(":")[0] or context.request.get_host(), "name": "通办"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What the device shows of the account: the user name, never the person's."""
        name = user.get_username()
        return {"id": str(user.pk).encode(), "display_name": name, "name": name}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no address."""

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What the app shows: the user name."""
        return user.get_username()
