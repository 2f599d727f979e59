"""What the readiness and the handover of a power are sent. Parsing only; what may be done is each act's own matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.delegation.forms.decisions import DAY, choices
from tongban.delegation.rules.readiness import KINDS

MOST = 9999


class DeliveryForm(forms.Form):
    """What arrived: how much of it, when, for how long, by which document, for this power or for all."""

    kind = forms.ChoiceField(label=_("What arrived"))
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST)
    delivered_on = forms.DateField(label=_("Delivered on"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
    until = forms.DateField(
        label=_("Only until (empty: for good)"), widget=forms.DateInput(DAY, "%Y-%m-%d"), required=False
    )
    document = forms.CharField(label=_("Document that proves it"), max_length=120)
    only_this = forms.BooleanField(label=_("For this power alone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(dict(KINDS))  # type: ignore[attr-defined]


class WaiverForm(forms.Form):
    """What may be missing until which day, and why."""

    kind = forms.ChoiceField(label=_("What may be missing"))
    until = forms.DateField(label=_("Last day of the waiver"), widget=forms.DateInput(DAY, "%Y-%m-%d"))
    reason = forms.CharField(label=_("Reason for the waiver"), max_length=200)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices({key: KINDS[key] for key in kinds})  # type: ignore[attr-defined]


COUNTED: Final = {
    "files": _("Files"), "seals": _("Seals"), "accounts": _("Accounts"), "templates": _("Templates"),
    "contacts": _("Contacts"),
}  # fmt: skip


class SignForm(forms.Form):
    """How much goes over with a power; written by the side that signs first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in COUNTED.items():
            self.fields[key] = forms.IntegerField(label=label, min_value=0, max_value=MOST)
