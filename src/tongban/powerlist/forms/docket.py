"""What the list office sends about an entry of the docket: a reason to keep, or how and by what an item is stopped."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.powerlist.actions.adjusting import REASON_LIMIT
from tongban.powerlist.forms.editor import plain
from tongban.powerlist.forms.office import BASIS_LIMIT


class KeepForm(forms.Form):
    """Why nothing has to change."""

    reason = forms.CharField(
        label=_("Why it stays as it is"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why nothing has to change.")},
    )

    def clean_reason(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["reason"]))


class StopForm(forms.Form):
    """From which day, and by which document."""

    since = forms.DateField(label=_("From which day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    basis_doc = forms.CharField(label=_("Document it rests on"), max_length=BASIS_LIMIT)

    def clean_basis_doc(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["basis_doc"]))
