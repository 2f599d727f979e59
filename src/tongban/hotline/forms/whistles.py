"""What the page of 吹哨报到 is sent. Parsing only; who may call whom is the act's own matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.hotline.forms.requests import Choice, set_choices
from tongban.hotline.rules.turns import LEAST


class WhistleForm(forms.Form):
    """Whom a township calls, and for what."""

    words = forms.CharField(
        label=_("What is the matter, and where do they come?"), min_length=LEAST, max_length=500,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )  # fmt: skip
    bodies = forms.MultipleChoiceField(
        label=_("Departments that are to come"), widget=forms.CheckboxSelectMultiple
    )  # fmt: skip

    def __init__(self, *given: Any, bodies: list[Choice], **named: Any) -> None:
        super().__init__(*given, **named)
        set_choices(self, "bodies", bodies)

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        return {"words": self.cleaned_data["words"], "bodies": [UUID(one) for one in self.cleaned_data["bodies"]]}
