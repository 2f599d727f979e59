"""What the pages of ratings are sent. Parsing only; nothing typed here can break a page."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.ratings.queries.ratings import SHOWN, Asked
from tongban.ratings.rules.levels import LEVELS, LONGEST, REASONS
from tongban.ratings.rules.life import FOUND, GROUNDS, OUTCOMES

Words = tuple[str, str]


def place() -> int:
    """0 for Chinese, 1 for English: which of two words."""
    return 1 if (get_language() or "zh").startswith("en") else 0


def said(table: dict[str, Words]) -> list[Words]:
    """A table of words as choices in the language of the page."""
    return [(key, words[place()]) for key, words in table.items()]


class RateForm(forms.Form):
    """One of five levels; reasons and words as one likes; whether one may be contacted."""

    level = forms.TypedChoiceField(label=_("How was it?"), coerce=int, widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(
        label=_("What was not good? (as you like)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("In your words (as you like)"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        help_text=_("Kept sealed; nobody is named when ratings are published."),
    )  # fmt: skip
    named = forms.BooleanField(label=_("You may call me about it"), required=False)

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        levels, reasons = self.fields["level"], self.fields["reasons"]
        assert isinstance(levels, forms.ChoiceField)
        assert isinstance(reasons, forms.ChoiceField)
        levels.choices = [(str(level), words[place()]) for level, words in LEVELS.items()]
        reasons.choices = said(REASONS)


class StepForm(forms.Form):
    """One step of a bad rating: what was done in words, and its code where the step has one."""

    words = forms.CharField(label=_("What you did and found"), max_length=500, widget=forms.Textarea({"rows": 3}))
    result = forms.ChoiceField(label=_("Result"), required=False)
    public_words = forms.CharField(
        label=_("What was said, without anything personal"), required=False, max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        known = {**FOUND, **GROUNDS, **OUTCOMES, "reached": ("", ""), "exclude": ("", ""), "keep": ("", "")}
        result = self.fields["result"]
        assert isinstance(result, forms.ChoiceField)
        result.choices = [(key, key) for key in known]


class SurveyForm(forms.Form):
    """A survey to draw."""

    title = forms.CharField(label=_("Title"), max_length=120)
    questions = forms.CharField(
        label=_("Survey questions"), max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text=_("One a line, its answers after it, parted by “|”: Were you satisfied? | yes | no"),
    )  # fmt: skip
    since = forms.DateField(label=_("Matters that ended from"), widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("until"), widget=forms.DateInput({"type": "date"}))
    wanted = forms.IntegerField(label=_("How many people"), min_value=1, max_value=2000)


def asked_of(sent: QueryDict, bodies: tuple[UUID, ...] | None, *, show: str = "all") -> Asked:
    """The filter of a list out of an address; what is not known is left out, other people's bodies too."""
    wanted, level = read_uuid(sent.get("body", "")), sent.get("level", "")
    if wanted is not None and (bodies is None or wanted in bodies):
        bodies = (wanted,)
    shown = sent.get("show", show)
    return Asked(
        show=shown if shown in SHOWN else show,
        bodies=bodies,
        level=int(level) if level in {str(one) for one in LEVELS} else None,
        since=read_day(sent.get("since", "")),
        until=read_day(sent.get("until", "")),
    )


def read_uuid(text: str) -> UUID | None:
    """A reference, or None."""
    try:
        return UUID(text[:40])
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """A day as 2026-11-02 between 2000 and 2100, or None."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None


def read_after(sent: QueryDict) -> tuple[str, str] | None:
    """The key of a page as `moment~id`, or None when it is not one of ours."""
    moment, _sign, key = sent.get("after", "")[:90].partition("~")
    try:
        read = datetime.fromisoformat(moment)
        return (read.isoformat(), str(UUID(key))) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
