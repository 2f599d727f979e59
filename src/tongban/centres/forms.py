"""What the pages of the register are sent. Parsing only."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.centres.rules.register import FUNCTIONS, REASONS

Choice = tuple[str, str]


def said(table: dict[str, tuple[str, str]]) -> list[Choice]:
    """A table of words as choices in the language of the page."""
    place = 1 if (get_language() or "zh").startswith("en") else 0
    return [(key, words[place]) for key, words in table.items()]


class PlaceForm(forms.Form):
    """How one item is handled at one centre or service point."""

    centre = forms.ChoiceField(label=_("Service point"))
    item = forms.CharField(label=_("Item code"), max_length=80)
    body = forms.ChoiceField(label=_("Body that handles it"))
    function = forms.ChoiceField(label=_("There it is"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Reason, when outside"), required=False)

    def __init__(self, *given: object, centres: list[Choice], bodies: list[Choice], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        choices = {
            "centre": centres,
            "body": bodies,
            "function": said(FUNCTIONS),
            "reason": [("", "—"), *said(REASONS)],
        }
        for name, some in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = some


class AuthorityForm(forms.Form):
    """What a post may decide in the hall."""

    post = forms.ChoiceField(label=_("Post of the chief representative"))
    items = forms.CharField(
        label=_("Item codes, one a line"), max_length=2000, widget=forms.Textarea(attrs={"rows": "4"})
    )
    seal = forms.BooleanField(label=_("The seal is in the hall"), required=False)

    def __init__(self, *given: object, posts: list[Choice], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = posts


class PopulationForm(forms.Form):
    """How many people live where: a file, or the lines themselves, and where the figures come from."""

    lines = forms.CharField(
        label=_("The list, one place a line"), max_length=200_000, required=False,
        widget=forms.Textarea(attrs={"rows": "14", "spellcheck": "false"}),
        help_text=_("Code, name, year and people, parted by commas. A line without people is left as it stands."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where the figures come from"), max_length=200, required=False,
        help_text=_("Such as the county's statistical yearbook and its year."),
    )  # fmt: skip


class ContactForm(forms.Form):
    """Who asked, how to reach them, and what."""

    name = forms.CharField(label=_("Who asked"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        label=_("Mobile phone"), max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    question = forms.CharField(
        label=_("What was asked"), max_length=500, widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("In a sentence or two. It is stored sealed."),
    )  # fmt: skip
