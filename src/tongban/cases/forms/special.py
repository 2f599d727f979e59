"""What an official types for a special procedure: hearing, third parties, suspension. Shapes only; the act decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.cases.forms.turns import day_field
from tongban.cases.rules import ASKED, SUSPENSIONS, TAKEN, TERMINATIONS, WAIVED, Ground

Choices = Sequence[tuple[str, Any]]


def _english() -> bool:
    return (get_language() or "zh").startswith("en")


def _radio(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, widget=forms.RadioSelect, required=False)


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, widget=forms.Textarea, required=False
    )  # fmt: skip


class SpecialForm(forms.Form):
    """A form whose choices come from the case: `choices` by field."""

    # Fields whose answers are short, so that their boxes are too.
    SHORT = frozenset({"held_on", "held_time", "received_on", "until", "present", "id_number", "phone"})

    def __init__(self, *args: Any, choices: Mapping[str, Choices] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (choices or {}).items():
            self.fields[name].choices = list(options)  # type: ignore[attr-defined]


class NothingForm(SpecialForm):
    """An act that needs no words."""


class RightForm(SpecialForm):
    """To whom the right to a hearing is told."""

    to = _radio(_("Who is told?"))


class AnswerForm(SpecialForm):
    """Who answered what, and on which day the letter came."""

    right = _radio(_("Who answers?"))
    answer = _radio(_("What do they want?"))
    received_on = day_field(_("The letter came on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = ((ASKED, _("They ask for a hearing")), (WAIVED, _("They do not ask for a hearing")))
        self.fields["answer"].choices = list(words)  # type: ignore[attr-defined]


class CallForm(SpecialForm):
    """Day, hour, place and chair of a hearing."""

    held_on = day_field(_("Day of the hearing"))
    held_time = forms.TimeField(
        label=_("Hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    venue = forms.CharField(label=_("Place"), max_length=120, required=False)
    chair = _radio(_("Chair"), _("Not somebody who reviews this case."))


class RecordForm(SpecialForm):
    """The record of a hearing."""

    text = _text(_("Record"), 20000, _("What was said, question by question; it is kept sealed."))
    present = forms.IntegerField(label=_("How many took part"), min_value=0, max_value=9999, required=False)
    signed = forms.BooleanField(label=_("Those who took part have read and signed it"), required=False)


class ThirdPartyForm(SpecialForm):
    """Somebody whose major interest the case touches."""

    kind = forms.ChoiceField(
        label=_("Who is it?"), widget=forms.RadioSelect, required=False,
        choices=[("person", _("A person")), ("firm", _("A firm or organisation"))],
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    id_number = forms.CharField(
        label=_("Identity number or credit code"), max_length=18, required=False, help_text=_("If it is known.")
    )
    phone = forms.CharField(label=_("Mobile phone"), max_length=20, required=False, help_text=_("If it is known."))
    interest = _text(_("How does the case touch them?"), 1000)


class StatementForm(SpecialForm):
    """A third party's statement."""

    who = _radio(_("Who made it?"))
    text = _text(_("Statement"), 4000, _("As it was given; it is kept sealed with their own key."))


class WeighForm(SpecialForm):
    """Whether a statement is adopted, and why."""

    who = _radio(_("Whose statement?"))
    taken = _radio(_("Is it adopted?"))
    reason = _text(_("Reason"), 2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(key, en if _english() else zh) for key, (zh, en) in TAKEN.items()]
        self.fields["taken"].choices = words  # type: ignore[attr-defined]


def _grounds(grounds: Mapping[str, Ground]) -> list[tuple[str, str]]:
    shown = "en" if _english() else "zh"
    return [(key, f"{one.words(shown)} ({one.article})" if shown == "en" else f"{one.zh}（{one.article}）")
            for key, one in grounds.items()]  # fmt: skip


class SuspendForm(SpecialForm):
    """Ground, facts, and the expected end where one can be told."""

    ground = _radio(_("On which ground?"))
    reason = _text(_("Facts"), 1000, _("They go into the letter as they stand here."))
    until = day_field(_("Expected to go on by"), _("Leave it empty when it is not known."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = _grounds(SUSPENSIONS)  # type: ignore[attr-defined]


class TerminateForm(SpecialForm):
    """Ground and facts."""

    ground = _radio(_("On which ground?"))
    reason = _text(_("Facts"), 1000, _("They go into the letter as they stand here."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = _grounds(TERMINATIONS)  # type: ignore[attr-defined]
