"""What the portal's own staff pages are sent, and how the framework says on every page that a field is wrong.

Parsing only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_noop, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from tongban.agencies.queries import DivisionRef
from tongban.agencies.queries.setup import BodyCard
from tongban.agencies.rules.bodies import KIND_WORDS
from tongban.agencies.rules.identity import normalise
from tongban.kernel.refusals import Refusal
from tongban.kernel.workcalendar import DayKind
from tongban.portal.rules.fields import language_of

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


class Day(forms.DateField):
    """A day that a calendar of ours reaches, chosen or typed."""

    def __init__(self, **named: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **named)

    def clean(self, value: Any) -> Any:
        """Days far from any that is meant are refused in words."""
        day = super().clean(value)
        if day is not None and not date(1949, 10, 1) <= day <= LATEST:
            raise forms.ValidationError(_("Give a day between 1949 and 2100."))
        return day


# Which field a refusal of the act is about, so that the page can point at it.
ABOUT: Final = {
    "body_key": "key", "body_key_taken": "key", "uscc_length": "uscc", "uscc_character": "uscc", "uscc_check": "uscc",
    "body_uscc_taken": "uscc", "body_place": "place", "government_twice": "place", "body_name_taken": "name_zh",
    "place_ended_body": "place", "place_code": "code", "place_code_taken": "code", "place_code_ended": "code",
    "place_above": "code", "place_name_taken": "name_zh",
}  # fmt: skip


class _Blamed(forms.Form):
    """A form that can point at the field which a refusal of the act is about."""

    def blame(self, refusal: Refusal) -> None:
        """Says at the field what a refusal of the act says of it."""
        if refusal.code in ABOUT:
            self.add_error(ABOUT[refusal.code], refusal.sentence(language_of(get_language())))


class BodyForm(_Blamed):
    """A new body: its name, code, kind, place, the body above it and where it runs a window."""

    name_zh = forms.CharField(label=_("Full name"), max_length=60, help_text=_("As on its seal."))
    name_en = forms.CharField(label=_("Name in English"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind of body"))
    place = forms.ChoiceField(label=_("Where it sits"))
    parent = forms.ChoiceField(label=_("Body above it"), required=False)
    uscc = forms.CharField(
        label=_("Unified social credit code"), max_length=40,
        help_text=_("18 digits and capitals; the last one is checked."),
    )  # fmt: skip
    key = forms.CharField(
        label=_("Key in addresses"), max_length=40,
        help_text=_("Small letters, digits and _, such as market; it stays when the name changes."),
    )  # fmt: skip
    valid_from = Day(label=_("Since which day"))
    address_zh = forms.CharField(
        label=_("Address of its window"), max_length=120, required=False, help_text=_("Only where people are served.")
    )
    address_en = forms.CharField(label=_("Address in English"), max_length=240, required=False)

    def __init__(self, *given: Any, places: Sequence[DivisionRef], bodies: Sequence[BodyCard], **named: Any) -> None:
        super().__init__(*given, **named)
        word = 1 if language_of(get_language()) == "en" else 0
        self._choose("kind", [(key, both[word]) for key, both in KIND_WORDS.items()])
        self._choose("place", [(str(one.id), f"{one.name} {one.code}") for one in places])
        self._choose("parent", [("", _("None")), *((str(one.id), one.name) for one in bodies)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = choices

    def clean_uscc(self) -> str:
        """The code as it is kept: half-width, capitals, no spaces."""
        return normalise("id", self.cleaned_data["uscc"])

    def clean(self) -> dict[str, Any]:
        """An address is given in both languages or not at all."""
        told: dict[str, Any] = super().clean() or {}
        for one, other in (("address_zh", "address_en"), ("address_en", "address_zh")):
            if told.get(other) and not told.get(one) and one not in self.errors:
                self.add_error(one, _("Give the address in both languages."))
        return told

    def values(self) -> dict[str, Any]:
        """What the act takes, after validation."""
        told = {**self.cleaned_data}
        told["place_id"] = UUID(told.pop("place"))
        above = told.pop("parent")
        told["parent_id"] = UUID(above) if above else None
        told["address"] = (told.pop("address_zh"), told.pop("address_en"))
        return told


class RenameForm(forms.Form):
    """Another name from a day on; `seen` is the entry at which the body was read."""

    name_zh = forms.CharField(label=_("New full name"), max_length=60)
    name_en = forms.CharField(label=_("New name in English"), max_length=160)
    valid_from = Day(label=_("From which day on"))
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class EndForm(forms.Form):
    """From which day on a body is no more, said knowingly."""

    on = Day(label=_("First day on which it is no more"))
    sure = forms.BooleanField(label=_("I know that this cannot be undone"))
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PlaceForm(_Blamed):
    """A new place: its code, which says where it lies, and its name."""

    code = forms.CharField(
        label=_("Code of the place"), max_length=20,
        help_text=_("6 digits for a county, 9 for a township, 12 for a village; they begin with what is above."),
    )  # fmt: skip
    name_zh = forms.CharField(label=_("Name of the place"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    valid_from = Day(label=_("Since which day"))


class PlaceListForm(forms.Form):
    """A list of places as lines, and since when what is new in it holds."""

    lines = forms.CharField(
        label=_("List of places"), widget=forms.Textarea, max_length=200_000,
        initial="行政区划代码,名称,英文名称\n",
    )  # fmt: skip
    valid_from = Day(label=_("Since which day"))


class MarkForm(forms.Form):
    """The document mark of a body; `seen` is the entry at which it was read."""

    mark = forms.CharField(
        label=_("Document mark"), max_length=10, help_text=_("First part of each number, such as 青市监.")
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class LineForm(forms.Form):
    """Who runs a body and who reviews its decisions; `seen` is the entry at which that was read."""

    line = forms.ChoiceField(
        label=_("Who runs it"), widget=forms.RadioSelect,
        choices=[("level", _("its own government")), ("vertical", _("the department above it"))],
    )  # fmt: skip
    authority_zh = forms.CharField(
        label=_("Reconsideration authority"), max_length=60, required=False,
        help_text=_("Where the department above runs it, and for the county government. Else it follows by law."),
    )  # fmt: skip
    authority_en = forms.CharField(label=_("Authority in English"), max_length=160, required=False)
    court_zh = forms.CharField(label=_("Court"), max_length=60)
    court_en = forms.CharField(label=_("Court in English"), max_length=160)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What the act takes, after validation."""
        told = self.cleaned_data
        return {
            "line": told["line"], "authority": (told["authority_zh"], told["authority_en"]),
            "court": (told["court_zh"], told["court_en"]), "seen": told["seen"],
        }  # fmt: skip
