"""What the administrator's pages are sent: dates, roles, choices from lists. Parsing only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tongban.agencies.forms.sign_in import PASSWORD_LENGTH
from tongban.agencies.rules.duties import DUTY_WORDS, REASON_WORDS

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
Choice = tuple[str, str]
NOT_THERE: Final = {"required": _("Choose one."), "invalid_choice": _("Choose from the list.")}


def midnight(day: date) -> datetime:
    """The first moment of a day in the county."""
    return timezone.make_aware(datetime.combine(day, time(0)))


def language() -> str:
    """zh or en, as the page is shown."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def said(words: Iterable[tuple[str, tuple[str, str]]]) -> list[Choice]:
    """Choices from a table of words, in the language of the page."""
    place = 1 if language() == "en" else 0
    return [(key, both[place]) for key, both in words]


class Day(forms.DateField):
    """A day between 2000 and 2100, chosen or typed."""

    def __init__(self, **named: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **named)

    def clean(self, value: Any) -> Any:
        """Days that no calendar of ours reaches are refused in words."""
        day = super().clean(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Give a day between 2000 and 2100."))
        return day


class _WithChoices(forms.Form):
    """A form whose lists depend on the day or the body."""

    def choose(self, **lists: list[Choice]) -> None:
        """Fills the named fields with their choices."""
        for name, choices in lists.items():
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = choices


class AppointForm(_WithChoices):
    """Who takes a post, in which role, from which day."""

    official = forms.ChoiceField(label=_("Who"), error_messages=NOT_THERE)
    role = forms.ChoiceField(
        label=_("Role"), choices=[("A", "A"), ("B", "B")], widget=forms.RadioSelect, error_messages=NOT_THERE
    )
    starts = Day(label=_("From which day"))

    def __init__(self, *given: Any, people: list[Choice], **named: Any) -> None:
        super().__init__(*given, **named)
        self.choose(official=people)

    def values(self) -> tuple[UUID, str, datetime]:
        """(official, role, moment) after validation."""
        told = self.cleaned_data
        return UUID(told["official"]), told["role"], midnight(told["starts"])


class EndForm(forms.Form):
    """From which day on somebody no longer holds a post."""

    ends = Day(label=_("No longer holds it from"))


class AbsenceForm(_WithChoices):
    """Who is away, on which days (both included), why."""

    official = forms.ChoiceField(label=_("Who is away"), error_messages=NOT_THERE)
    starts = Day(label=_("First day away"))
    ends = Day(label=_("Last day away"))
    reason = forms.ChoiceField(label=_("Reason"), error_messages=NOT_THERE)

    def __init__(self, *given: Any, people: list[Choice], **named: Any) -> None:
        super().__init__(*given, **named)
        self.choose(official=people, reason=said(REASON_WORDS.items()))

    def span(self) -> tuple[datetime, datetime]:
        """From the first moment of the first day to the end of the last."""
        return midnight(self.cleaned_data["starts"]), midnight(self.cleaned_data["ends"] + timedelta(days=1))


class PersonForm(forms.Form):
    """A new official with an account."""

    name_zh = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in Latin letters"), max_length=120)
    staff_no = forms.RegexField(
        r"^[A-Za-z0-9-]{2,20}$", label=_("Staff number"), error_messages={"invalid": _("Letters and digits, 2 to 20.")}
    )
    username = forms.RegexField(
        r"^[A-Za-z0-9_.-]{3,60}$", label=_("User name"), error_messages={"invalid": _("Letters and digits, 3 to 60.")}
    )
    password = forms.CharField(
        label=_("First password"), max_length=PASSWORD_LENGTH, widget=forms.PasswordInput(render_value=False),
        help_text=_("At least 12 characters. The official changes it after signing in."),
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip


class PostForm(forms.Form):
    """A new post of a body."""

    name_zh = forms.CharField(label=_("Name of the post"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    key = forms.RegexField(
        r"^[a-z][a-z0-9_]{1,39}$", label=_("Key"), error_messages={"invalid": _("Small letters, digits and _.")},
        help_text=_("Small letters and digits; it stays when the name changes."),
    )  # fmt: skip
    duties = forms.MultipleChoiceField(
        label=_("Duties"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one.")}
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = self.fields["duties"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = said(DUTY_WORDS.items())


class PasswordForm(forms.Form):
    """A password set anew for somebody who lost it."""

    password = forms.CharField(
        label=_("New password"), max_length=PASSWORD_LENGTH, widget=forms.PasswordInput(render_value=False),
        help_text=_("At least 12 characters, none of the common ones."), validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip


class WindowForm(_WithChoices):
    """A new window: its centre, its number, its post."""

    centre = forms.ChoiceField(label=_("Centre"), error_messages=NOT_THERE)
    number = forms.IntegerField(label=_("Number of the window"), min_value=1, max_value=999)
    post = forms.ChoiceField(label=_("Post that serves there"), error_messages=NOT_THERE)

    def __init__(self, *given: Any, centres: list[Choice], posts: list[Choice], **named: Any) -> None:
        super().__init__(*given, **named)
        self.choose(centre=centres, post=posts)


class CentreForm(_WithChoices):
    """A body that begins to run a service centre or service point."""

    body = forms.ChoiceField(label=_("Body that runs it"), error_messages=NOT_THERE)
    address_zh = forms.CharField(label=_("Address"), max_length=120)
    address_en = forms.CharField(label=_("Address in English"), max_length=240)

    def __init__(self, *given: Any, bodies: list[Choice], **named: Any) -> None:
        super().__init__(*given, **named)
        self.choose(body=bodies)


class Filter(forms.Form):
    """What of a list to show: what cannot be read is left out, and for days is told."""

    def read(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def wrong(self) -> dict[str, str]:
        """What is wrong with a day that was asked for, by the id of its field."""
        days = [name for name, field in self.fields.items() if isinstance(field, Day) and name in self.errors]
        return {
            f"f-{name}": _("%(label)s: %(fault)s") % {"label": self.fields[name].label, "fault": self.errors[name][0]}
            for name in days
        }


class AccessFilter(Filter):
    """Which readings of the access log to show; what cannot be read is left out."""

    starts = Day(label=_("From"), required=False)
    ends = Day(label=_("Until"), required=False)
    body = forms.UUIDField(required=False)
    purpose = forms.RegexField(r"^[a-z_]{1,20}$", required=False)
