"""What the window, the lists and the staff search are sent. Parsing only; an address may be typed by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.forms.identity import is_citizen_id, judge_mobile, judge_number
from tongban.cases.queries.lists import DUE
from tongban.cases.rules import State
from tongban.kernel.ids import uuid7
from tongban.kernel.numerals import whole

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
ACTS: Final = ("accept", "review", "decide", "deliver")
# Day and serial of the day: four digits, more on a day of ten thousand cases.
CASE_NUMBER: Final = re.compile(r"[A-Z]{2}\d{12,15}", re.ASCII)
MOST_PAGES: Final = 10_000_000
BLANKS: Final = re.compile(r"[\s\-－]+")


class ListFilter(forms.Form):
    """Filters of a list; what cannot be read is left out."""

    due = forms.ChoiceField(required=False, choices=[(name, name) for name in DUE])
    act = forms.ChoiceField(required=False, choices=[(name, name) for name in ACTS])
    state = forms.ChoiceField(required=False, choices=[(state.value, state.value) for state in State])
    received = forms.DateField(required=False)
    decided = forms.DateField(required=False)
    body = forms.CharField(required=False, max_length=60)
    item = forms.CharField(required=False, max_length=60)

    def read(self, today: date) -> dict[str, Any]:
        """The filters that could be read; `today` stands for the word today in an address."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        for name in ("received", "decided"):
            if self.data.get(name) == "today":
                found[name] = today
            elif name in found and not EARLIEST <= found[name] <= LATEST:
                del found[name]
        return found


def read_after(value: str) -> tuple[str, str] | None:
    """The key of a page as `moment~id`, or None when it is not one of ours."""
    moment, _sign, key = value[:90].partition("~")
    try:
        return datetime.fromisoformat(moment).isoformat(), str(UUID(key))
    except (ValueError, OverflowError):
        return None


def read_first(value: str) -> int:
    """The number of a page's first row, for its words only."""
    return whole(value, 7) or 1


def case_number(text: str) -> str:
    """What was typed as a case number, spaces and small letters put right; empty when it is none."""
    plain = BLANKS.sub("", text[:60]).upper()
    return plain if CASE_NUMBER.fullmatch(plain) else ""


class PartyForm(forms.Form):
    """The applicant at the window: identity number or credit code, name, telephone."""

    id_number = forms.CharField(
        label=_("Identity number or unified social credit code"), max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name of the person or firm"), max_length=60, required=False,
        help_text=_("As on the card or licence. Leave it empty when the applicant is registered already."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Number and telephone are judged here, with everything else; a firm's telephone may be a landline."""
        told: dict[str, Any] = super().clean() or {}
        if self.kind() == "person":
            judge_mobile(self, "phone")
        judge_number(self, "id_number", firms=True)
        return told

    def kind(self) -> str:
        """A person for a citizen's number; every other is a firm's."""
        return "person" if is_citizen_id(str(self.cleaned_data.get("id_number", ""))) else "firm"


class DeliveryForm(forms.Form):
    """How the decision reached the applicant."""

    method = forms.ChoiceField(
        label=_("How it was delivered"),
        choices=[("window", _("Collected at the window")), ("post", _("By post")), ("online", _("Electronically"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was delivered."), "invalid_choice": _("Choose from the list.")},
    )


def chosen_keys(posted: Mapping[str, Any], prefix: str) -> set[str]:
    """The keys ticked under a prefix, as in `have_m_lease`."""
    return {name[len(prefix) :] for name in posted if name.startswith(prefix) and len(name) < 100}


def once_of(sent: Mapping[str, Any]) -> str:
    """The id that the application will have: drawn with the page, so that a second press receives nothing twice."""
    try:
        return str(UUID(str(sent.get("w-once", ""))[:40]))
    except ValueError:
        return str(uuid7())
