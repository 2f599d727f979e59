"""What the page of keeping a licence back sends: the request, and the words of whoever decides or ends it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.rules.withholding import REASON_LENGTH

MOST = REASON_LENGTH.stop - 1


def _words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST, widget=forms.Textarea(attrs={"rows": 3}))


class WithholdForm(forms.Form):
    """On which ground, by which article, why, and until when."""

    ground = forms.ChoiceField(label=_("Ground for keeping back"))
    source = forms.CharField(
        label=_("Article of the law"),
        max_length=200,
        help_text=_("Such as 《中华人民共和国政府信息公开条例》第十五条."),
    )
    reason = _words(_("Why it cannot be public"))
    until = forms.DateField(
        label=_("Last day kept back"), required=False, help_text=_("Leave it empty if it never becomes public."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [("", _("Choose")), *grounds]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The words of a decision."""

    answer = _words(_("Reasons of the decision"))
