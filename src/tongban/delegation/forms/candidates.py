"""What the page of a candidate is sent. Parsing only."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.delegation.rules.cancelled import FOUND
from tongban.delegation.rules.tables import FACTS, MODES, TRAITS


def said(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices in the language shown."""
    place = 1 if (get_language() or "zh").startswith("en") else 0
    return [(key, both[place]) for key, both in words.items()]


class ChoiceForm(forms.Form):
    """What a person decides on a candidate."""

    act = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("Which other way?"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed whenever you differ from the proposal."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["act"].choices = [  # type: ignore[attr-defined]
            ("adopt", _("Adopt the proposal")),
            ("other", _("Take another way")),
            ("keep", _("Keep it at the county")),
        ]
        self.fields["mode"].choices = [("", _("None")), *said(MODES)]  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """What a look-back at a cancelled item found."""

    found = forms.ChoiceField(label=_("What did you find?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What it rests on"), min_length=4, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["found"].choices = said(FOUND)  # type: ignore[attr-defined]


class TraitsForm(forms.Form):
    """What no figure tells of an item."""

    traits = forms.MultipleChoiceField(
        label=_("What is true of this item?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    expertise = forms.IntegerField(
        label=_("Expertise needed"),
        min_value=0,
        max_value=4,
        help_text=_("From 0, anybody trained, to 4, a specialist."),
    )
    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        words = {key: (FACTS[key].zh, FACTS[key].en) for key in TRAITS}
        self.fields["traits"].choices = said(words)  # type: ignore[attr-defined]
