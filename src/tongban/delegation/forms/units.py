"""What the page of a body's units is sent. Parsing only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str]]
NAME = 60


class UnitsForm(forms.Form):
    """Which units end, on which day, and up to two that are formed, with what goes into the second."""

    ended = forms.MultipleChoiceField(
        label=_("Units that end"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None: a unit is formed of posts that are in no unit yet."),
    )  # fmt: skip
    on = forms.DateField(label=_("From which day"), widget=forms.DateInput(attrs={"type": "date"}))
    name_zh = forms.CharField(label=_("New unit, in Chinese"), max_length=NAME)
    name_en = forms.CharField(label=_("New unit, in English"), max_length=NAME)
    second_zh = forms.CharField(
        label=_("Second new unit, in Chinese"), max_length=NAME, required=False,
        help_text=_("Only when units are split; tick below what goes into it."),
    )  # fmt: skip
    second_en = forms.CharField(label=_("Second new unit, in English"), max_length=NAME, required=False)
    posts = forms.MultipleChoiceField(
        label=_("Posts chosen"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Merging: leave empty. Splitting: what goes into the second. Forming: what goes into the first."),
    )  # fmt: skip
    powers = forms.MultipleChoiceField(
        label=_("Powers chosen"), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip

    def __init__(self, *given: Any, choices: dict[str, Choices], **named: Any) -> None:
        super().__init__(*given, **named)
        for name, some in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = some

    def clean(self) -> dict[str, Any]:
        """Both names of the second unit or none."""
        told = super().clean() or {}
        if bool(told.get("second_zh")) != bool(told.get("second_en")):
            self.add_error("second_en", _("Give both names of the second unit, or none."))
        return told
