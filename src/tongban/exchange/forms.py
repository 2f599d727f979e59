"""Parsing of what the exchange's pages send: a new system, a file, a mapping, a return, a scope of business."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.agencies.queries import bodies_in_order
from tongban.exchange.adapters.registry import WORDS
from tongban.exchange.rules.entrants import REASONS, WORDS_MOST, Return
from tongban.exchange.rules.mapping import CODES, TIME_FORMATS, FieldMapping
from tongban.exchange.rules.records import BUSINESSES, FIELDS
from tongban.powerlist.rules.scopes import ScopeLine

ADDRESS_HELP = _("A folder for files, an https address for an interface.")
KEY_HELP = _("Small letters, digits and underscores; it cannot be changed later.")


def english() -> bool:
    """Whether the page is shown in English."""
    return (get_language() or "zh").startswith("en")


class SystemForm(forms.Form):
    """A new outside system."""

    key = forms.CharField(label=_("Key"), max_length=39, help_text=KEY_HELP)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    body = forms.ChoiceField(label=_("Whose system it is"))
    business = forms.ChoiceField(label=_("What its cases are"))
    adapter = forms.ChoiceField(label=_("How it exchanges"))
    address = forms.CharField(label=_("Where it is reached"), max_length=300, help_text=ADDRESS_HELP)
    key_from = forms.CharField(
        label=_("Name of the environment variable with the shared key"), max_length=60, required=False
    )
    takes = forms.BooleanField(label=_("Take its cases in"), required=False)
    sends = forms.BooleanField(label=_("Tell it of our cases"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        place = 1 if english() else 0
        self.fields["body"].choices = [  # type: ignore[attr-defined]
            (str(body.id), (body.name_zh, body.name_en)[place]) for body in bodies_in_order()
        ]
        businesses = [(key, words[place]) for key, words in BUSINESSES.items()]
        self.fields["business"].choices = businesses  # type: ignore[attr-defined]
        self.fields["adapter"].choices = [(key, words[place]) for key, words in WORDS.items()]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """The arguments of `connect_system` but `by` and `at`."""
        given = self.cleaned_data
        where = "folder" if given["adapter"] == "file_drop" else "url"
        named = {name: given[name] for name in ("key", "name_zh", "name_en", "business")}
        settings = {where: given["address"], "key_from": given["key_from"]}
        ways = {"takes": given["takes"], "sends": given["sends"]}
        return {**named, **ways, "body_id": UUID(given["body"]), "adapter": given["adapter"], "settings": settings}


class FileForm(forms.Form):
    """A file of an outside system."""

    file = forms.FileField(
        label=_("File of that system"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty; choose one with rows.")},
    )


class MappingForm(forms.Form):
    """Each of our fields beside their heading or a constant, each of our codes beside theirs, and their times."""

    time_format = forms.ChoiceField(label=_("How they write times"), choices=[(form, form) for form in TIME_FORMATS])

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        place = 1 if english() else 0
        for each in FIELDS:
            label = each.en if place else each.zh
            self.fields[f"field_{each.key}"] = forms.CharField(label=label, max_length=80, required=False)
            self.fields[f"constant_{each.key}"] = forms.CharField(
                label=_("%(field)s, always") % {"field": label}, max_length=80, required=False
            )
        for kind, known in CODES.items():
            for code in filter(None, known):
                self.fields[f"code_{kind}_{code}"] = forms.CharField(
                    label=known[code][place], max_length=120, required=False
                )

    @staticmethod
    def initial_of(mapping: FieldMapping) -> dict[str, str]:
        """The values that show a mapping."""
        shown = {f"field_{key}": heading for key, heading in mapping.fields.items()}
        shown |= {f"constant_{key}": value for key, value in mapping.constants.items()}
        for kind, pairs in mapping.codes.items():
            for theirs, ours in pairs.items():
                name = f"code_{kind}_{ours}"
                shown[name] = f"{shown[name]}、{theirs}" if name in shown else theirs
        return {**shown, "time_format": mapping.time_format}

    def mapping(self) -> FieldMapping:
        """What was typed, as a mapping; several codes of theirs are set apart by 、 or a blank."""
        given = self.cleaned_data
        codes: dict[str, dict[str, str]] = {
            kind: {theirs: code for code in known if code for theirs in _apart(given[f"code_{kind}_{code}"])}
            for kind, known in CODES.items()
        }
        fields = {each.key: given[f"field_{each.key}"] for each in FIELDS if given[f"field_{each.key}"]}
        constants = {each.key: given[f"constant_{each.key}"] for each in FIELDS if given[f"constant_{each.key}"]}
        return FieldMapping(fields, codes, given["time_format"], constants)

    def rows(self) -> Iterator[tuple[Any, Any, bool]]:
        """(heading field, constant field, needed) of each of ours, for the table."""
        for each in FIELDS:
            yield self[f"field_{each.key}"], self[f"constant_{each.key}"], each.needed

    def codes(self) -> Iterator[tuple[str, list[Any]]]:
        """(what kind of code, its fields)."""
        words = {"state": _("States"), "decision": _("Decisions"), "kind": _("Kinds of applicant")}
        for kind, known in CODES.items():
            yield str(words[kind]), [self[f"code_{kind}_{code}"] for code in known if code]


def _apart(text: str) -> list[str]:
    return [part for part in text.replace("、", " ").split() if part]


class ReturnForm(forms.Form):
    """Why a new firm is sent back, and whose it is instead."""

    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    to = forms.ChoiceField(
        label=_("Whose it is"), required=False, help_text=_("Only when it is not the business of your body.")
    )
    words = forms.CharField(label=_("Explanation"), max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": "3"}))

    def __init__(self, *given: Any, without: UUID | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        place = 1 if english() else 0
        known = [(str(body.id), body.name) for body in bodies_in_order() if body.id != without]
        self.fields["reason"].choices = [(key, words[place]) for key, words in REASONS.items()]  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", "—"), *known]  # type: ignore[attr-defined]

    def given(self) -> Return:
        """What the act asks for."""
        told = self.cleaned_data
        return Return(told["reason"], told["words"], UUID(told["to"]) if told["to"] else None)


class ScopeForm(forms.Form):
    """Which licences a new firm needs, read out of its scope of business; none is an answer, too."""

    items = forms.MultipleChoiceField(
        label=_("Licences that it needs"), required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    none = forms.BooleanField(label=_("What it does needs no licence"), required=False)

    def __init__(self, *given: Any, lines: Iterable[ScopeLine] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        language, frame = ("en", "{} ({})") if english() else ("zh", "{}（{}）")
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            (line.item, frame.format(line.label.words(language), line.item)) for line in lines
        ]

    def clean(self) -> dict[str, Any]:
        """That a firm needs none is said, never taken from an empty form."""
        told = super().clean() or {}
        if bool(told.get("items")) == bool(told.get("none")):
            self.add_error("items", _("Choose the licences that it needs, or say that it needs none; not both."))
        return told
