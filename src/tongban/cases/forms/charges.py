"""What the pages of fees and fines send: a charge of a case, a file of the bank or the treasury."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.actions.chargechanges import REASON_LIMIT
from tongban.cases.actions.charges import NAME_LIMIT
from tongban.cases.rules.charges import FEE, FINE


class ChargeForm(forms.Form):
    """A listed charge, or a fine with its decision."""

    name = forms.ChoiceField(label=_("Charge"))
    amount = forms.DecimalField(
        label=_("Amount, yuan"), min_value=Decimal("0.01"), max_value=Decimal(100_000_000), decimal_places=2
    )
    document = forms.CharField(label=_("Decision (for a fine)"), required=False, max_length=NAME_LIMIT)

    def __init__(self, *args: Any, listed: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = listed  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        given = self.cleaned_data
        kind = FINE if given["name"] == FINE else FEE
        return {"kind": kind, "name": "罚款" if kind == FINE else given["name"], "amount": int(given["amount"] * 100),
                "document": given["document"]}  # fmt: skip


class ChangeForm(forms.Form):
    """What is due for a charge of the case becomes another amount, why, and by what law."""

    charge = forms.ChoiceField(label=_("Charge"))
    way = forms.ChoiceField(label=_("Way"))
    to = forms.DecimalField(
        label=_("Changed to, yuan (0 when waived)"), min_value=Decimal(0), max_value=Decimal(100_000_000),
        decimal_places=2, initial=0,
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=REASON_LIMIT)
    source = forms.CharField(label=_("Source: article of a law, or number of a decision"), max_length=REASON_LIMIT)

    def __init__(self, *args: Any, charges: list[tuple[str, str]], ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, some in (("charge", charges), ("way", ways)):
            self.fields[name].choices = [("", _("Choose")), *some]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        given = self.cleaned_data
        return {"charge_id": UUID(given["charge"]), "way": given["way"], "amount": int(given["to"] * 100),
                "reason": given["reason"], "source": given["source"]}  # fmt: skip


class MoneyForm(forms.Form):
    """A file to be taken in."""

    file = forms.FileField(
        label=_("File of the bank or the treasury (CSV)"),
        max_length=NAME_LIMIT,
        help_text=_(
            "UTF-8 or GB18030; the columns are 类别、流水号、凭证号、单位代码、金额、日期; the last line begins with "
            "合计."
        ),
    )
