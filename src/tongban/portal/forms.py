"""What the portal's own staff pages are sent, and how the framework says on every page that a field is wrong.

Parsing only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

from tongban.kernel.workcalendar import DayKind

EARLIEST, LATEST = date(2004, 1, 1), date(2100, 1, 1)
LONGEST_SPAN: Final = 62
Change = tuple[date, date, DayKind]
KINDS: Final = {
    DayKind.HOLIDAY: _("holiday"),
    DayKind.MAKE_UP: _("make-up day, worked"),
    DayKind.WORKING: _("working day"),
    DayKind.REST: _("day of rest"),
}
# The framework's own sentences about a wrong field, named here so that our catalogue translates them: a catalogue of
# ours comes before the framework's, whose Chinese speaks of variables and does not say what would be right.
FIELD_FAULTS: Final = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a valid UUID."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("No file was submitted."),
    gettext_noop("No file was submitted. Check the encoding type on the form."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
        "max",
    ),
)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class SpanForm(forms.Form):
    """Some days in a row and what they become."""

    first = _day(_("First day"))
    last = _day(_("Last day"))
    kind = forms.ChoiceField(
        label=_("They become"), choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.RadioSelect, error_messages={"required": _("Choose what they become.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The days lie in a row, in years that limits reach, and are not too many at a time."""
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and not (EARLIEST <= first <= last <= LATEST and (last - first).days < LONGEST_SPAN):
            self.add_error("last", _("The last day follows the first, at most 62 days later."))
        return told

    def change(self) -> Change:
        """The days and their kind, after validation."""
        told = self.cleaned_data
        return told["first"], told["last"], DayKind(told["kind"])


def read_changes(sent: Iterable[str]) -> list[Change]:
    """Changes that the page carries along as `first~last~kind`; what is none of ours is left out."""
    found = []
    for text in list(sent)[:40]:
        first, last, kind = (text[:60].split("~") + ["", ""])[:3]
        form = SpanForm({"first": first, "last": last, "kind": kind})
        if form.is_valid():
            found.append(form.change())
    return found


def written(change: Change) -> str:
    """A change as the page carries it along."""
    first, last, kind = change
    return f"{first.isoformat()}~{last.isoformat()}~{kind.value}"
