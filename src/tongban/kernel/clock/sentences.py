"""The sentences about time: what is left or over, until when, and whether that date is provisional.

One set of words for pages, letters, API and messages; pages add what happens then. It computes nothing.
"""

from __future__ import annotations

from datetime import date

from tongban.kernel.clock.limits import LimitKind, Pause, PauseKind, Unit
from tongban.kernel.clock.standing import Measure, Standing, State
from tongban.kernel.clock.words import amount, by_words, chinese, day_words, hour_words, provisional_words

OVER_ZH = {LimitKind.PROMISED: "承诺", LimitKind.STATUTORY: "法定", LimitKind.STEP: "时限"}
LIMITS_ZH = {LimitKind.PROMISED: "承诺时限", LimitKind.STATUTORY: "法定时限", LimitKind.STEP: "时限"}
OVER_EN = {
    LimitKind.PROMISED: "the promised limit",
    LimitKind.STATUTORY: "the statutory limit",
    LimitKind.STEP: "the limit of this step",
}
STATES_ZH = {
    State.ON: "按时",
    State.NEAR: "临期",
    State.YELLOW: "黄牌",
    State.RED: "红牌",
    State.DOUBLE_RED: "双红牌",
    State.PAUSED: "不计时",
    State.DONE: "已办结",
}
STATES_EN = {
    State.ON: "on time",
    State.NEAR: "due soon",
    State.YELLOW: "yellow card",
    State.RED: "red card",
    State.DOUBLE_RED: "double red card",
    State.PAUSED: "not counted",
    State.DONE: "done",
}


def state_words(standing: Standing, language: str) -> str:
    """The word of the state: 临期 / due soon; an open pause says which of the two kinds it is."""
    if standing.state is State.PAUSED and standing.pause and standing.pause.kind is PauseKind.SUSPENDED:
        return "中止" if chinese(language) else "suspended"
    return (STATES_ZH if chinese(language) else STATES_EN)[standing.state]


def due_sentence(standing: Standing, language: str) -> str:
    """What is left and until when, what it is over, or when it was closed; without a full stop: pages go on."""
    if standing.state is State.DONE:
        return _closed(standing, language)
    # A double red card speaks of the law; everything else of the limit asked about.
    told = standing.law if standing.state is State.DOUBLE_RED and standing.law else standing.own
    if told.passed:
        said = _over(told, standing.today, language)
    elif standing.state is State.PAUSED and standing.pause:
        said = _paused(standing, language)
    else:
        said = _left(told, standing.today, language)
    return _with_reason(said, provisional_words(told.deadline, language), language)


def pause_sentence(pause: Pause, today: date, language: str) -> str:
    """Since when the clock stands still and when it was told to go on."""
    since = day_words(pause.start.date(), today, language)
    suspended = pause.kind is PauseKind.SUSPENDED
    if chinese(language):
        said = f"{since}停止计时（{'中止' if suspended else '不计时'}）"
        return said if pause.told_until is None else f"{said}，应于 {day_words(pause.told_until, today, 'zh')}恢复"
    said = f"{'suspended' if suspended else 'not counted'} since {since}"
    return said if pause.told_until is None else f"{said}, to go on by {day_words(pause.told_until, today, 'en')}"


def _left(told: Measure, today: date, language: str) -> str:
    until = by_words(told.deadline, today, language)
    if told.left == 0:
        return until
    if chinese(language):
        return f"还剩 {amount(told.left, told.unit, 'zh')}，{until}"
    return f"{amount(told.left, told.unit, 'en')} left, {until}"


def _over(told: Measure, today: date, language: str) -> str:
    day = day_words(told.deadline.day, today, language)
    hour = hour_words(told.deadline.at.time())
    if told.left == 0:
        if chinese(language):
            return f"已超{LIMITS_ZH[told.limit.kind]}，应于 {day}{hour}"
        return f"past {OVER_EN[told.limit.kind]}, was due at {hour} on {day}"
    over = amount(-told.left, told.unit, language)
    if told.unit is Unit.HOUR:
        day = f"{day}{hour}" if chinese(language) else f"{day} at {hour}"
    if chinese(language):
        return f"超{OVER_ZH[told.limit.kind]} {over}，应于 {day}"
    return f"{over} over {OVER_EN[told.limit.kind]}, was due on {day}"


def _paused(standing: Standing, language: str) -> str:
    left, until = standing.own.left, by_words(standing.own.deadline, standing.today, language)
    words = state_words(standing, language)
    if chinese(language):
        return f"{words}，恢复后还剩 {amount(left, standing.unit, 'zh')}；如今天恢复，{until}"
    return f"{words}, {amount(left, standing.unit, 'en')} left when it goes on; if it went on today, {until}"


def _closed(standing: Standing, language: str) -> str:
    day = day_words(standing.closed_on or standing.today, standing.today, language)
    told = standing.law if standing.card is State.DOUBLE_RED and standing.law else standing.own
    said = f"{day}办结" if chinese(language) else f"closed on {day}"
    if not told.passed:
        return said
    if told.left == 0:
        zh, en = f"超{LIMITS_ZH[told.limit.kind]}", f"past {OVER_EN[told.limit.kind]}"
    else:
        zh = f"超{OVER_ZH[told.limit.kind]} {amount(-told.left, told.unit, 'zh')}"
        en = f"{amount(-told.left, told.unit, 'en')} over {OVER_EN[told.limit.kind]}"
    return f"{said}，{zh}" if chinese(language) else f"{said}, {en}"


def _with_reason(said: str, reason: str, language: str) -> str:
    if not reason:
        return said
    return f"{said}（{reason}）" if chinese(language) else f"{said} ({reason})"
