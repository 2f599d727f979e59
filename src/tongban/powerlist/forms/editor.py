"""The inputs of the item editor, made from its sections: what a page shows, reads back, and finds unreadable.

Drafts may be incomplete, so nothing is obligatory here; what is missing is told by the quality rules beside the form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongban.kernel.flow.feel import ConditionRefused, compile_condition
from tongban.kernel.numerals import whole
from tongban.powerlist.rules.codes import CodeSet
from tongban.powerlist.rules.compare import LIMIT_NAMES
from tongban.powerlist.rules.office.sections import WAS, Values, blank, code_words, moved, names, rows_of, values_of
from tongban.powerlist.rules.office.slots import BODIES, Rows, Section, Slot
from tongban.powerlist.rules.reading import TEXT_LIMIT

LINE_LIMIT = 400
LARGEST = 1_000_000
KEY_LIMIT = 40
TITLES = ("law", "article", "name.zh", "label.zh", "title.zh", "question.zh", "q.zh", "zh", "name")
TITLE_LIMIT = 60
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
ROWS_LIMIT = 200


def english() -> bool:
    """Whether this page is shown in English."""
    return (get_language() or "zh").startswith("en")


def plain(text: str) -> str:
    """A text in composed characters, with one kind of line end and no blanks around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def condition_fault(text: str) -> None:
    """Refuses a condition that cannot be read, in the words of its parser."""
    try:
        compile_condition(text)
    except ConditionRefused as refused:
        raise ValidationError(refused.refusal.sentence("en" if english() else "zh")) from refused


def key_fault(text: str) -> None:
    """Refuses a key that no flow, certificate or file could name."""
    if not KEY.fullmatch(text):
        raise ValidationError(_("Use small letters, digits and underscores, a letter first."))


class PlainField(forms.CharField):
    """A text as it is stored."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")


class LinesField(PlainField):
    """A list, one entry a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in str(super().clean(value)).split("\n") if line.strip()]


class CodeField(forms.ChoiceField):
    """One code of a set; a code that is stored but not in the set is shown rather than lost."""

    def keep(self, value: Any) -> None:
        """Adds the stored code to what may be chosen."""
        known = [str(code) for code, _words in self.choices]  # type: ignore[union-attr,misc]
        self.choices = [*self.choices, *((one, one) for one in _listed(value) if one not in known)]  # type: ignore[misc]


class CodesField(forms.MultipleChoiceField, CodeField):
    """Some codes of a set."""

    widget = forms.CheckboxSelectMultiple


def _listed(value: Any) -> list[str]:
    given = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in given if one]


def _number(slot: Slot) -> forms.IntegerField:
    """A whole number; one that may be missing may also be below nothing, like the least of an answer."""
    maybe = slot.kind == "maybe_number"
    least = -LARGEST if maybe else 0
    return forms.IntegerField(required=not maybe, min_value=least, max_value=LARGEST, widget=forms.TextInput)


def _choices(slot: Slot, bodies: CodeSet) -> list[tuple[str, str]]:
    given = bodies if slot.codes == BODIES else slot.codes
    assert isinstance(given, Mapping)  # a slot of codes names its set
    return code_words(given, "en" if english() else "zh")


def slot_fields(slot: Slot, bodies: CodeSet) -> dict[str, forms.Field]:
    """The inputs of a slot by name, with label and help in the shown language."""
    made: list[forms.Field]
    if slot.kind in ("words", "maybe_words", "long_words"):
        widget = forms.Textarea(attrs={"rows": 3}) if slot.kind == "long_words" else None
        made = [PlainField(required=False, max_length=TEXT_LIMIT, widget=widget) for _language in names(slot)]
    elif slot.kind == "code":
        made = [CodeField(required=False, choices=_choices(slot, bodies))]
        if slot.codes == BODIES:
            made = [CodeField(required=False, choices=[("", _("Not stated")), *_choices(slot, bodies)])]
    elif slot.kind in ("codes", "maybe_codes"):
        made = [CodesField(required=False, choices=_choices(slot, bodies))]
    else:
        made = [_plain_field(slot)]
    for number, field in enumerate(made):
        field.label = slot.label("en" if english() else "zh")
        field.help_text = slot.help[1 if english() else 0]
        if number:
            field.label, field.help_text = _("%(label)s, in English") % {"label": field.label}, ""
    return dict(zip(names(slot), made, strict=True))


def _plain_field(slot: Slot) -> forms.Field:
    if slot.kind == "lines":
        return LinesField(required=False, max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 3}))
    if slot.kind == "text":
        return PlainField(required=False, max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 5}))
    if slot.kind in ("number", "maybe_number"):
        return _number(slot)
    if slot.kind == "yes_no":
        return forms.BooleanField(required=False)
    if slot.kind == "key":
        return PlainField(required=True, max_length=KEY_LIMIT, validators=[key_fault])
    checks = [condition_fault] if slot.kind == "condition" else []
    return PlainField(required=False, max_length=LINE_LIMIT, validators=checks)


class SlotsForm(forms.Form):
    """The inputs of some slots; in a row its prefix is the list and the row's number."""

    def __init__(self, slots: Sequence[Slot], bodies: CodeSet, **kwargs: Any) -> None:
        super().__init__(auto_id="%s", **kwargs)
        for slot in slots:
            self.fields.update(slot_fields(slot, bodies))
        if self.prefix:
            self.fields[WAS] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        for name, field in self.fields.items():
            if isinstance(field, CodeField):
                field.keep(self.initial.get(name))


