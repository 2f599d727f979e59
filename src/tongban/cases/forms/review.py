"""What an official types on the case page: an opinion, a way of delivery, a reason to see a name. Shapes only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASONS = 2000


class OpinionForm(forms.Form):
    """One body's opinion. `pause` leads to the page for time not counted."""

    task = forms.UUIDField(required=False)
    opinion = forms.ChoiceField(
        label=_("Opinion"), choices=[("agree", "agree"), ("disagree", "disagree"), ("pause", "pause")], required=False
    )
    reasons = forms.CharField(
        label=_("Reasons (the applicant sees them)"), max_length=LONGEST_REASONS, required=False, widget=forms.Textarea
    )


class RevealForm(forms.Form):
    """Why the full name is needed; the reason is logged and the person can read it."""

    reason = forms.CharField(label=_("Why do you need it?"), max_length=200, required=False)
