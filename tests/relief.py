"""A small county for relief: the bureaus of civil affairs and medical security, Liuhe Town, an old person there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from tests.cast import FOUNDING
from tongban.agencies.actions.parties import register_party
from tongban.agencies.queries import actor_of, forget_calendar, forget_directory
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.queries.tasks import OpenTask, open_tasks
from tongban.kernel.actor import SYSTEM, Actor
from tongban.powerlist.queries import forget_versions
from tongban.simulation.actions.bodies import County, build_bodies
from tongban.simulation.actions.items import build_items
from tongban.simulation.rules.codes import citizen_code

BODIES: Final = ("civil", "medical", "centre", "government", "liuhe", "market")
ITEMS: Final = ("temporary_relief", "medical_assistance")
NEED: Final[dict[str, Any]] = {
    "applicant_name": "李桂英", "citizen_id": citizen_code(44, date(1947, 2, 11)), "phone": "13700000000",
    "address": "柳河镇河沿村 3 组", "helper": "村干部马会计", "kind": "disaster", "urgent": False,
    "what": "厨房失火，烧毁两间住房", "members": 2, "amount": 3000, "bank_account": "6217000000000000000",
}  # fmt: skip
ILLNESS: Final[dict[str, Any]] = {
    "applicant_name": "李桂英", "citizen_id": NEED["citizen_id"], "phone": "13700000000", "address": NEED["address"],
    "helper": "村干部马会计", "hospital": "县人民医院", "urgent": True, "on_allowance": False, "own_cost": 42000,
    "bank_account": NEED["bank_account"],
}  # fmt: skip


@dataclass(slots=True)
class Village:
    """The county, the versions of its relief items by key, and 李桂英 of 柳河镇."""

    county: County
    versions: dict[str, UUID]
    person: UUID

    def officer(self, post: str, at: datetime, role: int = 0) -> Actor:
        """The A (0) or B (1) holder of a post."""
        return actor_of(self.county.holders[post][role], self.county.posts[post], at)

    def asks(self, at: datetime, item: str = "temporary_relief", **answers: Any) -> UUID:
        """The window of the township takes the application."""
        given = {**(NEED if item == "temporary_relief" else ILLNESS), **answers}
        return receive_case(
            version_id=self.versions[item], applicant_id=self.person, place_id=self.county.places["990823101"],
            channel="window", answers=given, materials=[Given("m_identity", held=True)],
            by=self.officer("liuhe_window", at), at=at,
        ).case_id  # fmt: skip

    def accepts(self, case_id: UUID, at: datetime) -> UUID:
        """The township accepts; answers the document's id."""
        return accept_case(case_id=case_id, by=self.officer("liuhe_review", at), at=at, promise="phone")

    def reviews(self, task: OpenTask, at: datetime) -> None:
        """Whoever has the step agrees; where two are asked for, both."""
        post = next(key for key, post in self.county.posts.items() if post == task.post_id)
        for role in (0, 1):
            if any(one.id == task.id for one in open_tasks(task.case_id)):
                review_task(task_id=task.id, opinion="agree", reasons="", by=self.officer(post, at, role), at=at)

    def decides(self, case_id: UUID, at: datetime, decision: str = "grant") -> UUID:
        """Whoever has the decision in hand decides; answers the document's id."""
        task = next(one for one in open_tasks(case_id) if one.act == "decide")
        post = next(key for key, post in self.county.posts.items() if post == task.post_id)
        return decide_case(
            case_id=case_id, decision=decision, reasons="收入高于标准", basis=["《社会救助暂行办法》第四十八条"],
            by=self.officer(post, at), at=at,
        )  # fmt: skip


def village() -> Village:
    """Sets it up in an empty database, through the real acts."""
    forget_versions()
    forget_calendar()
    forget_directory()
    county = build_bodies(by=SYSTEM, at=FOUNDING, only=BODIES)
    versions = build_items(county, by=SYSTEM, at=FOUNDING, valid_from=date(2026, 1, 5), only=ITEMS)
    person = register_party(
        kind="person", name="李桂英", id_number=NEED["citizen_id"], phone="13700000000", by=SYSTEM, at=FOUNDING
    )
    return Village(county, versions, person)
