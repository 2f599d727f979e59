"""What an official types to stop the clock or to extend a limit. Shapes only; what is allowed says the act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.cases.rules import PAUSE_KINDS

FARTHEST = timedelta(days=3650)


def _near(value: date | None) -> None:
    """Years that no limit reaches are a slip of the pen, and no calendar knows them."""
    if value is not None and abs(value - timezone.localdate()) > FARTHEST:
        raise ValidationError(_("Check the year."))


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day in the reach of limits."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[_near],
    )


class PauseForm(forms.Form):
    """The kind of art. 45, its document, when the applicant was told, until when; for testing its start and staff."""

    kind = forms.ChoiceField(label=_("Why does the time not count?"), widget=forms.RadioSelect, required=False)
    document = forms.CharField(
        label=_("Document"),
        max_length=200,
        required=False,
        help_text=_("Name and number of the document that starts it."),
    )
    told_on = day_field(_("Applicant told in writing on"))
    until = day_field(_("Until when it is expected to last"), _("The applicant is told this time in the notice."))
    starts_on = day_field(_("Testing starts on"), _("Only for testing (licence law art. 55)."))
    staff = forms.MultipleChoiceField(
        label=_("Who tests"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only for testing (licence law art. 55)."),
    )

    def __init__(self, *args: Any, staff: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = list(staff)  # type: ignore[attr-defined]
        english = (get_language() or "zh").startswith("en")
        kinds = [(key, en if english else zh) for key, (zh, en, _article) in PAUSE_KINDS.items()]
        survey = ("site_survey", _("A survey on site (counts towards the limit)"))
        self.fields["kind"].choices = [*kinds, survey]  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """By how much, why, and when the applicant was told."""

    length = forms.IntegerField(label=_("By how many working days"), min_value=0, max_value=999, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        required=False,
        widget=forms.Textarea,
        help_text=_("It is told to the applicant."),
    )
    told_on = day_field(_("Applicant told on"))
