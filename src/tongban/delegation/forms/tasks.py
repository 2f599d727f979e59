"""What the pages of tasks are sent. Parsing only; nothing typed here can break a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongban.delegation.actions.tasks import Asked
from tongban.delegation.queries.tasks import LISTS
from tongban.delegation.rules.tasks import MOST_TITLE, MOST_WORDS, Resources

Choices = list[tuple[str, str]]
MOST_MONEY = 1_000_000_000


class ResourcesForm(forms.Form):
    """What comes with a task."""

    money = forms.IntegerField(label=_("Money that comes with it"), min_value=0, max_value=MOST_MONEY, required=False)
    people = forms.IntegerField(label=_("People that come with it"), min_value=0, max_value=9999, required=False)
    guidance = forms.CharField(label=_("Who guides and trains, and how"), max_length=300, required=False)

    def resources(self) -> Resources:
        """The three as one value; what is empty is nothing."""
        told = self.cleaned_data
        return Resources(told.get("money") or 0, told.get("people") or 0, told.get("guidance") or "")


class TaskForm(ResourcesForm):
    """A new task: which line covers it, for whom, what, by when, what comes with it."""

    field_order = ("line", "townships", "title", "words", "reports", "kinds", "due", "money", "people", "guidance",
                   "emergency")  # fmt: skip
    line = forms.ChoiceField(label=_("Line of the duty lists"), required=False)
    townships = forms.MultipleChoiceField(label=_("Townships"), widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(label=_("Task"), max_length=MOST_TITLE)
    words = forms.CharField(
        label=_("What is to be done"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": "4"})
    )
    reports = forms.BooleanField(label=_("A report or form is to be handed in"), required=False)
    kinds = forms.MultipleChoiceField(label=_("Data asked"), widget=forms.CheckboxSelectMultiple, required=False)
    due = forms.DateField(label=_("To be done by"), widget=forms.DateInput(attrs={"type": "date"}))
    emergency = forms.CharField(
        label=_("Emergency: why it cannot wait"), max_length=300, required=False,
        help_text=_("Only for rescue and disaster relief. It goes down at once; the county answers for it afterwards."),
    )  # fmt: skip

    def __init__(self, *given: Any, lines: Choices, towns: Choices, data: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, some in {"line": [("", "—"), *lines], "townships": towns, "kinds": data}.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = some

    def asked(self) -> Asked:
        """What was typed, as the act takes it."""
        told = self.cleaned_data
        return Asked(
            title=told["title"], words=told["words"], due=told["due"], line=told["line"], reports=told["reports"],
            data=tuple(told["kinds"]), emergency=told["emergency"], resources=self.resources(),
        )  # fmt: skip

    def chosen(self) -> list[UUID]:
        """The townships."""
        return [UUID(one) for one in self.cleaned_data["townships"]]


class WordsForm(forms.Form):
    """A report, a reason, an answer."""

    words = forms.CharField(label=_("In your words"), max_length=2000, widget=forms.Textarea(attrs={"rows": "3"}))


class SignForm(forms.Form):
    """Who does it."""

    officer = forms.ChoiceField(label=_("Who does it"))

    def __init__(self, *given: Any, officers: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = officers


class BackForm(WordsForm):
    """By which line it is given back."""

    line = forms.ChoiceField(label=_("Line by which a superior took this over"))

    def __init__(self, *given: Any, lines: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = lines


def list_asked(sent: QueryDict, default: str) -> str:
    """Which list an address asks for."""
    return sent.get("of", "") if sent.get("of", "") in LISTS else default


def after_asked(sent: QueryDict) -> tuple[datetime, UUID] | None:
    """The key of a page as `moment~id`, or None when it is not one of ours."""
    moment, _sign, key = sent.get("after", "")[:90].partition("~")
    try:
        read = datetime.fromisoformat(moment)
        return (read, UUID(key)) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
