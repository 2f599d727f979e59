"""What the pages of appraisal are sent. Parsing only; what is wrong is said by the acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.appraisal.actions.two_way import Span
from tongban.appraisal.rules.two_way import INDICATORS, LEVELS
from tongban.appraisal.rules.vetoes import EFFECTS, MOST_INDICATORS, MOST_MEASURE, MOST_NAME, Indicator
from tongban.appraisal.rules.vetoes import LEVELS as APPROVERS
from tongban.rulebook.lookup import time_of_day

Choices = list[tuple[str, str]]
FIRST_ROWS = 3
DAY = {"type": "date"}


def place() -> int:
    """Which of two words is shown: 0 Chinese, 1 English."""
    return 1 if (get_language() or "zh").startswith("en") else 0


def _choose(form: forms.Form, name: str, some: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = some


class PlanForm(forms.Form):
    """The heading of a plan."""

    title = forms.CharField(label=_("Name of the appraisal"), max_length=60)
    year = forms.ChoiceField(label=_("Year of the appraisal"))

    def __init__(self, *given: Any, year: int, **named: Any) -> None:
        super().__init__(*given, **named)
        _choose(self, "year", [(str(one), str(one)) for one in (year, year + 1)])


class IndicatorForm(forms.Form):
    """One indicator of a plan; a row that is left empty is none."""

    name = forms.CharField(label=_("Indicator"), max_length=MOST_NAME)
    weight = forms.IntegerField(label=_("Points"), min_value=1, max_value=100)
    measure = forms.CharField(
        label=_("How it is measured"), max_length=MOST_MEASURE, widget=forms.Textarea(attrs={"rows": "2"})
    )
    effect = forms.ChoiceField(label=_("If it is not reached"), initial="own")
    value = forms.IntegerField(
        label=_("Figure of that rule"), min_value=0, max_value=100, required=False,
        help_text=_("Only where it takes further points, discounts the total or caps it."),
    )  # fmt: skip
    level = forms.ChoiceField(label=_("Veto approved by"), required=False)
    number = forms.CharField(label=_("Number of the approval"), max_length=40, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **(named | {"empty_permitted": True, "use_required_attribute": False}))
        _choose(self, "effect", [(key, told[:2][place()]) for key, told in EFFECTS.items()])
        _choose(self, "level", [("", "—"), *((key, words[place()]) for key, words in APPROVERS.items())])

    def indicator(self) -> Indicator:
        """What was typed, as the act takes it."""
        told = self.cleaned_data
        return Indicator(
            name=told["name"], weight=told["weight"], measure=told["measure"], effect=told["effect"],
            value=told["value"] or 0, level=told["level"], number=told["number"].strip(),
        )  # fmt: skip


def indicator_rows(sent: QueryDict | None) -> list[IndicatorForm]:
    """The rows of a plan's form: as many as were sent, one more when asked for, three at first."""
    count = FIRST_ROWS
    if sent is not None:
        asked = sent.get("rows", "")
        count = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else FIRST_ROWS
        count = max(1, min(MOST_INDICATORS, count))
    if sent is None or sent.get("do") != "more":
        return [IndicatorForm(sent, prefix=f"i{no}") for no in range(count)]
    # Another row is no filing: what was typed comes back as it is, and nothing is called wrong yet.
    kept = {f"i{no}": _typed(sent, f"i{no}") for no in range(min(MOST_INDICATORS, count + 1))}
    return [IndicatorForm(prefix=prefix, initial=typed) for prefix, typed in kept.items()]


def _typed(sent: QueryDict, prefix: str) -> dict[str, str]:
    return {name: sent.get(f"{prefix}-{name}", "") for name in IndicatorForm.base_fields if f"{prefix}-{name}" in sent}


def row_faults(rows: list[IndicatorForm]) -> list[tuple[str, str]]:
    """(field, what would be right) of each fault in the rows, named by its indicator."""
    words = {
        "name": _("Indicator %(no)s: give it a name of at most 40 characters."),
        "weight": _("Indicator %(no)s: give whole points from 1 to 100."),
        "measure": _("Indicator %(no)s: say in at most 300 characters how it is measured."),
        "effect": _("Indicator %(no)s: choose from the list what happens if it is not reached."),
        "value": _("Indicator %(no)s: give the figure as a whole number from 0 to 100."),
        "level": _("Indicator %(no)s: choose from the list who approved it."),
        "number": _("Indicator %(no)s: give the number of the approval in at most 40 characters."),
    }
    return [
        (str(row[name].auto_id), str(words[name] % {"no": no}))
        for no, row in enumerate(rows, start=1)
        for name in row.errors
    ]


class PeriodForm(forms.Form):
    """A period of two-way appraisal: its days, and who is marked as what."""

    since = forms.DateField(label=_("First day of the period"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
    until = forms.DateField(label=_("Last day of the period"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
    closes = forms.DateField(label=_("Townships mark until"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
    departments = forms.MultipleChoiceField(
        label=_("Marked as departments"), widget=forms.CheckboxSelectMultiple, required=False
    )
    dispatched = forms.MultipleChoiceField(
        label=_("Marked as dispatched bodies"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *given: Any, bodies: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in ("departments", "dispatched"):
            _choose(self, name, bodies)

    def span(self) -> Span:
        """The days, closing with the office."""
        told = self.cleaned_data
        closes = datetime.combine(told["closes"], time_of_day("office.day_end", told["closes"]))
        return Span(since=told["since"], until=told["until"], closes_at=timezone.make_aware(closes))

    def chosen(self, name: str) -> list[UUID]:
        """The bodies of one list."""
        return [UUID(one) for one in self.cleaned_data[name]]


class MarksForm(forms.Form):
    """The marks of one body: a level for each indicator, or none."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        levels: Choices = [("", str(_("nothing to do with them")))]
        levels += [(str(key), words[place()]) for key, words in LEVELS.items()]
        for key, words in INDICATORS.items():
            self.fields[key] = forms.ChoiceField(label=words[place()], choices=levels, required=False)

    def levels(self) -> dict[str, int]:
        """Indicator → level, without those left out."""
        return {key: int(level) for key, level in self.cleaned_data.items() if level}
