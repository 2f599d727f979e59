"""Document numbers 发文字号: how the text is put together from mark, kind word, year and serial.

The serial itself is allotted by the database (`actions.issue`); nothing here counts.
"""

from __future__ import annotations

import re

from tongban.kernel.refusals import Refusal

_MARK = re.compile(r"[\u4e00-\u9fff]{1,10}")


def number_text(*, mark: str, word: str, year: int, no: int) -> str:
    """`青市监受〔2026〕417号`: six-corner brackets.

    Serial without leading zero and without 第 (GB/T 9704-2012, 7.2.5).
    """
    return f"{mark}{word}〔{year}〕{no}号"


def mark_problem(mark: str) -> Refusal | None:
    """Why a document mark 代字 cannot be used; None if it can: one to ten Chinese characters, nothing else."""
    if _MARK.fullmatch(mark):
        return None
    return Refusal(
        "document_mark_form",
        zh="发文代字只能是 1 到 10 个汉字，例如青市监。请改后再保存。",
        en="A document mark is one to ten Chinese characters, such as 青市监. Correct it and save again.",
    )
