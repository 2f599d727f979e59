"""Words that the staff pages of cases share: verbs of acts, what happens at a deadline, answers as they are shown.

What is due when comes from the clock; nothing here computes a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tongban.agencies.rules.masking import View, mask_address, mask_id_number, mask_name, mask_phone
from tongban.kernel.clock.limits import LimitKind
from tongban.kernel.clock.sentences import due_sentence
from tongban.kernel.clock.standing import Standing
from tongban.kernel.clock.words import MONTHS_EN, amount, by_words, day_words
from tongban.kernel.refusals import Refusal
from tongban.powerlist.rules.content import FormField, Text
from tongban.powerlist.rules.units import unit_in

VERBS: Final[Mapping[str, Any]] = {
    "accept": gettext_lazy("Accept, or tell once"),
    "review": gettext_lazy("Give an opinion"),
    "decide": gettext_lazy("Decide"),
    "deliver": gettext_lazy("Deliver"),
    "supplement": gettext_lazy("Supply papers"),
    "issue": gettext_lazy("Make the result"),
}
STEPS: Final[Mapping[str, Any]] = {
    "accept": gettext_lazy("to accept or to tell once"),
    "review": gettext_lazy("to give an opinion"),
    "decide": gettext_lazy("to decide"),
    "deliver": gettext_lazy("to deliver the decision"),
    "supplement": gettext_lazy("to supply papers"),
    "issue": gettext_lazy("to make the result"),
}


def language() -> str:
    """zh or en, the language of this page."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def say(text: Text) -> str:
    """The words of an item's text in the language of this page."""
    return text.words(language())


def sentence(problem: Refusal) -> str:
    """A refusal in the language of this page."""
    return problem.sentence(language())


def verb(act: str) -> str:
    """The act's own verb, as it stands on its button."""
    return str(VERBS.get(act, _("Open")))


def step_words(act: str) -> str:
    """What a step is for: 提出审查意见."""
    return str(STEPS.get(act, _("to go on with it")))


def local(at: datetime) -> datetime:
    """A moment in the offices' time."""
    return timezone.localtime(at)


def day(at: datetime) -> date:
    """The local day of a moment."""
    return timezone.localtime(at).date()


def day_now() -> date:
    """Today, where the offices are."""
    return timezone.localdate()


def in_days(value: date) -> str:
    """11月26日（周四）."""
    return day_words(value, timezone.localdate(), language())


def short_day(value: date) -> str:
    """11月16日, without its weekday."""
    if language() == "en":
        return f"{value.day} {MONTHS_EN[value.month - 1]}"
    return f"{value.month}月{value.day}日"


def left_words(standing: Standing) -> tuple[str, str]:
    """(how much is left or over, until when): 还剩 3 个工作日 · 11月26日（周四）17:00 前."""
    told = standing.law if standing.state == "double_red" and standing.law else standing.own
    if standing.state == "done":
        return due_sentence(standing, language()), ""
    if told.passed:
        return _parted(standing)
    until = by_words(told.deadline, standing.today, language())
    if standing.state == "paused":
        return _parted(standing)
    if told.left == 0:
        return until, day_words(told.deadline.day, standing.today, language())
    left = amount(told.left, told.unit, language())
    return _("%(amount)s left") % {"amount": left}, until


def _parted(standing: Standing) -> tuple[str, str]:
    """The clock's sentence at its first comma."""
    head, _comma, tail = due_sentence(standing, language()).partition(", " if language() == "en" else "，")
    return head, tail


def law_words(standing: Standing) -> str:
    """How much the law still leaves when a promise is over; empty otherwise."""
    law = standing.law
    if law is None or standing.state != "red" or law.limit is standing.own.limit:
        return ""
    left, until = amount(law.left, law.unit, language()), by_words(law.deadline, standing.today, language())
    return _("the law leaves %(left)s, %(until)s") % {"left": left, "until": until}


def consequence(act: str, received_at: datetime | None, standing: Standing | None, *, relief: bool = False) -> str:
    """What happens when the deadline passes; empty where nothing happens by itself or it has happened.

    Silence accepts no relief, so nothing is said of it there.
    """
    if standing is None or standing.own.passed or standing.state in ("paused", "done"):
        return ""
    if act == "accept" and relief:
        return ""
    if act == "accept" and received_at is not None:
        since = short_day(day(received_at))
        return _("without a word by then it counts as accepted from %(day)s") % {"day": since}
    if standing.state not in ("near", "yellow"):
        return ""  # far from its end a step needs no warning
    if act == "deliver":
        return _("after that the delivery is late")
    if standing.own.limit.kind is LimitKind.STATUTORY:
        return _("after that the statutory limit is broken")
    if act == "decide":
        return _("after that the promise is broken")
    return _("after that this step is over its limit") if act == "review" else ""


def used_words(standing: Standing) -> str:
    """承诺 10 个工作日，已用 7 个: the line under a ruler."""
    kinds = {
        LimitKind.PROMISED: _("promised %(total)s, %(used)s used"),
        LimitKind.STATUTORY: _("by law %(total)s, %(used)s used"),
        LimitKind.STEP: _("limit %(total)s, %(used)s used"),
    }
    total = amount(standing.total, standing.unit, language())
    return kinds[standing.own.limit.kind] % {"total": total, "used": standing.used}


def listed(names: Iterable[str]) -> str:
    """Names one after another: 营业执照、租赁合同."""
    return (", " if language() == "en" else "、").join(names)


def sentences(*parts: str) -> str:
    """Short statements one after another, the empty ones left out."""
    return ("; " if language() == "en" else "；").join(part for part in parts if part)


def answer_words(field: FormField, value: Any) -> str:
    """An answer as staff see it: options in words, numbers with their unit, persons masked."""
    if value in (None, "", []):
        return ""
    options = {option.value: say(option.label) for option in field.options}
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _("; ").join(options.get(str(one), str(one)) for one in value)
    text = options.get(str(value), str(value))
    if field.personal:
        text = _masked(field.type, text)
    unit = unit_in(field.unit, language())
    return f"{text} {unit}" if unit else text


def _masked(kind: str, text: str) -> str:
    masks = {"phone": mask_phone, "citizen_id": mask_id_number, "address": mask_address}
    return masks.get(kind, mask_name)(text, View.STAFF)
