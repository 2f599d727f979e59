"""Parsing what is typed about certificates: a number, a file, a ground with its reasons. Shapes only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    """A number as printed or pasted; spaces and dashes are taken out later."""

    number = forms.CharField(
        label=_("Certificate number"),
        max_length=200,
        help_text=_("As printed on the certificate. Spaces and capitals do not matter."),
    )


class FileForm(forms.Form):
    """The certificate's file as it was received; checked and thrown away."""

    file = forms.FileField(
        label=_("Certificate file"),
        help_text=_("The PDF as you received it. It is checked at once and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


class TakeBackForm(forms.Form):
    """On which ground of the law a certificate is revoked or cancelled, and the facts for the decision."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect, required=False)
    reasons = forms.CharField(
        label=_("Facts and reasons"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Printed in the decision as you write it."),
    )

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """The grounds that are open now."""
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)  # it is declared so above
        field.choices = choices
