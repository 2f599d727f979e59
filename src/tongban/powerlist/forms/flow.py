"""What the flow's word list sends: one step with its post, limit and act, and the ways on after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongban.kernel.flow.bpmn_nodes import MAX_RISK
from tongban.kernel.flow.model import Drawn, FlowModel, Kind
from tongban.powerlist.forms.editor import CodeField, PlainField, condition_fault, english
from tongban.powerlist.rules.office.flowwords import END, Way
from tongban.powerlist.rules.office.sections import code_words
from tongban.powerlist.rules.office.steps import ACTS, CLOCKS, DUTIES, KINDS, PEOPLE, PERSONS, lane_words, target_words

NAME_LIMIT = 80
Choices = Sequence[tuple[str, Any]]
NEW_LANE = "new"
RISK_HELP = _("What may go wrong in this step or be abused, and what prevents it. The guide shows it.")


def _code(label: Any, choices: Choices, help_text: Any = "") -> CodeField:
    return CodeField(label=label, required=False, choices=list(choices), help_text=help_text)


def _name(label: Any, required: bool = False) -> PlainField:
    return PlainField(label=label, required=required, max_length=NAME_LIMIT)


class StepForm(forms.Form):
    """One step: its names, who does it, what is done, within which limit."""

    name = _name(_("Name of the step"), required=True)
    name_en = _name(_("Name in English"))
    lane = _code(_("Who does it"), ())
    kind = _code(_("Kind"), ())
    act = _code(_("What is done"), ())
    limit = _code(_("Time limit"), ())
    clock = _code(_("Does its time count?"), ())
    document = _code(_("Document it leaves"), ())
    persons = _code(_("How many officials"), ())
    risk = PlainField(label=_("Risk point"), required=False, max_length=MAX_RISK, help_text=RISK_HELP)
    risk_en = PlainField(label=_("Risk point in English"), required=False, max_length=MAX_RISK)

    def __init__(
        self, data: QueryDict | None, *, model: FlowModel, node: Drawn, limits: Choices, documents: Choices
    ) -> None:
        given = {name: str(getattr(node, name)) for name in self.base_fields}
        super().__init__(data, initial=given, auto_id="%s")
        tongue = "en" if english() else "zh"
        lanes = [(lane.id, lane_words(lane, tongue)) for lane in model.lanes]
        choices: dict[str, Choices] = {
            "lane": [*lanes, (NEW_LANE, _("Another post, named below"))],
            "kind": code_words(KINDS, tongue),
            "act": code_words(ACTS, tongue),
            "limit": [("", _("None of its own")), *limits],
            "clock": code_words(CLOCKS, tongue),
            "document": [("", _("No document")), *documents],
            "persons": code_words(PERSONS, tongue),
        }
        for name, some in choices.items():
            field = self.fields[name]
            assert isinstance(field, CodeField)  # all of them are
            field.choices = list(some)
            field.keep(given[name])

    def attributes(self) -> dict[str, Any]:
        """What is changed on the drawing, apart from the lane."""
        given = {name: self.cleaned_data[name] for name in self.base_fields if name != "lane"}
        return {**given, "kind": Kind(given["kind"]) if given["kind"] else Kind.USER}


class LaneForm(forms.Form):
    """A post that no lane stands for yet."""

    who = _code(_("Body"), ())
    duty = _code(_("Duty"), ())

    def __init__(self, data: QueryDict | None, *, bodies: Choices) -> None:
        super().__init__(data, auto_id="%s")
        tongue = "en" if english() else "zh"
        self.fields["who"].choices = [*code_words(PEOPLE, tongue), *bodies]  # type: ignore[attr-defined]
        self.fields["duty"].choices = code_words(DUTIES, tongue)  # type: ignore[attr-defined]

    def post(self) -> str:
        """The address of the post."""
        who, duty = self.cleaned_data["who"], self.cleaned_data["duty"]
        return str(who) if who in ("@applicant", "@system") else f"{who}/{duty}"


class WayForm(forms.Form):
    """One way on after a step: when, what is written beside it, where to."""

    condition = PlainField(
        label=_("Taken when"), required=False, max_length=400, validators=[condition_fault],
        help_text=_("A condition, like decision = \"grant\"."),
    )  # fmt: skip
    otherwise = forms.BooleanField(label=_("Taken when no condition holds"), required=False)
    name = _name(_("In words"))
    name_en = _name(_("In words, in English"))
    target = _code(_("Where it leads"), ())

    def __init__(self, data: QueryDict | None, *, model: FlowModel, way: Way | None) -> None:
        given = {name: getattr(way, name) for name in self.base_fields} if way else {}
        super().__init__(data, initial=given, auto_id="%s", prefix=way.edge if way else "new")
        tongue = "en" if english() else "zh"
        targets = [(node.id, target_words(node, model, tongue)) for node in model.nodes if node.kind is not Kind.START]
        self.fields["target"].choices = [*targets, (END, _("A new end"))]  # type: ignore[attr-defined]
