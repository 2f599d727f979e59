"""What the pages of mandates are sent: whose, who helps, until when, the paper's photograph. Parsing only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.forms.identity import judge_mobile, judge_number

PERSON: Final = "person"  # the helper is somebody named by number and name, not a post
ACCEPT: Final = "image/jpeg,image/png,application/pdf"


class WhoForm(forms.Form):
    """The person whose paper lies on the table: number and name as on the card."""

    id_number = forms.CharField(
        label=_("Identity number of the person"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(
        label=_("Name of the person"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Mobile phone of the person"), max_length=20, required=False,
        help_text=_("A message tells the person of each step. Leave it empty when there is none."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    photo = forms.FileField(
        label=_("Photograph of the signed paper"),
        help_text=_("The whole sheet with signature and date. JPG, PNG or PDF."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Number and mobile phone are judged with everything else."""
        told: dict[str, Any] = super().clean() or {}
        judge_number(self, "id_number", firms=False)
        judge_mobile(self, "phone")
        return told


class HelperForm(forms.Form):
    """Who helps: a post of a village or township, or a person by number and name."""

    helper = forms.ChoiceField(label=_("Who acts for the person?"), widget=forms.RadioSelect)
    helper_number = forms.CharField(
        label=_("Identity number of the helper"), max_length=24, required=False,
        help_text=_("Only for another person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    helper_name = forms.CharField(
        label=_("Name of the helper"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *given: Any, posts: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["helper"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*posts, (PERSON, _("Another person"))]

    def clean(self) -> dict[str, Any]:
        """A person needs both number and name."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("helper") == PERSON:
            for name in ("helper_number", "helper_name"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, forms.ValidationError(_("Needed for another person."), code="needed"))
            judge_number(self, "helper_number", firms=False)
        return told


class TermsForm(forms.Form):
    """Until when, and whether the helper may consent that the platform uses what it has."""

    until = forms.DateField(
        label=_("Until which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-12-31.")},
    )  # fmt: skip
    may_reuse = forms.BooleanField(
        label=_("The helper may consent that papers the platform has already are used"), required=False
    )


def read_items(values: Sequence[str]) -> list[UUID]:
    """The items of an address or a form; what is no id is left out."""
    found = []
    for value in values[:20]:
        try:
            found.append(UUID(value[:40]))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def read_day(told: dict[str, Any]) -> date:
    """The last day that was given."""
    day: date = told["until"]
    return day
