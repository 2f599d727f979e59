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


class AnswerField(forms.JSONField):
    """What the device answered. Text over which the reader of JSON breaks (a number of thousands of digits, brackets
    in brackets without end) is wrong like any other, also where the page is shown again."""

    def to_python(self, value: Any) -> Any:
        """The answer as values."""
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as broken:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid", params={"value": ""}
            ) from broken

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing is shown again: the device is asked anew."""
        return None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Each answer is a new one."""
        return True


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey with a name of its own; always one that asks for face, finger or PIN on the device."""

    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)
    credential = AnswerField(widget=forms.HiddenInput)

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
    credential = AnswerField(widget=forms.HiddenInput)

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
