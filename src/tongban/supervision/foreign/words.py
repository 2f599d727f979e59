"""Chinese words for the figures of a report: durations, counts, shares, kinds of findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from tongban.supervision.foreign.judging import BY_DEADLINE, DAY_LONG, HOUR_LONG, ONE_HAND, Finding
from tongban.supervision.foreign.log import Log
from tongban.supervision.foreign.rules import FINISH, START, UNITS, WORKING_DAY, Limit, Rules
from tongban.supervision.foreign.stamps import moment_at

KIND_WORDS: Final = {
    "late": "超期",
    "open_late": "到期未办结",
    "skipped": "漏环节",
    "reworked": "返工",
    "same_person": "同一人办理",
}
# How the times of a file are written, as a report says it.
FORMAT_WORDS: Final = {
    "iso": "如 2026-11-26 09:05（ISO 8601）",
    "year-first": "年在前，如 2026/11/26",
    "chinese": "如 2026年11月26日",
    "day-first": "日在前，如 26/11/2026",
    "month-first": "月在前，如 11/26/2026",
    "epoch-seconds": "自1970年起的秒数",
    "epoch-milliseconds": "自1970年起的毫秒数",
}
MINUTE: Final = HOUR_LONG // 60
# Below this, a share says less than the two numbers.
LEAST_BASE: Final = 30


def number(value: int) -> str:
    """A count with separators."""
    return f"{value:,}"


def duration(micros: int) -> str:
    """A time as people say it: 3.2 天, 5 小时, 12 分钟."""
    for unit, word in ((DAY_LONG, "天"), (HOUR_LONG, "小时"), (MINUTE, "分钟")):
        if micros >= unit:
            value = micros / unit
            return f"{value:,.1f} {word}" if value < 10 else f"{value:,.0f} {word}"
    return "1 分钟内"


def day_words(moment: int, zone: tzinfo) -> str:
    """The day of a moment: 2026年11月26日."""
    at = moment_at(moment, zone)
    return f"{at.year}年{at.month}月{at.day}日"


def moment_words(moment: int, zone: tzinfo) -> str:
    """A moment to the minute: 2026年11月26日 09:05."""
    return f"{day_words(moment, zone)} {moment_at(moment, zone):%H:%M}"


def share(part: int, whole: int) -> str:
    """A share with its base, or n of m where the base is small."""
    if whole < LEAST_BASE:
        return f"{whole} 件中 {part} 件"
    return f"{100 * part / whole:.1f} %（{number(part)} / {number(whole)}）"


def where(step: str) -> str:
    """A step, or the case's own start and finish."""
    return {START: "收件", FINISH: "办结"}.get(step, f"“{step}”")


def limit_words(limit: Limit) -> str:
    """A limit as one sentence."""
    source = f"（{limit.source}）" if limit.source else ""
    return (
        f"{limit.name}：从{where(limit.begins)}到{where(limit.ends)}不超过 {limit.within} {UNITS[limit.unit]}{source}"
    )


def told(finding: Finding, log: Log, rules: Rules) -> str:
    """What was found, as a short sentence."""
    if finding.kind in ("late", "open_late"):
        by_days = finding.a != BY_DEADLINE and rules.limits[finding.a].unit == WORKING_DAY
        over = (
            (f"{finding.value} 个工作日" if finding.value else "不足 1 个工作日")
            if by_days
            else duration(finding.value)
        )
        against = "" if finding.a == BY_DEADLINE else f"“{rules.limits[finding.a].name}”时限"
        return f"{'超过' if finding.kind == 'late' else '未办结，已超过'}{against or '截止时间'} {over}"
    if finding.kind == "skipped":
        return f"没有做“{log.steps[finding.a]}”"
    if finding.kind == "reworked":
        return f"“{log.steps[finding.a]}”做了 {finding.value} 次"
    person = log.persons[finding.b]
    if finding.a == ONE_HAND:
        return f"各环节都由 {person} 一人办理"
    one, other = rules.separate[finding.a]
    return f"“{one}”与“{other}”都由 {person} 办理"


def told_together(findings: Sequence[Finding], log: Log, rules: Rules) -> str:
    """What was found in one case by one check, as one sentence."""
    if findings[0].kind == "skipped":
        return "没有做" + "".join(f"“{log.steps[finding.a]}”" for finding in findings)
    return "；".join(told(finding, log, rules) for finding in findings)
