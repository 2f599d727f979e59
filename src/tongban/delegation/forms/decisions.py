"""What the pages of delegation decisions are sent. Parsing only; what may be done is each act's own matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.delegation.rules.lookback import CHECKS, OUTCOMES

DAY = {"type": "date"}


def choices(table: dict[str, tuple[str, str]], *, but: str = "") -> list[tuple[str, str]]:
    """Words in the reader's language to choose from, after an empty one."""
    at = 1 if (get_language() or "zh").startswith("en") else 0
    return [("", _("Choose")), *((key, words[at]) for key, words in table.items() if key != but)]  # type: ignore[list-item]


class LookBackForm(forms.Form):
    """The outcome of a look-back."""

    outcome = forms.ChoiceField(label=_("Outcome"))
    words = forms.CharField(label=_("What support, or why taken back"), max_length=600, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = choices(OUTCOMES)  # type: ignore[attr-defined]


class RectifyForm(forms.Form):
    """Which look-back's support was given; `waiting` are (key, words) of those that still wait."""

    check = forms.TypedChoiceField(label=_("Look-back"), coerce=UUID)

    def __init__(self, *args: Any, waiting: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["check"].choices = [("", _("Choose")), *waiting]  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """Guidance or a sample of the body that gave the power."""

    kind = forms.ChoiceField(label=_("Guidance or sample"))
    words = forms.CharField(label=_("What was seen"), max_length=600)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(CHECKS, but="lookback")  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    """Taking a power back: from which day, by which document, and whether open cases move."""

    moment = forms.DateField(label=_("From which day"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
    document = forms.CharField(label=_("Number of its document"), max_length=120)
    moves_cases = forms.BooleanField(label=_("Open cases move along"), required=False)


class ReportForm(forms.Form):
    """A report upward."""

    document = forms.CharField(label=_("Number of its document"), max_length=120)


class OpinionForm(forms.Form):
    """What a receiver thinks."""

    agrees = forms.ChoiceField(label=_("Do you agree?"), choices=[("yes", _("Agree")), ("no", _("Do not agree"))])
    words = forms.CharField(label=_("Your opinion"), max_length=600, required=False)


class ConsultForm(forms.Form):
    """Until which day receivers answer."""

    until = forms.DateField(label=_("Answers until"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
