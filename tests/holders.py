"""A holder of a certificate: the small county with the four items on one, and 陈芳's licence that ends in December."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tests.cast import FOUNDING, ZONE, Cast, small_county
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case, issue_result
from tongban.cases.actions.receive import receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.queries.tasks import open_tasks
from tongban.certificates.actions import issue_certificate
from tongban.certificates.queries import CertificateRef
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.simulation.actions.items import build_items

ITEMS = {"food_renewal", "food_change", "food_replacement", "food_surrender"}
PHONE = {"phone": "13800000000"}
ANSWERS: dict[str, dict[str, Any]] = {
    "food_renewal": {"conditions_same": "same", **PHONE},
    "food_change": {"shop_name": "青禾县新店名小吃店", "operator_name": "陈芳", "dishes": ["hot"], **PHONE},
    "food_replacement": {"why": "lost", **PHONE},
    "food_surrender": {"why": "closed", **PHONE},
}
ENDS = date(2026, 12, 20)  # a Sunday: the last day of validity does not move


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def before(days: int) -> date:
    return ENDS - timedelta(days=days)


@dataclass(slots=True)
class Stage:
    """The small county with the four items and 陈芳's licence, which ends on 20 December 2026."""

    cast: Cast
    versions: dict[str, UUID]
    held: CertificateRef

    def ask(self, key: str, moment: datetime, **given: Any) -> UUID:
        """陈芳 asks for one of the four."""
        return receive_case(
            version_id=self.versions[key], applicant_id=self.cast.applicant, place_id=self.cast.county.home,
            channel="web", answers=ANSWERS[key], materials=[], by=self.cast.citizen, at=moment, **given,
        ).case_id  # fmt: skip

    def accept(self, case_id: UUID, moment: datetime) -> None:
        accept_case(case_id=case_id, by=self.cast.officer("market_review", moment), at=moment)

    def grant(self, key: str, moment: datetime) -> UUID:
        """The whole way to the result on one day."""
        case_id = self.ask(key, moment)
        self.accept(case_id, moment)
        self.review(case_id, moment)
        self.decide(case_id, moment)
        issue_result(case_id=case_id, at=moment)
        return case_id

    def review(self, case_id: UUID, moment: datetime) -> None:
        task = open_tasks(case_id)[0]
        officer = self.cast.officer("market_review", moment)
        review_task(task_id=task.id, opinion="agree", reasons="", by=officer, at=moment)

    def decide(self, case_id: UUID, moment: datetime) -> None:
        head = self.cast.officer("market_decide", moment)
        decide_case(case_id=case_id, decision="grant", reasons="", basis=[], by=head, at=moment)


def holder() -> Stage:
    """Everything set up through the real acts."""
    cast = small_county()
    versions = build_items(cast.county, by=SYSTEM, at=FOUNDING, valid_from=date(2026, 1, 5), only=ITEMS)
    content = {"title": "食品经营许可证", "number_word": "JY", "type_code": "11100000MB0143028R001",
               "fields": {"字号名称": "青禾县老街坊小吃店"}}  # fmt: skip
    held = issue_certificate(
        case_id=uuid7(), body_id=cast.county.bodies["market"], kind="food_business", holder=cast.applicant,
        content=content, valid_from=date(2021, 12, 21), valid_to=ENDS, by=SYSTEM, at=FOUNDING,
    )  # fmt: skip
    return Stage(cast, versions, held)
