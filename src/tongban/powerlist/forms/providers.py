"""Parsing of what the list office types about a provider of a register."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ProviderForm(forms.Form):
    """A provider that joins a register."""

    uscc = forms.CharField(label=_("Unified social credit code"), max_length=18)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    address_zh = forms.CharField(label=_("Address in Chinese"), max_length=120)
    address_en = forms.CharField(label=_("Address in English"), max_length=160, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=20)

    def clean_uscc(self) -> str:
        """Capitals, without blanks."""
        return "".join(str(self.cleaned_data["uscc"]).split()).upper()
