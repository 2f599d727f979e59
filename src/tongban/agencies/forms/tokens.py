"""What the page of tokens is sent: for which post, which purpose, which system, which duties, how long."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongban.agencies.forms.staff import NOT_THERE, Choice, said
from tongban.agencies.rules.duties import DUTY_WORDS
from tongban.agencies.rules.tokens import LONGEST_SYSTEM, PURPOSES, READ, SCOPES
from tongban.rulebook.lookup import number

READ_WORDS = ("查询", "read")


def scope_words() -> list[Choice]:
    """Scopes in words, reading first."""
    known = {READ: READ_WORDS, **{duty: words for duty, words in DUTY_WORDS.items() if duty in SCOPES}}
    return said(known.items())


class TokenForm(forms.Form):
    """A new token."""

    system = forms.CharField(
        label=_("Which system is it for?"), max_length=LONGEST_SYSTEM, validators=[ProhibitNullCharactersValidator()]
    )
    post = forms.ChoiceField(label=_("In which post does it act?"), error_messages=NOT_THERE)
    purpose = forms.ChoiceField(label=_("For what?"), error_messages=NOT_THERE)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the post itself may do."),
        error_messages={"required": _("Choose at least one."), "invalid_choice": _("Choose from the list.")},
    )
    days = forms.IntegerField(label=_("For how many days?"), min_value=1, max_value=10_000)

    def __init__(self, *args: Any, posts: list[Choice], **named: Any) -> None:
        super().__init__(*args, **named)
        chosen: dict[str, Any] = {"post": posts, "purpose": said(PURPOSES.items()), "scopes": scope_words()}
        for name, choices in chosen.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["days"].initial = number("token.usual_days", timezone.localdate())
