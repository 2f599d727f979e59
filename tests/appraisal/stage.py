"""The small county with six townships, a period in which they mark two departments and a dispatched body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from tests.cast import FOUNDING, on
from tongban.agencies.actions.bodies import create_body, create_division
from tongban.appraisal.actions.plans import Filed, file_plan
from tongban.appraisal.actions.two_way import Span, give_marks, open_period
from tongban.appraisal.models import Period
from tongban.appraisal.queries.two_way import Standing, standings
from tongban.appraisal.rules.two_way import INDICATORS
from tongban.appraisal.rules.vetoes import Indicator
from tongban.delegation.tests.duties_stage import Town, town
from tongban.kernel.actor import SYSTEM, Actor
from tongban.simulation.rules.codes import body_code

FILED, OPENED, MARKED, CLOSED = on(11, 9), on(11, 19), on(11, 20), on(12, 1)
SPAN = Span(since=date(2026, 7, 1), until=date(2026, 11, 18), closes_at=on(11, 25, 17))
HONEST = (
    Indicator(name="按时答复", weight=40, measure="按台账里按时答复的比例计分"),
    Indicator(name="群众满意", weight=60, measure="按好差评的满意率计分"),
)
VETO = (Indicator(name="零上访", weight=40, measure="发生一起上访", effect="zero"), HONEST[1])


@dataclass(slots=True)
class Stage:
    """Who acts, and the six townships."""

    there: Town
    towns: list[UUID]

    def by(self, post: str, at: datetime = MARKED) -> Actor:
        return self.there.by(post, at)

    def head_of(self, township: UUID) -> Actor:
        """The head of a township that exists for its marks alone."""
        return replace(self.by("liuhe_decide"), body_id=township)

    def opened(self, *, dispatched: tuple[str, ...] = ("forestry",), at: datetime = OPENED) -> UUID:
        return open_period(
            span=SPAN, departments=[self.there.body("fire"), self.there.body("urban")],
            dispatched=[self.there.body(key) for key in dispatched], by=self.by("list_office"), at=at,
        )  # fmt: skip

    def marked(self, period: UUID, body: str, levels: list[int], at: datetime = MARKED) -> None:
        """The first townships each give a body one level throughout."""
        for township, level in zip(self.towns, levels, strict=False):
            give_marks(
                period_id=period, body_id=self.there.body(body), levels=dict.fromkeys(INDICATORS, level),
                by=self.head_of(township), at=at,
            )  # fmt: skip

    def filed(self, post: str, indicators: tuple[Indicator, ...], at: datetime = FILED, title: str = "") -> Filed:
        return file_plan(title=title or "乡镇年度考核", year=2026, indicators=indicators, by=self.by(post), at=at)

    def standing(self, period: UUID, body: str, now: datetime = CLOSED) -> Standing:
        row = Period.objects.get(pk=period)
        return next(one for one in standings(row, now) if one.rated.body_id == self.there.body(body))


def stage() -> Stage:
    """The county; five townships beside 柳河镇."""
    there = town()
    place = there.cast.county.home
    more = [
        create_body(
            key=f"town{no}", uscc=body_code(2000 + no), kind="township", name_zh=f"第{no}镇", name_en=f"Town {no}",
            place_id=create_division(
                code=f"99082330{no}", kind="township", parent_id=place, name_zh=f"第{no}镇", name_en=f"Town {no}",
                valid_from=date(2026, 1, 5), by=SYSTEM, at=FOUNDING,
            ),
            valid_from=date(2026, 1, 5), by=SYSTEM, at=FOUNDING,
        )
        for no in range(1, 6)
    ]  # fmt: skip
    return Stage(there, [there.liuhe, *more])


def with_every_appraisal(there: Town) -> tuple[UUID, UUID]:
    """A row in each table: a refused plan, a period that is open long, the marks of 柳河镇. (plan, period)."""
    small = Stage(there, [there.liuhe])
    plan = small.filed("market_decide", VETO, on(11, 2)).plan_id
    period = open_period(
        span=Span(since=date(2026, 7, 1), until=date(2026, 11, 1), closes_at=on(12, 31).replace(year=2099)),
        departments=[there.body("market"), there.body("fire")], dispatched=[there.body("urban")],
        by=there.by("list_office", on(11, 2)), at=on(11, 2),
    )  # fmt: skip
    small.marked(period, "market", [4], on(11, 3))
    return plan, period
