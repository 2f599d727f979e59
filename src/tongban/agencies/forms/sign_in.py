"""Parsing what sign-in pages send; whether it is right is decided by the library and by the acts."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_LENGTH = 128
CODE_HELP = _("Six digits from the app on your phone, or one of your recovery codes.")


def _name(field: forms.Field, label: Any, help_text: Any = "", **attrs: str) -> None:
    """Our label and attributes in place of the library's."""
    field.label, field.help_text = label, help_text
    field.widget.attrs = {key: value for key, value in field.widget.attrs.items() if key != "placeholder"} | attrs


def _limit(field: forms.Field, length: int) -> None:
    """Refuses longer values before they are hashed or looked up."""
    assert isinstance(field, forms.CharField)
    limited = forms.CharField(max_length=length)
    field.max_length = length
    field.validators = [*field.validators, *limited.validators]
    field.widget.attrs["maxlength"] = str(length)


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["login"], _("User name"), autocapitalize="none", spellcheck="false")
        _name(self.fields["password"], _("Password"))
        _limit(self.fields["password"], PASSWORD_LENGTH)


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["code"], _("Code from your phone"), CODE_HELP, inputmode="numeric")
        _limit(self.fields["code"], 20)


class CodeAgainForm(ReauthenticateByCodeForm):  # type: ignore[misc]
    """The code, asked again before a change of the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["code"], _("Code from your phone"), CODE_HELP, inputmode="numeric")
        _limit(self.fields["code"], 20)


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = _("Six digits that the app now shows.")
        _name(self.fields["code"], _("Code from your phone"), now, inputmode="numeric")
        _limit(self.fields["code"], 20)


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password, asked again before a change of the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["password"], _("Password"))
        _limit(self.fields["password"], PASSWORD_LENGTH)


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The present password and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": (_("Present password"), ""),
            "password1": (_("New password"), _("At least 12 characters, none of the common ones.")),
            "password2": (_("New password again"), ""),
        }
        for name, (label, help_text) in labels.items():
            _name(self.fields[name], label, help_text)
            _limit(self.fields[name], PASSWORD_LENGTH)
