"""What the page of domains sends: codes of items, and the domains that they belong to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.powerlist.rules.domains import DOMAINS

CODES_LIMIT = 20_000


class DomainForm(forms.Form):
    """Items and their domains; none takes them out of all."""

    codes = forms.CharField(
        label=_("Codes of items"), max_length=CODES_LIMIT, help_text=_("One a line, or separated by blanks."),
        widget=forms.Textarea(attrs={"rows": "5"}),
    )  # fmt: skip
    domains = forms.MultipleChoiceField(label=_("Domains"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, tongue: str = "zh", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = 1 if tongue == "en" else 0
        self.fields["domains"].choices = [(key, words[place]) for key, words in DOMAINS.items()]  # type: ignore[attr-defined]
