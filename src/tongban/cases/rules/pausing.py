"""What a pause has to tell before the clock stops: the time needed, and for testing its start and its staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class PauseTerms:
    """What a pause tells: until when it lasts; for testing also when it starts and by how many officials.

    `start_by` is the last day on which testing may start (`start_days` from acceptance), `least` how many do it.
    """

    kind: str
    until: date | None
    today: date
    starts_on: date | None
    staff: int
    start_by: date
    start_days: int
    least: int

    @property
    def late(self) -> bool:
        """Whether testing starts after the days of art. 55; it still starts, and the delay is recorded."""
        return self.kind == "testing" and self.starts_on is not None and self.starts_on > self.start_by


def pause_terms_problem(terms: PauseTerms) -> Refusal | None:
    """Arts. 45 and 55: the time needed is told; testing starts in time and is done by two or more.

    When the days for the start are over, only today is left.
    """
    if terms.until is None or terms.until < terms.today:
        return Refusal(
            "pause_until",
            "请写明所需时间，也就是预计哪一天结束；没有告知所需时间，不能停止计时（行政许可法第四十五条）。",
            "Say how long it takes: the day it is expected to end. Without it the time goes on counting (licence law "
            "art. 45).",
        )
    if terms.kind != "testing":
        return None
    if terms.staff < terms.least:
        return Refusal(
            "testing_staff",
            "检验、检测、检疫应当指派 {least} 名以上工作人员，请补选（行政许可法第五十五条）。",
            "Testing is done by {least} or more officials; choose them (licence law art. 55).",
            {"least": terms.least},
        )
    latest = max(terms.start_by, terms.today)
    if terms.starts_on is None or not terms.today <= terms.starts_on <= latest:
        return Refusal(
            "testing_start",
            "检验、检测、检疫应当自受理之日起 {days} 个工作日内开始，最晚{day}（行政许可法第五十五条）。",
            "Testing starts within {days} working days of acceptance, so on {day} at the latest (licence law art. 55).",
            {"days": terms.start_days, "day": latest},
        )
    return None
