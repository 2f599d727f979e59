"""What is typed about topics: a topic of the month, an answer, an answer for everybody. Parsing only."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.hotline.forms.requests import Choice, set_choices

MONTH = "%Y-%m"


class MonthForm(forms.Form):
    """A topic of the month: about what, in which month, at most how many orders, whose it is."""

    about = forms.ChoiceField(label=_("About what"))
    month = forms.DateField(
        label=_("Month"), input_formats=[MONTH], widget=forms.DateInput(format=MONTH, attrs={"type": "month"})
    )
    body = forms.ChoiceField(label=_("Body whose head answers for it"))
    target = forms.IntegerField(
        label=_("Indicator: at most so many orders in the month"), min_value=0, max_value=100_000
    )
    words = forms.CharField(
        label=_("What is to be reached"), max_length=500, widget=forms.Textarea(attrs={"rows": "3"})
    )

    def __init__(self, *given: Any, choices: dict[str, list[Choice]], **named: Any) -> None:
        super().__init__(*given, **named)
        for name, some in choices.items():
            set_choices(self, name, some)

    def about_what(self) -> tuple[UUID | None, str]:
        """(a counted topic, or none; a line of the directory)."""
        kind, _colon, key = self.cleaned_data["about"].partition(":")
        return (UUID(key), "") if kind == "topic" else (None, key)

    def month_day(self) -> date:
        """A day of the month."""
        found = self.cleaned_data["month"]
        return found.date() if isinstance(found, datetime) else found


class AnswerForm(forms.Form):
    """What a body does about a topic."""

    words = forms.CharField(
        label=_("What is done, by whom, until when"), max_length=2000, widget=forms.Textarea(attrs={"rows": "4"})
    )


class PublishForm(forms.Form):
    """Question and answer, written anew for everybody."""

    title = forms.CharField(label=_("Title"), max_length=80)
    question = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": "4"}))
    answer = forms.CharField(label=_("Answer"), max_length=3000, widget=forms.Textarea(attrs={"rows": "8"}))
