"""Parsing of what the pages of editions send: which editions are compared, a copy to be checked, a note."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.powerlist.actions.editions import NOTE_LIMIT
from tongban.powerlist.forms.editor import plain

MOST = 1_000_000


class EditionFilter(forms.Form):
    """Which edition is compared with the one of the address; whatever cannot be read is left out."""

    old = forms.IntegerField(required=False, min_value=1, max_value=MOST)

    def number(self) -> int | None:
        """The number asked for, or None."""
        self.is_valid()
        asked = self.cleaned_data.get("old")
        return asked if isinstance(asked, int) else None


class CopyForm(forms.Form):
    """A copy of the list that somebody holds: CSV, XLSX or JSON."""

    file = forms.FileField(
        label=_("The copy (CSV, XLSX or JSON)"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty; choose a list with rows.")},
    )


class EditionForm(forms.Form):
    """A note to the edition that is published."""

    note = forms.CharField(label=_("Note (optional)"), max_length=NOTE_LIMIT, required=False)

    def clean_note(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["note"]))
