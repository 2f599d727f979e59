"""Parsing of what the list's pages send: filters of the public list, an uploaded list, the choice of what to import."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

QUERY_LIMIT = 60
EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 1, 1)


class ListFilter(forms.Form):
    """Filters of the public list; whatever cannot be read is left out, since an address may be typed by hand."""

    q = forms.CharField(required=False, max_length=QUERY_LIMIT)
    body = forms.SlugField(required=False, max_length=40)
    on = forms.DateField(required=False)
    after = forms.CharField(required=False, max_length=80)

    def text(self, name: str) -> str:
        """A text filter, or empty."""
        return str(self.cleaned_data.get(name) or "") if self.is_valid() or name in self.cleaned_data else ""

    def day(self, today: date) -> date:
        """The day asked for, or today; days no calendar knows are today too."""
        self.is_valid()
        asked = self.cleaned_data.get("on")
        return asked if isinstance(asked, date) and EARLIEST <= asked <= LATEST else today


class UploadForm(forms.Form):
    """A list to be read: CSV or XLSX."""

    file = forms.FileField(
        label=_("List (CSV or XLSX)"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty; choose a list with rows.")},
    )


class ChoiceForm(forms.Form):
    """What of a preview is to be imported."""

    preview = forms.UUIDField()
    choice = forms.ChoiceField(choices=[("all", "all"), ("good", "good")])

    def told(self) -> tuple[UUID, str] | None:
        """The preview and the choice, or None when the page was not sent as it was made."""
        if not self.is_valid():
            return None
        return self.cleaned_data["preview"], str(self.cleaned_data["choice"])
