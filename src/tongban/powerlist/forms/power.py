"""What the list office sends to move a power: where, to whom, in which form, by which document, from when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongban.agencies.queries import bodies_in_order, divisions
from tongban.powerlist.forms.editor import english, plain
from tongban.powerlist.forms.office import BASIS_LIMIT
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.holdings import KEPT


class PowerForm(forms.Form):
    """A move of the power to decide."""

    place = forms.ChoiceField(label=_("Place"))
    body = forms.ChoiceField(label=_("Body that decides from then on"))
    legal_form = forms.ChoiceField(label=_("Legal form"))
    basis_doc = forms.CharField(label=_("Document it rests on"), max_length=BASIS_LIMIT)
    moved_on = forms.DateField(label=_("From which day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongue = "en" if english() else "zh"
        shown = {
            "place": [(str(one.id), one.name_en if english() else one.name_zh) for one in divisions()],
            "body": [(str(one.id), one.name) for one in bodies_in_order()],
            "legal_form": [
                (code, codes.word(codes.LEGAL_FORMS, code, tongue)) for code in codes.LEGAL_FORMS if code in KEPT
            ],
        }
        for name, choices in shown.items():
            self.fields[name].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def clean_basis_doc(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["basis_doc"]))

    def clean_moved_on(self) -> date:
        """Today or later: nothing that was decided changes hands afterwards."""
        day: date = self.cleaned_data["moved_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose today or a later day: what was decided stays with whom decided it."))
        return day
