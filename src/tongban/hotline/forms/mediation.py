"""What the pages of mediations are sent. Parsing only; who may do what is the act's own matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.forms.identity import judge_phone
from tongban.hotline.actions.mediation import LONGEST, Side
from tongban.hotline.forms.requests import Choice, set_choices

MINUTE = "%Y-%m-%dT%H:%M"


def _phone(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=20, required=False, widget=widget)


def _name(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, min_length=4, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": "4"}))


class OpenForm(forms.Form):
    """Both parties, what it is about, and who mediates; of an order whose caller is known the applicant is known."""

    dispute = forms.ChoiceField(label=_("Kind of dispute"))
    a_name = _name(_("Applicant's name"))
    a_phone = _phone(_("Applicant's phone"))
    b_name = _name(_("Respondent's name"))
    b_phone = _phone(_("Respondent's phone"))
    words = _words(_("What is the dispute about, and what does each want?"))
    mediators = forms.MultipleChoiceField(label=_("Mediators"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, disputes: list[Choice], staff: list[Choice], caller: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        set_choices(self, "dispute", [("", str(_("Choose"))), *disputes])
        set_choices(self, "mediators", staff)
        if caller:
            del self.fields["a_name"], self.fields["a_phone"]

    def clean(self) -> dict[str, Any]:
        """Phones are judged with everything else, so that all that is wrong is told at once."""
        told: dict[str, Any] = super().clean() or {}
        for name in ("a_phone", "b_phone"):
            judge_phone(self, name)
        return told

    def asked(self) -> dict[str, Any]:
        """What the act takes; the applicant of an order is named by nobody but the order."""
        data = self.cleaned_data
        sides = tuple(Side(name=data.get(f"{one}_name", ""), phone=data.get(f"{one}_phone", "")) for one in "ab")
        mediators = [UUID(one) for one in data["mediators"]]
        return {"dispute": data["dispute"], "sides": sides, "words": data["words"], "mediators": mediators}


class SessionForm(forms.Form):
    """One session: when, who came, what was said."""

    held_at = forms.DateTimeField(
        label=_("When was it held?"), input_formats=[MINUTE],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE),
    )  # fmt: skip
    a_came = forms.BooleanField(label=_("The applicant came"), required=False)
    b_came = forms.BooleanField(label=_("The respondent came"), required=False)
    words = _words(_("Record: what each said, what was proposed"))


class AgreementForm(forms.Form):
    """The terms, one a line, until when they are performed, in writing or by word of mouth."""

    terms = _words(_("Terms, one a line"))
    perform_by = forms.DateField(
        label=_("To be performed by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    form = forms.ChoiceField(
        label=_("Form of the agreement"),
        choices=[("", _("Choose")), ("written", _("In writing, with a number")), ("oral", _("By word of mouth"))],
    )

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        return {"terms": data["terms"], "perform_by": data["perform_by"], "written": data["form"] == "written"}
