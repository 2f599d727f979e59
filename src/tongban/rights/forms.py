"""What the pages of a person's rights send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.agencies.rules.identity import ADDRESS_LENGTH, NAME_LENGTH
from tongban.rights.rules.requests import ANSWER_LENGTH


class ContactForm(forms.Form):
    """Phone and address, which are one's own to change."""

    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=ADDRESS_LENGTH)


class NameForm(forms.Form):
    """The name as it stands on one's papers."""

    name = forms.CharField(label=_("Name as on your papers"), max_length=NAME_LENGTH)


class EraseForm(forms.Form):
    """The confirmation without which nothing is erased."""

    agreed = forms.BooleanField(label=_("I know that what is erased cannot be brought back"), required=False)


class PapersForm(forms.Form):
    """The name as the official reads it on the papers shown."""

    name = forms.CharField(
        label=_("Name as you read it on the papers"), max_length=NAME_LENGTH,
        help_text=_("Type it from the papers. It is corrected when it is the name that was asked for."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The reasons that the person reads."""

    answer = forms.CharField(
        label=_("Reasons, which the person reads"), max_length=ANSWER_LENGTH.stop - 1,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
