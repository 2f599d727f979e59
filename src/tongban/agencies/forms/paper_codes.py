"""What the window's account page and the first password are sent. Parsing only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.agencies.forms.sign_in import PASSWORD_LENGTH


class CardForm(forms.Form):
    """Number and name as on the card that lies on the table."""

    id_number = forms.CharField(
        label=_("Identity number"), max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name as on the card"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class FirstPasswordForm(forms.Form):
    """A password of one's own, twice."""

    password1 = forms.CharField(
        label=_("New password"), max_length=PASSWORD_LENGTH,
        help_text=_("At least 12 characters, none of the common ones."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label=_("New password again"), max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("password1") and told.get("password2") and told["password1"] != told["password2"]:
            self.add_error("password2", forms.ValidationError(_("The two passwords differ."), code="differs"))
        return told
