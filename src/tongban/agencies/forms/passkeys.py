"""Parsing what a browser answers for a passkey. A forged or broken answer is wrong, never a fault."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as AgainForm
from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey with a name of its own; always one that asks for face, finger or PIN on the device."""

    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["name"] = forms.CharField(
            label=_("What do you call this device?"), max_length=LONGEST_NAME, required=False
        )

    def clean_passwordless(self) -> bool:
        """Whatever was sent: the device has seen its owner."""
        return True

    def clean(self) -> dict[str, Any]:
        """The library reads the answer; where it breaks over it, the answer is wrong."""
        try:
            told: dict[str, Any] = super().clean()
        except forms.ValidationError:
            raise
        except Exception as broken:
            raise get_adapter().validation_error("incorrect_code") from broken
        return told


class _Careful(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        """The library reads the answer; where it breaks over it, the answer is wrong."""
        try:
            return super().clean_credential()
        except forms.ValidationError:
            raise
        except Exception as broken:
            raise get_adapter().validation_error("incorrect_code") from broken


class PasskeyForm(_Careful):
    """A passkey as the second step."""


class PasskeySignInForm(_Careful, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of name and password."""


class PasskeyAgainForm(_Careful, AgainForm):  # type: ignore[misc]
    """A passkey, asked again before a change of the account."""
