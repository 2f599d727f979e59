"""What the pages of the duty lists are sent. Parsing only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    """A file of duty lists."""

    file = forms.FileField(label=_("Duty lists (CSV or XLSX)"), error_messages={"required": _("Choose a file.")})


class FromForm(forms.Form):
    """From which day the lists hold."""

    valid_from = forms.DateField(label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}))
