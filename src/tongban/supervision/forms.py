"""What pages of supervision are sent. Parsing only; nothing typed here can break a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongban.kernel.numerals import whole
from tongban.supervision.queries.cards import GROUPS, Asked
from tongban.supervision.queries.wall import DUE, PAST, CasesAsked
from tongban.supervision.rules.cards import MOST_WORDS
from tongban.supervision.rules.declare import Grade
from tongban.supervision.rules.shipped.every import BY_CODE
from tongban.supervision.rules.track import uuid_of


class WordsForm(forms.Form):
    """Why, or how it came about."""

    words = forms.CharField(label=_("In your words"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": "4"}))


class SwitchForm(forms.Form):
    """A rule on or off for all, one item or one place."""

    active = forms.ChoiceField(
        label=_("The rule is"), choices=[("on", _("on")), ("off", _("off"))], widget=forms.RadioSelect
    )
    item = forms.CharField(label=_("Only for the item with this code"), max_length=80, required=False)
    place = forms.CharField(label=_("Only at the place with this code"), max_length=12, required=False)


class FiguresForm(forms.Form):
    """The figures of one rule; a field for each key."""

    def __init__(self, *given: Any, figures: dict[str, tuple[str, int]], **named: Any) -> None:
        super().__init__(*given, **named)
        for key, (label, value) in figures.items():
            self.fields[key] = forms.IntegerField(label=label, min_value=1, max_value=10_000, initial=value)


def cards_asked_of(sent: QueryDict, bodies: tuple[UUID, ...] | None, post: UUID | None = None) -> Asked:
    """The filter of a list of cards out of an address; what is not known is left out."""
    grade, state, rule = sent.get("grade", ""), sent.get("state", ""), sent.get("rule", "")
    return Asked(
        bodies=bodies,
        grade=grade if grade in set(Grade) else "",
        state=state if state in GROUPS else "",
        rule=rule if rule in BY_CODE else "",
        body=uuid_of(sent.get("body")),
        place=uuid_of(sent.get("place")),
        item=uuid_of(sent.get("item")),
        late=sent.get("late") == "1",
        post=post,
    )


def cases_asked_of(sent: QueryDict, bodies: tuple[UUID, ...] | None) -> CasesAsked:
    """The filter of a list of cases out of an address."""
    due, channel = sent.get("due", ""), sent.get("channel", "")
    return CasesAsked(
        bodies=bodies,
        due=due if due in DUE or due in PAST else "open",
        body=uuid_of(sent.get("body")),
        place=uuid_of(sent.get("place")),
        item=uuid_of(sent.get("item")),
        channel=channel if channel.isascii() and channel.isalpha() and len(channel) <= 12 else "",
        window=uuid_of(sent.get("window")),
    )


def after_of(sent: QueryDict) -> tuple[str, str] | None:
    """The key of a page as `moment~id`, or None when it is not one of ours."""
    moment, _sign, key = sent.get("after", "")[:90].partition("~")
    try:
        read = datetime.fromisoformat(moment)
        return (read.isoformat(), str(UUID(key))) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def first_of(sent: QueryDict) -> int:
    """The number of a page's first row, for its words only."""
    return whole(sent.get("from", "1"), 7) or 1
