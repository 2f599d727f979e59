"""What the pages of overlaps and practices send: who decides, words, an outcome; a practice and its answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.agencies.queries import bodies_in_order
from tongban.powerlist.actions.overlaps import WORDS_MOST
from tongban.powerlist.forms.editor import plain
from tongban.powerlist.forms.office import BASIS_LIMIT, day_field
from tongban.powerlist.queries.powers import powers_coded
from tongban.powerlist.rules.overlaps import BOTH, ONE, OTHER
from tongban.powerlist.rules.practices import ANSWERS, GAPS, NAME_MOST


def _words(label: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": str(rows)}))


class Worded(forms.Form):
    """A form whose texts are kept in composed characters, without blanks around."""

    def clean(self) -> dict[str, Any]:
        """All texts alike."""
        super().clean()
        return {key: plain(one) if isinstance(one, str) else one for key, one in self.cleaned_data.items()}


class DisputeForm(Worded):
    """Whether it is an overlap, who decides, and why."""

    arbiter = forms.ChoiceField(label=_("Who decides"), required=False, help_text=_("Neither of the two bodies."))
    words = _words(_("What is to be decided, or why it is no overlap"))

    def __init__(self, *args: Any, without: tuple[UUID, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [
            (str(body.id), body.name)
            for body in bodies_in_order()
            if body.id not in without and body.kind != "township"
        ]
        self.fields["arbiter"].choices = [("", "—"), *known]  # type: ignore[attr-defined]


class StatementForm(Worded):
    """The case of one body."""

    words = _words(_("Your statement"))


class OutcomeForm(Worded):
    """Who holds the power, by which document and why."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    words = _words(_("Reason"))
    document = forms.CharField(label=_("Document it rests on"), max_length=BASIS_LIMIT)

    def __init__(self, *args: Any, one: str = "", other: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (ONE, one), (OTHER, other), (BOTH, _("Both keep a part; the line between them is written into both items")),
        ]  # fmt: skip


class PracticeForm(Worded):
    """A practice, the gap in its basis, and who answers."""

    name = forms.CharField(label=_("Name of the practice"), max_length=NAME_MOST)
    words = _words(_("What is done, and what has come of it"))
    gap = forms.ChoiceField(label=_("What is lacking in its legal basis"), widget=forms.RadioSelect)
    basis = forms.CharField(
        label=_("Law and article"), required=False, max_length=200,
        help_text=_("Where something is laid down that is unclear or that it departs from."),
    )  # fmt: skip
    answers = forms.ChoiceField(label=_("Who answers"))
    item = forms.CharField(label=_("Code of the item concerned"), required=False, max_length=80)

    def __init__(self, *args: Any, tongue: str = "zh", own: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = 1 if tongue == "en" else 0
        above = [body for body in bodies_in_order() if body.kind != "township" and body.id != own]
        above.sort(key=lambda body: body.kind != "government")
        self.fields["gap"].choices = [(key, words[place]) for key, words in GAPS.items()]  # type: ignore[attr-defined]
        self.fields["answers"].choices = [(str(body.id), body.name) for body in above]  # type: ignore[attr-defined]

    def clean_item(self) -> UUID | None:
        """The item of the code; an unknown one is told here."""
        code = str(self.cleaned_data["item"]).strip()
        found = powers_coded([code]).get(code) if code and code.isprintable() else None
        if code and found is None:
            raise forms.ValidationError(_("There is no item with this code."))
        return found.id if found else None

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        given = dict(self.cleaned_data)
        item = given.pop("item")
        return {**given, "answers": UUID(given["answers"]), "item_id": item}


class AnswerForm(Worded):
    """The answer to a practice."""

    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    words = _words(_("Reason"))
    document = forms.CharField(label=_("Document that adopts or authorises it"), required=False, max_length=BASIS_LIMIT)
    trial_until = day_field(_("Trial until"))

    def __init__(self, *args: Any, tongue: str = "zh", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = 1 if tongue == "en" else 0
        self.fields["answer"].choices = [(key, words[place]) for key, words in ANSWERS.items()]  # type: ignore[attr-defined]
        self.fields["trial_until"].required = False
