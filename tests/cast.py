"""The named cast: a small 青禾县 with four bodies, the restaurant item and one applicant. Few, always the same."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from tongban.agencies.actions.parties import register_party
from tongban.agencies.queries import actor_of, calendar, forget_calendar, forget_directory, workdays
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.receive import Given, Receipt, receive_case
from tongban.documents.queries.remedies import forget_remedies
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.workcalendar import WorkCalendar
from tongban.powerlist.queries import forget_versions
from tongban.simulation.actions.bodies import County, build_bodies
from tongban.simulation.actions.items import build_items
from tongban.simulation.rules.codes import citizen_code

ZONE: Final = ZoneInfo("Asia/Shanghai")
FOUNDING: Final = datetime(2026, 1, 5, 9, 0, tzinfo=ZONE)
BODIES: Final = ("market", "fire", "urban", "centre", "government", "forestry", "liuhe", "discipline")
ANSWERS: Final[dict[str, Any]] = {
    "shop_name": "青禾县老街坊小吃店", "uscc": "92990823MA0QH5T7X3", "operator_name": "陈芳", "phone": "13800000000",
    "address": "青禾县柳河镇河沿街 18 号 1 层", "floor_area": 86, "kitchen_area": 24, "gas": True, "size": "small",
    "dishes": ["hot", "cold"], "staff_count": 4, "manager_name": "周强", "has_sign": True,
    "sign_size": "6.5 米 × 1.2 米", "sign_text": "老街坊小吃店",
}  # fmt: skip


def on(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of 2026 in the county."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@dataclass(slots=True)
class Cast:
    """The small county with its restaurant item and the applicant 陈芳."""

    county: County
    version_id: UUID
    applicant: UUID

    def officer(self, post: str, at: datetime, role: int = 0) -> Actor:
        """The A (0) or B (1) holder of a post, acting in it."""
        return actor_of(self.county.holders[post][role], self.county.posts[post], at)

    @property
    def citizen(self) -> Actor:
        """陈芳 herself, online."""
        return Actor(ActorKind.CITIZEN, ref=self.applicant)

    def receive(
        self, at: datetime, *, by: Actor | None = None, papers: tuple[str, ...] = ("m_lease", "m_layout")
    ) -> Receipt:
        """陈芳 applies for a restaurant."""
        return receive_case(
            version_id=self.version_id, applicant_id=self.applicant, place_id=self.county.home, channel="web",
            answers=ANSWERS, materials=[Given(key) for key in papers], by=by or self.citizen, at=at,
        )  # fmt: skip

    def accepted(self, received: datetime, accepted: datetime) -> Receipt:
        """A case that the market bureau has accepted."""
        receipt = self.receive(received)
        accept_case(case_id=receipt.case_id, by=self.officer("market_review", accepted), at=accepted)
        return receipt


SETTLED: Final[dict[str, Cast]] = {}
# The work calendar of the settled place: reading its nine thousand days takes longer than most tests.
CALENDARS: Final[dict[bool, WorkCalendar]] = {}
LONG_AGO: Final = float("-inf")


# What a builder has set up in a database of its own, by its name.
STANDING: Final[dict[str, Any]] = {}


def small_county(bodies: tuple[str, ...] = BODIES) -> Cast:
    """The cast: set up in an empty database through the real acts, or what stands in a settled one."""
    forget_all()
    standing = SETTLED.get(connection.settings_dict["NAME"])
    return deepcopy(standing) if standing else _set_up(bodies)


def forget_all() -> None:
    """Drops what this process keeps of another test's database, but for the calendar that all of them have."""
    for forget in (forget_versions, forget_calendar, forget_directory, forget_remedies):
        forget()
    # Kept since long ago: who asks first asks the database whether this version is still the newest.
    workdays._calendars.update({provisional: (LONG_AGO, kept) for provisional, kept in CALENDARS.items()})


def stand(build: Callable[[], Any]) -> None:
    """Builds something in the present database for good: every test after this one finds it there (`standing`)."""
    forget_all()
    STANDING[connection.settings_dict["NAME"]] = build()
    keep_calendars()


def stood() -> Any:
    """What stands in the present database, for one test."""
    forget_all()
    return deepcopy(STANDING[connection.settings_dict["NAME"]])


def settle() -> None:
    """Sets the cast up in the present database for good: every test after this one finds it there (`settled`)."""
    SETTLED[connection.settings_dict["NAME"]] = small_county()
    keep_calendars()


def keep_calendars() -> None:
    """Reads the settled place's calendars once for all tests."""
    CALENDARS.update({provisional: calendar(provisional=provisional) for provisional in (True, False)})


def _set_up(bodies: tuple[str, ...]) -> Cast:
    county = build_bodies(by=SYSTEM, at=FOUNDING, only=bodies)
    versions = build_items(county, by=SYSTEM, at=FOUNDING, valid_from=date(2026, 1, 5), only={"open_restaurant"})
    applicant = register_party(
        kind="person",
        name="陈芳",
        id_number=citizen_code(27, date(1988, 3, 14)),
        phone="13800000000",
        by=SYSTEM,
        at=FOUNDING,
    )
    return Cast(county, versions["open_restaurant"], applicant)
