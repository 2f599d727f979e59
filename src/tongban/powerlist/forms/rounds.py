"""What the pages of clean-up rounds send: a new round, a vote, a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.agencies.queries import bodies, bodies_in_order, posts_with_duty
from tongban.powerlist.actions.rounds import TITLE_LIMIT
from tongban.powerlist.forms.editor import plain
from tongban.powerlist.forms.office import BASIS_LIMIT, day_field
from tongban.powerlist.queries.powers import powers_coded
from tongban.powerlist.rules.rounds import CHOICES, MERGE, MOST_WORDS

CODES_LIMIT = 20_000
HELP_CODES = _("One a line, or separated by blanks. With a body chosen, all its items come along.")


class RoundForm(forms.Form):
    """A new round: its name and document, its last day, who votes, and on what."""

    title = forms.CharField(label=_("Name of the round"), max_length=TITLE_LIMIT)
    document = forms.CharField(label=_("Document it rests on"), max_length=BASIS_LIMIT)
    closes_on = day_field(_("Votes until"))
    members = forms.MultipleChoiceField(label=_("Posts that vote"), widget=forms.CheckboxSelectMultiple)
    body = forms.ChoiceField(label=_("All items of a body"), required=False)
    codes = forms.CharField(
        label=_("Codes of items"), required=False, max_length=CODES_LIMIT, help_text=HELP_CODES,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {body.id: body.name for body in bodies()}
        heads = [(str(post.post_id), named.get(post.body_id, post.name)) for post in posts_with_duty("lead")]
        self.fields["members"].choices = heads  # type: ignore[attr-defined]
        known = [("", _("None")), *((str(body.id), body.name) for body in bodies_in_order())]
        self.fields["body"].choices = known  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["title"]))

    def clean_document(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["document"]))


class VoteForm(forms.Form):
    """What becomes of an item, and why."""

    choice = forms.ChoiceField(label=_("Your vote"), widget=forms.RadioSelect)
    into = forms.CharField(label=_("Merge into (code of the item that goes on)"), required=False, max_length=80)
    reason = forms.CharField(label=_("Reason"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": "3"}))

    def __init__(self, *args: Any, tongue: str = "zh", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = 1 if tongue == "en" else 0
        self.fields["choice"].choices = [(key, words[place]) for key, words in CHOICES.items()]  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["reason"]))

    def asked(self) -> dict[str, Any]:
        """What the act takes; an unknown code names no item and is refused there."""
        given = self.cleaned_data
        code = given["into"].strip()
        found = powers_coded([code]).get(code) if given["choice"] == MERGE and code.isprintable() else None
        return {"choice": given["choice"], "reason": given["reason"], "into": found.id if found else None}


class DecideForm(forms.Form):
    """The reason and the document of a decision."""

    reason = forms.CharField(label=_("Reason"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": "3"}))
    document = forms.CharField(label=_("Document it rests on"), max_length=BASIS_LIMIT)

    def clean_reason(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["reason"]))

    def clean_document(self) -> str:
        """Composed characters, no blanks around."""
        return plain(str(self.cleaned_data["document"]))
