"""What an official judges before a one-time notice, and the reasons for not accepting. Shapes and ready sentences.

Every paper and every answer is judged 合格, 缺 or 不合格; what is not judged keeps the letter from going.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tongban.cases.actions.accept import NoticePoint

OK, MISSING, WRONG = "ok", "missing", "wrong"
LONGEST: Final = 200
READY_PAPERS: Final = (
    "字迹或者图像不清，无法辨认",
    "没有签名或者盖章",
    "已超过有效期",
    "与申请填写的内容不一致",
    "缺页，请补全",
)
READY_ANSWERS: Final = ("与凭据不一致，请核对后更正", "没有填写完整", "填写的单位不对，请改为要求的单位")
READY_AGAIN: Final = ("申请人补正的材料与要求不符", "首次告知后出现了新的情况")


@dataclass(frozen=True, slots=True)
class Judged:
    """One paper or answer with its judgement so far; `open` when it is not judged, `fault` what keeps it from going."""

    what: str
    key: str
    name: str
    value: str
    help: str
    state: str
    reason: str
    fault: str = ""

    @property
    def open(self) -> bool:
        """Not judged yet."""
        return self.state not in (OK, MISSING, WRONG)


def typed(data: Mapping[str, Any], name: str, longest: int = LONGEST) -> str:
    """A text as it was typed, without signs that no letter can carry, cut to what a column holds."""
    text = str(data.get(name, ""))
    return "".join(sign for sign in text if sign.isprintable() and not 0xD800 <= ord(sign) < 0xE000).strip()[:longest]


def points_of(judged: list[Judged]) -> list[NoticePoint]:
    """The points of the letter: what is missing or wrong."""
    return [NoticePoint(one.key, one.state, one.reason) for one in judged if one.state in (MISSING, WRONG)]


class NotAcceptForm(forms.Form):
    """Why an application is not accepted, and who is competent instead."""

    ground = forms.ChoiceField(
        label=_("Why is it not accepted?"),
        choices=[
            ("not_needed", _("No licence is needed for this")),
            ("not_competent", _("It is another body's business")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    right_body = forms.CharField(
        label=_("Which body is competent?"), required=False, max_length=80,
        help_text=_("Type a part of its name. Only when it is another body's business."),
        widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
    )  # fmt: skip
    outside_reason = forms.CharField(
        label=_("Why it is not in the list of bodies"), required=False, max_length=200,
        help_text=_("Only for a body outside the county's list, for instance one of the province."),
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Reasons"), max_length=1000, required=False, widget=forms.Textarea,
        help_text=_("They go into the letter as they stand here."),
    )  # fmt: skip
