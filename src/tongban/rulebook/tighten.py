"""A locality may promise more than the law asks, never less: the comparison of two limits.

Limits in the same unit are compared exactly. In different units they are compared by the fewest and the most days
either can mean; when that does not decide, the comparison is refused rather than guessed.
"""

from __future__ import annotations

from dataclasses import replace

from tongban.kernel.clock.limits import Limit, StartEvent, Unit
from tongban.kernel.clock.words import amount
from tongban.kernel.refusals import Refused, refuse

# A clock that starts at a later event ends later: receipt comes before acceptance, a task and the decision after it.
ORDER = (StartEvent.RECEIPT, StartEvent.ACCEPTANCE, StartEvent.TASK, StartEvent.DECISION)
STARTS_ZH = {
    StartEvent.RECEIPT: "收件",
    StartEvent.ACCEPTANCE: "受理",
    StartEvent.TASK: "环节开始",
    StartEvent.DECISION: "决定",
}
STARTS_EN = {
    StartEvent.RECEIPT: "receipt",
    StartEvent.ACCEPTANCE: "acceptance",
    StartEvent.TASK: "the task",
    StartEvent.DECISION: "the decision",
}


def tighten(statutory: Limit, local: Limit) -> Limit:
    """The local limit, when it is as strict as the statutory one or stricter.

    Raises `Refused` with code `loosens`, `starts_later` or `not_comparable`.
    """
    if ORDER.index(local.starts) > ORDER.index(statutory.starts):
        raise _starts_later(statutory)
    if (lengths := _same_measure(statutory, local)) is not None:
        if lengths[1] > lengths[0]:
            raise _loosens(statutory, local)
    elif _fewest_days(local) > _most_days(statutory):
        raise _loosens(statutory, local)
    elif _most_days(local) > _fewest_days(statutory):
        raise _not_comparable(statutory, local)
    moves = local.moves_off_rest_day and statutory.moves_off_rest_day and statutory.unit is not Unit.HOUR
    return replace(local, moves_off_rest_day=moves)


def _fewest_days(limit: Limit) -> int:
    return {
        # Hours are counted from the moment, days from the next morning to the end of the office day: one day's play.
        Unit.HOUR: limit.length // 24 - 1,
        Unit.DAY: limit.length,
        Unit.WORKING_DAY: limit.length,
        Unit.MONTH: limit.length * 28,
        Unit.YEAR: limit.length * 365,
    }[limit.unit]


def _most_days(limit: Limit) -> int:
    # Working days: at worst every second day is a rest day, and one long holiday with its weekends lies between.
    return {
        Unit.HOUR: -(-limit.length // 24) + 1,
        Unit.DAY: limit.length,
        Unit.WORKING_DAY: limit.length * 2 + 10,
        Unit.MONTH: limit.length * 31,
        Unit.YEAR: limit.length * 366,
    }[limit.unit]


def _same_measure(one: Limit, other: Limit) -> tuple[int, int] | None:
    if one.unit is other.unit:
        return one.length, other.length
    months = {Unit.MONTH: 1, Unit.YEAR: 12}
    if one.unit in months and other.unit in months:
        return one.length * months[one.unit], other.length * months[other.unit]
    return None


def _loosens(statutory: Limit, local: Limit) -> Refused:
    return refuse(
        "loosens",
        zh="承诺时限只能比法定时限短：法定 {law_zh}，不能定为 {own_zh}。依据：{source}。",
        en="A promised limit may only be shorter than the statutory one: the law gives {law_en}, so {own_en} is not "
        "possible. Source: {source}.",
        **_lengths(statutory, local),
    )


def _not_comparable(statutory: Limit, local: Limit) -> Refused:
    return refuse(
        "not_comparable",
        zh="{own_zh}是否短于法定的 {law_zh}要看放假安排，不能确定。请改用与法定时限相同的单位。",
        en="Whether {own_en} is shorter than the statutory {law_en} depends on the holidays. "
        "Use the unit of the statutory limit.",
        **_lengths(statutory, local),
    )


def _starts_later(statutory: Limit) -> Refused:
    return refuse(
        "starts_later",
        zh="承诺时限的起算点不能晚于法定的起算点：法定自{law_start_zh}起算。依据：{source}。",
        en="A promised limit may not start later than the statutory one, which starts with {law_start_en}. "
        "Source: {source}.",
        law_start_zh=STARTS_ZH[statutory.starts],
        law_start_en=STARTS_EN[statutory.starts],
        source=statutory.source,
    )


def _lengths(statutory: Limit, local: Limit) -> dict[str, str]:
    return {
        "law_zh": amount(statutory.length, statutory.unit, "zh"),
        "law_en": amount(statutory.length, statutory.unit, "en"),
        "own_zh": amount(local.length, local.unit, "zh"),
        "own_en": amount(local.length, local.unit, "en"),
        "source": statutory.source,
    }
