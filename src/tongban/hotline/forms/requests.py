"""What is asked of people who bring a request, and what operators type. Parsing only."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.forms.identity import judge_phone
from tongban.hotline.rules.intake import Request
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal

Choice = tuple[str, str]
# Of which field a refusal of the act speaks, by its code.
BLAMED: Final = {
    "request_empty": "text", "complained_missing": "complained", "mobile_length": "phone", "mobile_digits": "phone",
    "phone_area": "phone", "phone_shape": "phone", "name_unprintable": "name",
}  # fmt: skip


def set_choices(form: forms.Form, name: str, choices: list[Choice]) -> None:
    """Gives a field its choices of the day."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class PhoneForm(forms.Form):
    """Whoever brings a request leaves a phone, or none."""

    def clean(self) -> dict[str, Any]:
        """The phone is judged with everything else, so that all that is wrong is told at once."""
        told: dict[str, Any] = super().clean() or {}
        judge_phone(self, "phone")
        return told


class OperatorForm(PhoneForm):
    """One call on one screen: who, what, about what, where, how urgent."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "autofocus": True}),
    )  # fmt: skip
    name = forms.CharField(label=_("Name; empty for anonymous"), max_length=60, required=False,
                           widget=forms.TextInput(attrs={"autocomplete": "off"}))  # fmt: skip
    text = forms.CharField(label=_("What it is about"), max_length=4000, widget=forms.Textarea(attrs={"rows": "4"}))
    topic = forms.CharField(label=_("Topic"), max_length=60, required=False,
                            widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}))  # fmt: skip
    place = forms.ChoiceField(label=_("Place"))
    kind = forms.ChoiceField(label=_("Kind of request"))
    urgency = forms.ChoiceField(label=_("Urgency"))
    channel = forms.ChoiceField(label=_("Channel"))
    complained = forms.ChoiceField(label=_("Body complained about (efficiency complaint only)"), required=False)
    body = forms.ChoiceField(label=_("Lead body; empty: by the directory and the power list"), required=False)

    def __init__(self, *given: Any, choices: dict[str, list[Choice]], **named: Any) -> None:
        super().__init__(*given, **named)
        for name, some in choices.items():
            set_choices(self, name, some)

    def asked(self) -> Request:
        """The request as the act takes it."""
        data = self.cleaned_data
        return Request(
            request=data["request"], kind=data["kind"], place_id=UUID(data["place"]), text=data["text"],
            urgency=data["urgency"], channel=data["channel"], topic=data["topic"], name=data["name"],
            phone=data["phone"], named=bool(data["name"]),
            complained_id=UUID(data["complained"]) if data["complained"] else None,
        )  # fmt: skip


class AskForm(PhoneForm):
    """A request of a citizen on the web, with a name or without."""

    request = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What kind of request is it?"))
    text = forms.CharField(
        label=_("What happened, where, since when?"), max_length=4000, widget=forms.Textarea(attrs={"rows": "6"}),
        help_text=_("Numbers of identity cards, phones and bank cards are taken out of what others read."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Where is it?"))
    complained = forms.ChoiceField(
        label=_("Which body do you complain about?"), required=False,
        help_text=_("Only for complaints about how an office works. That body does not handle it."),
    )  # fmt: skip
    name = forms.CharField(label=_("Your name; leave it empty to stay anonymous"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Phone for the answer, mobile or landline"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("Without it we cannot ask you back; you can look up the answer by number and code."),
    )  # fmt: skip

    def __init__(self, *given: Any, choices: dict[str, list[Choice]], signed_in: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, some in choices.items():
            set_choices(self, name, some)
        if signed_in:
            del self.fields["name"], self.fields["phone"]

    def blame(self, why: Refusal, tongue: str) -> Refusal | None:
        """Puts a refusal beside the field it speaks of; gives it back when it speaks of none."""
        name = BLAMED.get(why.code, "")
        if name not in self.fields:
            return why
        self.add_error(name, why.sentence(tongue))
        return None

    def asked(self, party_id: UUID | None) -> Request:
        """The request as the act takes it."""
        data = self.cleaned_data
        return Request(
            request=data["request"], kind=data["kind"], place_id=UUID(data["place"]), text=data["text"],
            name=data.get("name", ""), phone=data.get("phone", ""), party_id=party_id,
            named=party_id is not None or bool(data.get("name")),
            complained_id=UUID(data["complained"]) if data["complained"] else None,
        )  # fmt: skip


class DirectoryForm(forms.Form):
    """One line of the dispatch directory."""

    topic = forms.CharField(label=_("Topic"), max_length=60)
    keywords = forms.CharField(label=_("Words people use"), max_length=200, required=False)
    place = forms.ChoiceField(label=_("Place, with all below it"))
    body = forms.ChoiceField(label=_("Lead body"))
    support = forms.ChoiceField(label=_("Supporting body"), required=False)
    basis = forms.CharField(label=_("Basis of the duty"), max_length=200)

    def __init__(self, *given: Any, choices: dict[str, list[Choice]], **named: Any) -> None:
        super().__init__(*given, **named)
        for name, some in choices.items():
            set_choices(self, name, some)


def fresh() -> dict[str, UUID]:
    """The key of a new form: the same form sent twice is one request."""
    return {"request": uuid7()}