def _title(form: SlotsForm) -> str:
    """What a row is called by its own words: the first names it has."""
    told = [str(form[name].value() or "") for name in TITLES if name in form.fields]
    key = str(form["key"].value() or "") if "key" in form.fields else ""
    if key in LIMIT_NAMES and "length" in form.fields:
        told = [LIMIT_NAMES[key][1 if get_language() == "en" else 0]]
    return " ".join(word for word in told if word)[:TITLE_LIMIT] or key


def _is_new(form: SlotsForm) -> bool:
    return form[WAS].value() in (None, "")


class RowForms:
    """A list of a section on its page: the rows as forms, and what was read of them."""

    def __init__(self, rows: Rows, forms_of_rows: list[SlotsForm]) -> None:
        self.rows, self.forms = rows, forms_of_rows

    @property
    def label(self) -> str:
        """What one row is called."""
        return self.rows.label("en" if english() else "zh")

    @property
    def path(self) -> str:
        """The name of the list, which is the id of its heading."""
        return self.rows.path

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.forms)

    def shown(self) -> list[tuple[SlotsForm, str, bool]]:
        """The rows with a title of their own words, and whether they stand open: new ones and faulty ones do."""
        return [(form, _title(form), _is_new(form) or bool(form.is_bound and form.errors)) for form in self.forms]

    def values(self) -> list[Values]:
        """The rows as they were read."""
        return [form.cleaned_data for form in self.forms]


class SectionForm:
    """A whole page of the editor: its inputs and its lists."""

    def __init__(self, section: Section, plain_form: SlotsForm, lists: list[RowForms]) -> None:
        self.section, self.plain, self.lists = section, plain_form, lists

    def is_valid(self) -> bool:
        """Whether everything could be read."""
        return all([form.is_valid() for form in self.all_forms()])

    def all_forms(self) -> list[SlotsForm]:
        """Its forms in the order of the page."""
        return [self.plain, *(form for rows in self.lists for form in rows.forms)]

    def faults(self) -> list[tuple[str, str]]:
        """The inputs that could not be read, each with what is wrong."""
        return [
            (form.add_prefix(name), f"{form.fields[name].label}{_(': ')}{' '.join(map(str, errors))}")
            for form in self.all_forms()
            for name, errors in form.errors.items()
        ]

    def rows(self) -> dict[str, list[Values]]:
        """The rows of its lists, by the name of the list."""
        return {rows.path: rows.values() for rows in self.lists}


def shown_section(section: Section, content: Any, bodies: CodeSet) -> SectionForm:
    """The page of a section with what a content says."""
    own = SlotsForm(section.slots, bodies, initial=values_of(section.slots, content))
    lists = [_row_forms(rows, rows_of(rows, content), bodies) for rows in section.rows]
    return SectionForm(section, own, lists)


def _row_forms(rows: Rows, values: Sequence[Values], bodies: CodeSet) -> RowForms:
    made = [SlotsForm(rows.slots, bodies, initial=row, prefix=f"{rows.path}-{at}") for at, row in enumerate(values)]
    return RowForms(rows, made)


def read_section(section: Section, posted: QueryDict, content: Any, bodies: CodeSet) -> SectionForm:
    """What was sent of a section; stored codes that are in no set stay allowed."""
    own = SlotsForm(section.slots, bodies, data=posted, initial=values_of(section.slots, content))
    lists = []
    for rows in section.rows:
        stored = dict(enumerate(rows_of(rows, content)))
        made = [
            SlotsForm(rows.slots, bodies, data=posted, prefix=f"{rows.path}-{at}", initial=stored.get(at, {}))
            for at in range(row_count(posted, rows.path))
        ]
        lists.append(RowForms(rows, made))
    return SectionForm(section, own, lists)


def row_count(posted: QueryDict, path: str) -> int:
    """How many rows of a list were sent."""
    return min(whole(posted.get(f"{path}-count", "0"), 4) or 0, ROWS_LIMIT)


def rearranged(section: Section, posted: QueryDict, bodies: CodeSet, act: str) -> SectionForm:
    """The page after an act on a row (`add:materials:2`), with everything typed kept and nothing judged yet."""
    own = SlotsForm(section.slots, bodies, initial=_typed(SlotsForm(section.slots, bodies), posted))
    name, _colon, rest = act.partition(":")
    path, _colon, at = rest.rpartition(":")
    told = whole(at, 4)
    place = -1 if told is None else told
    lists = []
    for rows in section.rows:
        typed = [
            _typed(SlotsForm(rows.slots, bodies, prefix=f"{rows.path}-{number}"), posted)
            for number in range(row_count(posted, rows.path))
        ]
        changed = moved(typed, name, place, blank(rows)) if path == rows.path else typed
        lists.append(_row_forms(rows, changed[:ROWS_LIMIT], bodies))
    return SectionForm(section, own, lists)


def _typed(form: SlotsForm, posted: QueryDict) -> Values:
    """What stands in the inputs of a form, as typed."""
    return {
        name: field.widget.value_from_datadict(posted, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }
