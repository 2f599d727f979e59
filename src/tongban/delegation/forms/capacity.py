"""What the page of a township's capacity is sent. Parsing only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str]]
MOST = 9999


class FiguresForm(forms.Form):
    """Posts and vehicles."""

    established = forms.IntegerField(label=_("Posts approved"), min_value=0, max_value=MOST)
    filled = forms.IntegerField(label=_("Posts filled"), min_value=0, max_value=MOST)
    vehicles = forms.IntegerField(label=_("Vehicles"), min_value=0, max_value=MOST)


class ChosenForm(forms.Form):
    """Choices out of lists that the page gives."""

    def __init__(self, *given: Any, choices: dict[str, Choices], **named: Any) -> None:
        super().__init__(*given, **named)
        for name, some in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = some


class CertificateForm(ChosenForm):
    """Who holds which certificate until when."""

    officer = forms.ChoiceField(label=_("Officer"))
    kind = forms.ChoiceField(label=_("Certificate"))
    valid_to = forms.DateField(label=_("Valid until"), widget=forms.DateInput(attrs={"type": "date"}))


class TrainingForm(ChosenForm):
    """Who completed which training on which day."""

    plan = forms.ChoiceField(label=_("Training for the power"))
    officer = forms.ChoiceField(label=_("Officer"))
    completed = forms.DateField(label=_("Completed on"), widget=forms.DateInput(attrs={"type": "date"}))


class PlanForm(ChosenForm):
    """For which power a training is needed, from which day on."""

    power = forms.ChoiceField(label=_("Power"))
    since = forms.DateField(label=_("Needed from"), widget=forms.DateInput(attrs={"type": "date"}))


class RecallForm(ChosenForm):
    """Whose posting ends."""

    secondment = forms.ChoiceField(label=_("Officer"))


class SecondForm(ChosenForm):
    """Who is seconded."""

    officer = forms.ChoiceField(label=_("Officer"))


class AppraisalForm(ChosenForm):
    """How a seconded officer worked over a span of days."""

    secondment = forms.ChoiceField(label=_("Officer"))
    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Closing day"), widget=forms.DateInput(attrs={"type": "date"}))
    grade = forms.ChoiceField(label=_("Mark of the year"))
    words = forms.CharField(label=_("How the work was"), max_length=300)


class VisitForm(ChosenForm):
    """What was sampled or explained, and what was found."""

    visit = forms.ChoiceField(label=_("Duty"))
    finding = forms.CharField(label=_("What was found or explained"), max_length=300)
