"""Parsing the certificate check page: a number, or a file. It says nothing about what either is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    """A number as printed or pasted; spaces and dashes are taken out later."""

    number = forms.CharField(
        label=_("Certificate number"),
        max_length=200,
        help_text=_("As printed on the certificate. Spaces and capitals do not matter."),
    )


class FileForm(forms.Form):
    """The certificate's file as it was received; checked and thrown away."""

    file = forms.FileField(
        label=_("Certificate file"),
        help_text=_("The PDF as you received it. It is checked at once and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
