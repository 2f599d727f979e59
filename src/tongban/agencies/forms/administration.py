"""Which acts of administrators to show; what cannot be read is left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.agencies.forms.staff import Day, Filter, midnight


class ActsFilter(Filter):
    """Who, which kind of act, which days, one record, only what is unusual."""

    who = forms.RegexField(r"^[0-9a-f-]{36}$|^[a-z]{1,10}$", required=False)
    group = forms.RegexField(r"^[a-z_]{1,20}$", required=False)
    kind = forms.RegexField(r"^[a-z_]{1,30}$", required=False)
    record = forms.UUIDField(required=False)
    starts = Day(label=_("From"), required=False)
    ends = Day(label=_("Until"), required=False)
    marked = forms.BooleanField(required=False)


def person_in(who: str) -> UUID | None:
    """The one list of choices holds kinds of administrators and persons: the person, if it is one."""
    try:
        return UUID(who)
    except ValueError:
        return None


def asked_for(told: dict[str, Any]) -> dict[str, Any]:
    """The filters as the question takes them: days as moments, a record with its kind."""
    about = (told["kind"], told["record"]) if "kind" in told and "record" in told else None
    person = person_in(told.get("who", ""))
    return {
        "who": "" if person else told.get("who", ""),
        "person": person,
        "group": told.get("group", ""),
        "about": about,
        "starts": midnight(told["starts"]) if "starts" in told else None,
        "ends": midnight(told["ends"] + timedelta(days=1)) if "ends" in told else None,
    }
