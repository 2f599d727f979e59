"""What the one who decides types: the decision, its reasons, its articles. Shapes only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """Grant or refusal; the articles are those of the item."""

    decision = forms.ChoiceField(
        label=_("What is decided?"),
        choices=[("grant", _("Grant the licence")), ("refuse", _("Refuse the licence"))],
        widget=forms.RadioSelect,
        required=False,
    )
    basis = forms.MultipleChoiceField(
        label=_("Articles it rests on"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_("A refusal must give them; they go into the document as they stand here."),
    )

    def __init__(self, *args: Any, articles: list[str], relief: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if relief:
            given: Any = [("grant", _("Give the relief")), ("refuse", _("Do not give the relief"))]
            self.fields["decision"].choices = given  # type: ignore[attr-defined]
        choices: Any = [(article, article) for article in articles]
        self.fields["basis"].choices = choices  # type: ignore[attr-defined]
