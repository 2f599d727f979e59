"""What the pages of comparing lists send: two days with what was claimed, words, filters of findings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongban.agencies.queries import bodies, bodies_in_order
from tongban.powerlist.forms.office import day_field
from tongban.powerlist.queries.increase import GROUPS, Asked
from tongban.powerlist.rules.increase.findings import KINDS
from tongban.powerlist.rules.increase.life import MOST_WORDS

CUT_LIMIT = 20_000


class CompareForm(forms.Form):
    """Two days of the list, of one body or all, and what was announced as cut."""

    old_on = day_field(_("Old list: in force on"))
    new_on = day_field(_("New list: in force on"))
    body = forms.ChoiceField(label=_("Body"), required=False)
    claimed = forms.IntegerField(
        label=_("Announced cut, percent"), required=False, min_value=0, max_value=100,
        help_text=_("As the department announced it. It stands beside the true change."),
    )  # fmt: skip
    cut = forms.CharField(
        label=_("Papers and steps announced as cut"), required=False, max_length=CUT_LIMIT,
        widget=forms.Textarea(attrs={"rows": "3"}), help_text=_("One a line. It is looked whether they came back."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All bodies")), *((body.key, body.name) for body in bodies_in_order())]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        given = self.cleaned_data
        ids = {body.key: body.id for body in bodies()}
        return {
            "old_on": given["old_on"], "new_on": given["new_on"], "body_id": ids.get(given["body"]),
            "claimed": given["claimed"],
            "cut": tuple(line.strip() for line in given["cut"].splitlines() if line.strip()),
        }  # fmt: skip


class StepForm(forms.Form):
    """Why, or how it is."""

    words = forms.CharField(label=_("In your words"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": "4"}))


def increases_asked_of(sent: QueryDict, body_id: UUID | None) -> Asked:
    """The filter of a list of findings out of an address; what is not known is left out."""
    state, kind = sent.get("state", ""), sent.get("kind", "")
    return Asked(body_id=body_id, state=state if state in GROUPS else "", kind=kind if kind in KINDS else "")


def behind(sent: QueryDict) -> tuple[str, str] | None:
    """The key of a page as `moment~id`, or None when it is not one of ours."""
    moment, _sign, key = sent.get("after", "")[:90].partition("~")
    try:
        read = datetime.fromisoformat(moment)
        return (read.isoformat(), str(UUID(key))) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def first_days(days: list[date], today: date) -> dict[str, date]:
    """The days a comparison begins with: the newest list beside the one before it."""
    known = [day for day in days if day <= today] or [today]
    return {"new_on": known[0], "old_on": known[1] if len(known) > 1 else known[0]}
