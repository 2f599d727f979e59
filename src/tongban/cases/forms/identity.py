"""Identity numbers and mobile phones as forms of the counter take them: judged with the rest of the form, so that
everything wrong is told at once and beside its field. It asks no register.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django import forms
from django.utils.translation import get_language

from tongban.agencies.rules.identity import normalise
from tongban.kernel.identifiers import citizen_id_problem, mobile_problem, phone_problem, uscc_problem
from tongban.kernel.refusals import Refusal

CITIZEN: Final = re.compile(r"(?!91)\d{17}[\dX]", re.ASCII)


def is_citizen_id(number: str) -> bool:
    """Whether a number, written in any way, has a citizen's shape: 17 digits before its check sign; 91 is a firm."""
    return CITIZEN.fullmatch(normalise("id", number)) is not None


def judge_number(form: forms.Form, name: str, *, firms: bool) -> None:
    """Marks an identity number (or, with `firms`, a social credit code) that cannot be right."""
    number = str(form.cleaned_data.get(name, ""))
    firm = firms and not is_citizen_id(number)
    _mark(form, name, normalise("id", number), uscc_problem if firm else citizen_id_problem)


def judge_mobile(form: forms.Form, name: str) -> None:
    """Marks a mobile number that cannot be right."""
    _mark(form, name, normalise("phone", str(form.cleaned_data.get(name, ""))), mobile_problem)


def judge_phone(form: forms.Form, name: str) -> None:
    """Marks a number under which nobody can be called, mobile or landline."""
    _mark(form, name, normalise("phone", str(form.cleaned_data.get(name, ""))), phone_problem)


def _mark(form: forms.Form, name: str, plain: str, judge: Callable[[str], Refusal | None]) -> None:
    problem = judge(plain) if plain else None
    if problem is not None:
        form.add_error(name, problem.sentence("en" if (get_language() or "zh").startswith("en") else "zh"))
