"""What the list office's pages send beside the sections of an item: filters, a new item, a day, a document."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tongban.agencies.queries import bodies_in_order
from tongban.powerlist.forms.editor import english, plain
from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries.flowtemplates import flow_templates
from tongban.powerlist.rules.rows import NAME_LIMIT

FARTHEST = timedelta(days=3650)
QUERY_LIMIT = 60
CODE_LIMIT = 80
BASIS_LIMIT = 120
STATES = (
    ("", _("All")),
    ("draft", _("With a draft")),
    ("published", _("In use")),
    ("suspended", _("Suspended")),
    ("cancelled", _("Cancelled for good")),
    ("none", _("Never published")),
)


def _body_choices(reach: Reach) -> list[tuple[str, str]]:
    known = [body for body in bodies_in_order() if reach.everything or body.id == reach.body_id]
    own = [(body.key, body.name) for body in known]
    return [("@holder", str(_("The body that holds it at each place"))), *own] if reach.everything else own


class ItemFilter(forms.Form):
    """Filters of the office's list; whatever cannot be read is left out, since an address may be typed by hand."""

    q = forms.CharField(label=_("Part of the name or code"), required=False, max_length=QUERY_LIMIT)
    body = forms.ChoiceField(label=_("Body"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    after = forms.CharField(required=False, max_length=CODE_LIMIT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All bodies")), *((body.key, body.name) for body in bodies_in_order())]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]
        self.is_valid()

    def text(self, name: str) -> str:
        """One filter, or empty."""
        return str(self.cleaned_data.get(name) or "")

    def given(self) -> dict[str, str]:
        """The filters that were set, for addresses."""
        return {name: self.text(name) for name in ("q", "body", "state") if self.text(name)}


class NewItemForm(forms.Form):
    """A new item: code, name, body, and the flow it begins with."""

    name = forms.CharField(label=_("Name of the item"), max_length=NAME_LIMIT)
    code = forms.CharField(
        label=_("Item code"), max_length=CODE_LIMIT, help_text=_("3 to 80 letters, digits, hyphens or underscores.")
    )
    body = forms.ChoiceField(label=_("Implementing body"))
    template = forms.ChoiceField(label=_("Flow to begin with"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = 1 if english() else 0
        flows = [(one.key, f"{one.name[place]}{_(': ')}{one.summary[place]}") for one in flow_templates()]
        self.fields["body"].choices = _body_choices(reach)  # type: ignore[attr-defined]
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            *flows, ("guide", _("Guide only: it is handled elsewhere"))
        ]  # fmt: skip

    def clean_template(self) -> str:
        """The key of the template; empty for a guide."""
        given = str(self.cleaned_data["template"])
        if not given:
            raise ValidationError(_("Choose a flow."))
        return "" if given == "guide" else given

    def clean_name(self) -> str:
        """The name as it is stored."""
        return plain(self.cleaned_data["name"])


def _near(value: date) -> None:
    """Years nobody plans for are a slip of the pen."""
    if abs(value - timezone.localdate()) > FARTHEST:
        raise ValidationError(_("Check the year."))


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day within ten years."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[_near],
        error_messages={"required": _("Give the day.")},
    )


class PublishForm(forms.Form):
    """From which day a draft is in force, and which draft was looked at."""

    valid_from = day_field(_("Takes effect on"))
    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def clean_valid_from(self) -> date:
        """Nothing was in force before it was published."""
        given: date = self.cleaned_data["valid_from"]
        if given < timezone.localdate():
            raise ValidationError(_("Choose today or a later day: nothing is in force before it is published."))
        return given


class StateForm(forms.Form):
    """An item is suspended, cancelled or taken into use again: since when, by which document."""

    since = day_field(_("From which day"))
    basis_doc = forms.CharField(
        label=_("Document it rests on"),
        max_length=BASIS_LIMIT,
        help_text=_("Name and number of the document it rests on."),
    )

    def clean_since(self) -> date:
        """A state is recorded when it has come."""
        given: date = self.cleaned_data["since"]
        if given > timezone.localdate():
            raise ValidationError(_("That day has not come yet; record it on the day."))
        return given

    def clean_basis_doc(self) -> str:
        """The document as it is stored."""
        return plain(self.cleaned_data["basis_doc"])


class TrialForm(forms.Form):
    """A tried-out case: on which day it would be received, and where."""

    day = day_field(_("Received on"))
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
