"""What the page of a sheet of powers × receivers is sent. Parsing only."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongban.delegation.actions.decisions import Heading
from tongban.delegation.forms.decisions import DAY, choices
from tongban.delegation.rules.forms import FORMS, WORDS_OF_LEVEL


class BulkForm(forms.Form):
    """The heading of a decision, and the sheet with its powers and receivers."""

    number = forms.CharField(label=_("Number of the decision"), max_length=120)
    title = forms.CharField(label=_("Title"), max_length=120)
    form = forms.ChoiceField(label=_("Legal form"))
    authority_level = forms.ChoiceField(label=_("Who authorised it"))
    authority_number = forms.CharField(label=_("Number of its document"), max_length=120)
    authority_published_on = forms.DateField(
        label=_("Published on"), widget=forms.DateInput(DAY, "%Y-%m-%d"), required=False
    )
    effective_on = forms.DateField(label=_("From which day"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
    moves_cases = forms.BooleanField(label=_("Open cases move along"), required=False)
    file = forms.FileField(
        label=_("Powers and receivers (CSV or XLSX)"), error_messages={"required": _("Choose a file.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {key: (one.zh, one.en) for key, one in FORMS.items()}
        self.fields["form"].choices = choices(named)  # type: ignore[attr-defined]
        self.fields["authority_level"].choices = choices(WORDS_OF_LEVEL)  # type: ignore[attr-defined]

    def heading(self) -> Heading:
        """The heading as it was written; it takes effect when its day begins in the county."""
        told = {key: value for key, value in self.cleaned_data.items() if key not in ("file", "effective_on")}
        day = self.cleaned_data["effective_on"]
        return Heading(**told, effective_at=timezone.make_aware(datetime.combine(day, time())))
