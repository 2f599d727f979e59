"""What may be set up as a body, where, and what keeps one from ending. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongban.kernel.identifiers import uscc_problem
from tongban.kernel.refusals import Refusal

KEY: Final = re.compile(r"[a-z][a-z0-9_]{1,39}")
# Kinds of bodies in the order of a list: Chinese, English.
KIND_WORDS: Final = {
    "government": ("县政府", "county government"),
    "department": ("部门", "department"),
    "township": ("乡镇政府、街道办事处", "township government"),
    "centre": ("政务服务中心、便民服务点", "service centre or point"),
}
# Where a body of a kind can sit; a service point can sit anywhere.
PLACE_KINDS: Final = {
    "government": frozenset({"county"}),
    "department": frozenset({"county", "township"}),
    "township": frozenset({"township"}),
    "centre": frozenset({"county", "township", "village"}),
}
# Of these a place has one: who asks for the government of a place must find one answer.
ONE_A_PLACE: Final = frozenset({"government", "township"})


@dataclass(frozen=True, slots=True)
class Hanging:
    """Something that still hangs on a body: how many of what, with its counting word in Chinese."""

    number: int
    zh: str
    en: str
    unit: str = "项"


def body_problem(key: str, uscc: str, kind: str, place_kind: str) -> Refusal | None:
    """Why a body cannot be set up so, or None: its key, its credit code, its kind at this level of place."""
    if not KEY.fullmatch(key):
        return Refusal(
            "body_key",
            "代号用小写字母开头，可以有数字和下划线，2 到 40 位，例如 market。",
            "A key begins with a small letter and has small letters, digits and _, 2 to 40 of them, such as market.",
        )
    wrong = uscc_problem(uscc)
    if wrong is not None:
        return wrong
    if place_kind not in PLACE_KINDS.get(kind, frozenset()):
        return Refusal(
            "body_place",
            "这类单位不设在这一级：县政府设在县，乡镇政府设在乡镇，部门设在县或乡镇，村里只设便民服务点。",
            "A body of this kind does not sit at this level: a county government sits in the county, a township "
            "government in its township, departments in either; a village has service points only.",
        )
    return None


def name_day_problem(first: date, valid_from: date) -> Refusal | None:
    """Why a body cannot bear another name from a day on, or None: the present name needs a day of its own."""
    if valid_from > first:
        return None
    return Refusal(
        "name_day",
        "新名称的启用日期要晚于现名称的启用日期{day}。",
        "The new name must begin after {day}, the first day of the present one.",
        {"day": first},
    )


def end_problem(ended_on: date | None, on: date, today: date, last_name_from: date) -> Refusal | None:
    """Why a body cannot end on a day, or None: once only, from today on, after its last name has begun."""
    if ended_on is not None:
        return Refusal(
            "body_ended", "这个单位已经定于{day}撤销。", "This body ends on {day} already.", {"day": ended_on}
        )
    first = max(today, last_name_from)
    if on < first:
        return Refusal(
            "end_day",
            "撤销日期不能早于{day}。以前办的事已经以它的名义办了。",
            "It cannot end before {day}: what was done until then was done in its name.",
            {"day": first},
        )
    return None


def still_hanging(found: Iterable[Hanging]) -> Refusal | None:
    """Why a body cannot end while these hang on it: names each with its number; None when nothing does."""
    left = [one for one in found if one.number]
    if not left:
        return None
    return Refusal(
        "body_in_use",
        "还不能撤销，名下还有：{zh}。请先办结或移交，再来撤销。",
        "It cannot end yet. What still hangs on it: {en}. Finish or hand over these first.",
        {
            "zh": "、".join(f"{one.zh} {one.number} {one.unit}" for one in left),
            "en": ", ".join(f"{one.number} {one.en}" for one in left),
        },
    )


def moved_on(known: int, seen: int) -> Refusal | None:
    """Why an act upon what was read at entry `seen` is too late, or None: somebody changed the body meanwhile."""
    if known == seen:
        return None
    return Refusal(
        "body_moved_on",
        "这个单位刚刚被别人改过。请核对下面的最新内容，再改一次。",
        "Somebody changed this body meanwhile. Check what stands below now, then do it again.",
    )
