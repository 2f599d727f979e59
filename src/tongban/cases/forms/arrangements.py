"""What pages of arrangements are sent: a check's result, a handing over. Shapes only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """What the check of a commitment found."""

    result = forms.ChoiceField(
        label=_("What did the check find?"),
        choices=[("kept", _("As promised")), ("broken", _("Not as promised"))],
        widget=forms.RadioSelect,
        required=False,
    )
    finding = forms.CharField(
        label=_("What was found"), max_length=1000, required=False, widget=forms.Textarea,
        help_text=_("Needed when it is not as promised; a revocation rests on it."),
    )  # fmt: skip


class HandForm(forms.Form):
    """To which post of the body a step is handed, and why."""

    to_post = forms.ChoiceField(label=_("To which post?"), required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("The other post reads it before taking over.")
    )

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [("", "—"), *targets]
        self.fields["to_post"].choices = choices  # type: ignore[attr-defined]
