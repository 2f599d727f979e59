"""Parsing of what the library's pages send: filters, an uploaded text, what it is to become, repeal, interpretation."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.law.rules.kinds import KINDS
from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.references import read_article

QUERY_LIMIT = 60
EARLIEST = date(1949, 10, 1)
LATEST = date(2100, 1, 1)
CHOICES = ("enact", "amend", "text")
MOST_ARTICLES = 50


class LibraryFilter(forms.Form):
    """Filters of the library; whatever cannot be read is left out, since an address may be typed by hand."""

    q = forms.CharField(required=False, max_length=QUERY_LIMIT)
    after = forms.CharField(required=False, max_length=120)
    on = forms.DateField(required=False)

    def text(self, name: str) -> str:
        """A text filter without unprintable signs, or empty."""
        told = str(self.cleaned_data.get(name) or "") if self.is_valid() or name in self.cleaned_data else ""
        return "".join(sign for sign in told if sign.isprintable()).strip()

    def day(self, today: date) -> date:
        """The day asked for, or today."""
        self.is_valid()
        asked = self.cleaned_data.get("on")
        return asked if isinstance(asked, date) and EARLIEST <= asked <= LATEST else today


class TextForm(forms.Form):
    """A text to be read: .md or .txt."""

    file = forms.FileField(
        label=_("Text of the law (.md or .txt)"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty; choose one with a text.")},
    )


class LegalForm(forms.Form):
    """What all forms of the library share: plain text in one form of Unicode, and days within reason."""

    def clean(self) -> dict[str, Any]:
        """The texts as the ledger takes them."""
        told = super().clean() or self.cleaned_data
        for name, value in list(told.items()):  # a field with an error leaves the mapping
            if isinstance(value, str):
                told[name] = unicodedata.normalize("NFC", value)
                if not value.replace("\u3000", " ").replace("\r", "").replace("\n", "").isprintable():
                    self.add_error(name, _("Leave out signs that cannot be printed."))
        return told


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Name the day."), "invalid": _("Write the day as 2026-07-01.")},
    )


def _line(label: Any, limit: int = 200, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=limit, required=required, error_messages={"required": _("Fill this in.")}
    )  # fmt: skip


def _kinds() -> list[tuple[str, str]]:
    english = (get_language() or "zh").startswith("en")
    return [(code, words[1 if english else 0]) for code, words in KINDS.items()]


class StoreForm(LegalForm):
    """What a judged text is to become: a new law, an amendment, or the awaited text of an entry."""

    choice = forms.ChoiceField(choices=[(choice, choice) for choice in CHOICES])
    law = forms.UUIDField(required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds, required=False)
    valid_from = _day(_("In force from"))
    source = _line(_("Source of the text"))
    document = _line(_("Document that adopts or amends it"), required=False)
    number = _line(_("Number of the order"), 80, required=False)
    issuer = _line(_("Issued by"), 120, required=False)

    def law_id(self) -> UUID | None:
        """The law in the library whose text this is."""
        found = self.cleaned_data.get("law")
        return found if isinstance(found, UUID) else None


class EntryForm(LegalForm):
    """A law that is entered by its name alone; its text may follow."""

    title = _line(_("Full name of the law"), 120)
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    number = _line(_("Number of the order"), 80, required=False)
    issuer = _line(_("Issued by"), 120, required=False)
    valid_from = _day(_("In force from"))
    source = _line(_("Where the official text is published"))


class RepealForm(LegalForm):
    """A law ceases to apply."""

    since = _day(_("Repealed from"))
    document = _line(_("Document that repeals it"))


class InterpretForm(LegalForm):
    """A document says how some articles are to be understood."""

    since = _day(_("Holds from"))
    document = _line(_("Document that interprets it"))
    articles = _line(_("Articles (empty for the whole law)"), 400, required=False)
    note = forms.CharField(
        label=_("What it says"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Fill this in.")},
    )

    def clean_articles(self) -> tuple[ArticleNo, ...]:
        """The articles, one behind the other, by name or number."""
        words = [word for word in re.split(r"[、，,;；\s]+", self.cleaned_data["articles"]) if word]
        found = [read_article(word) for word in words]
        if None in found or len(found) > MOST_ARTICLES:
            raise forms.ValidationError(_("Write articles as 第三条、第五条."))
        return tuple(no for no in found if no is not None)
