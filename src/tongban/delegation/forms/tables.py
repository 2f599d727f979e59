"""What the editor of decision tables is sent beside the grid: values to try, a source, a file. Parsing only."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.delegation.rules.tables import FACTS


class SourceForm(forms.Form):
    """What an edition rests on."""

    source = forms.CharField(
        label=_("What does this edition rest on?"),
        max_length=200,
        help_text=_("A document with its number, or the decision of a meeting."),
    )


class UploadForm(forms.Form):
    """A DMN file."""

    file = forms.FileField(label=_("Decision table (DMN)"), error_messages={"required": _("Choose a file.")})


def tried_facts(sent: Mapping[str, str]) -> dict[str, Any]:
    """The values to try by fact: numbers and texts as typed (unreadable or empty: unknown), boxes as yes or no."""
    found: dict[str, Any] = {}
    for key, fact in FACTS.items():
        text = sent.get(f"try_{key}", "")[:40].strip()
        if fact.type == "boolean":
            found[key] = text == "on"
        elif fact.type == "number":
            found[key] = _number(text)
        else:
            found[key] = text or None
    return found


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**12 else None
