"""What the portal's own staff pages are sent. Parsing only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

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
