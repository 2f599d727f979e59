"""Practices from below (首创做法): what is lacking in their legal basis, and how the body above may answer. Pure.

What contradicts an article is never simply adopted: a trial needs the document of whoever may suspend the article.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from tongban.kernel.refusals import Refusal

FILED, ADOPTED, TRIAL, REFUSED = "filed", "adopted", "trial", "refused"
STATES: Final[Mapping[str, tuple[str, str]]] = {
    FILED: ("等待答复", "waits for an answer"),
    ADOPTED: ("已采纳", "adopted"),
    TRIAL: ("准予试行", "on trial"),
    REFUSED: ("不予采纳", "refused"),
}
ANSWERS: Final[Mapping[str, tuple[str, str]]] = {
    ADOPTED: ("采纳", "Adopt it"),
    TRIAL: ("准予试行", "Authorise a trial"),
    REFUSED: ("不予采纳", "Refuse it"),
}
CONFLICT: Final = "conflict"
GAPS: Final[Mapping[str, tuple[str, str]]] = {
    "silent": ("法律法规没有规定", "no law or regulation says anything about it"),
    "unclear": ("规定不明确", "what is laid down is unclear"),
    CONFLICT: ("与现行规定不一致", "it departs from what is laid down"),
}
NAME_MOST: Final = 60
WORDS_MOST: Final = 2_000


def filing_problem(name: str, words: str, gap: str, basis: str) -> Refusal | None:
    """Why a practice cannot be filed as it is told."""
    if not name.strip() or len(name) > NAME_MOST or not words.strip() or len(words) > WORDS_MOST:
        return Refusal(
            "practice_words",
            "请写明做法的名称（60 字以内）和内容（2000 字以内）。",
            "Give the practice a name of at most 60 characters and describe it in at most 2,000.",
        )
    if gap not in GAPS:
        return Refusal("practice_gap", "请选择缺少什么法律依据。", "Choose what is lacking in its legal basis.")
    if gap != "silent" and not basis.strip():
        return Refusal(
            "practice_basis",
            "请写明是哪部法律法规的哪一条。",
            "Name the law or regulation and the article that is unclear or departed from.",
        )
    return None


def answer_problem(answer: str, gap: str, document: str, until: date | None, today: date, last: date) -> Refusal | None:
    """Why an answer cannot stand; `last` is the longest day to which a trial may be authorised."""
    if answer not in ANSWERS:
        return Refusal("practice_answer", "请选择怎样答复。", "Choose the answer.")
    if answer == ADOPTED and gap == CONFLICT:
        return Refusal(
            "practice_conflict",
            "这个做法与现行规定不一致，不能直接采纳；可以凭有权机关的授权文件准予试行，或者不予采纳。",
            "It departs from what is laid down and cannot be adopted; authorise a trial with the document of whoever "
            "may suspend the rule, or refuse it.",
        )
    if answer != REFUSED and not document.strip():
        return Refusal(
            "practice_document", "请写明采纳或者授权试行的文件。", "Name the document that adopts or authorises it."
        )
    if answer == TRIAL and (until is None or not today < until <= last):
        return Refusal(
            "practice_until",
            "请填写试行截止日期，最晚到{last}。",
            "Say until when the trial runs, at the latest {last}.",
            {"last": last},
        )
    return None
