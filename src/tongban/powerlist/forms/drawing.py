"""What stands beside the drawing of a flow: the words and rules of the chosen part; and the drawing as it is sent.

The inputs of the parts are filled and read by the drawing's script; the server reads them from the drawing alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.kernel.flow.bpmn_nodes import MAX_RISK
from tongban.powerlist.forms.editor import CodeField, PlainField, english
from tongban.powerlist.rules.office.sections import code_words
from tongban.powerlist.rules.office.steps import ACTS, CLOCKS, DUTIES, PEOPLE, PERSONS

NAME_LIMIT = 80
MOST_LETTERS = 1_000_000
Choices = Sequence[tuple[str, Any]]


def _name(label: Any) -> PlainField:
    return PlainField(label=label, required=False, max_length=NAME_LIMIT)


def _code(label: Any) -> CodeField:
    return CodeField(label=label, required=False, choices=[])


class _Part(forms.Form):
    """The inputs of one kind of part; all of them have a name in both languages."""

    name = _name(_("What it is called"))
    name_en = _name(_("Name in English"))

    def __init__(self, prefix: str, **choices: Choices) -> None:
        super().__init__(prefix=prefix, auto_id="%s")
        for name, some in choices.items():
            self.fields[name].choices = list(some)  # type: ignore[attr-defined]


class StepPart(_Part):
    """A step: what is done, within which limit, what it leaves."""

    act = _code(_("What is done"))
    limit = _code(_("Time limit"))
    clock = _code(_("Does its time count?"))
    document = _code(_("Document it leaves"))
    persons = _code(_("How many officials"))
    risk = PlainField(label=_("Risk point"), required=False, max_length=MAX_RISK)
    risk_en = PlainField(label=_("Risk point in English"), required=False, max_length=MAX_RISK)
    form = PlainField(label=_("Key of the form it fills"), required=False, max_length=40)


class WayPart(_Part):
    """A line to what comes next."""

    name = _name(_("In words"))
    name_en = _name(_("In words, in English"))
    condition = PlainField(
        label=_("Taken when"), required=False, max_length=400, help_text=_("A condition, like decision = \"grant\"."),
    )  # fmt: skip
    otherwise = forms.BooleanField(label=_("Taken when no condition holds"), required=False)


class LanePart(_Part):
    """A lane: whose post does what stands in it."""

    who = _code(_("Body"))
    duty = _code(_("Duty"))


def parts(*, limits: Choices, documents: Choices, bodies: Choices) -> list[tuple[str, Any, forms.Form]]:
    """The forms beside the drawing: the key that the script knows, the heading, and the inputs."""
    tongue = "en" if english() else "zh"
    step = StepPart(
        "step", act=code_words(ACTS, tongue), limit=[("", _("None of its own")), *limits],
        clock=code_words(CLOCKS, tongue), document=[("", _("No document")), *documents],
        persons=code_words(PERSONS, tongue),
    )  # fmt: skip
    lane = LanePart(
        "lane", who=[*code_words(PEOPLE, tongue), *bodies], duty=[("", _("None")), *code_words(DUTIES, tongue)]
    )  # fmt: skip
    return [
        ("step", _("This step"), step),
        ("way", _("This line"), WayPart("way")),
        ("lane", _("This lane"), lane),
        ("sign", _("This sign"), _Part("sign")),
        ("flow", _("The whole flow"), _Part("flow")),
    ]


class DrawingForm(forms.Form):
    """The drawing as the browser sends it."""

    xml = forms.CharField(label=_("The drawing"), max_length=MOST_LETTERS, strip=False)
