"""A centre with a window for tests: the small office of the agencies, its hall, an opened day, citizens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from tongban.agencies import actions, queries
from tongban.agencies.jobs import seed_calendar
from tongban.agencies.tests.factories import AT as FOUNDING
from tongban.agencies.tests.factories import Office, office, official, person
from tongban.centres.actions.days import open_days
from tongban.centres.models import ServiceDay
from tongban.kernel.actor import SYSTEM, Actor, ActorKind

# Monday 23 November 2026, half past nine in the county.
AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TEN = time(10, 0)


@dataclass(frozen=True)
class Hall:
    """The ids of what `hall` made."""

    office: Office
    day: UUID
    window: UUID
    citizens: tuple[Actor, ...]

    @property
    def clerk(self) -> Actor:
        """The clerk at window 1."""
        return queries.actor_of(self.office.clerk, self.office.window, AT)

    @property
    def centre(self) -> UUID:
        """The body that runs the hall."""
        return self.office.body


def citizen_code(serial: int, born: datetime) -> str:
    """A lawful identity number of a division that does not exist."""
    plain = f"999999{born:%Y%m%d}{serial:03d}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(plain))
    return plain + "10X98765432"[total % 11]


def hall(people: int = 6) -> Hall:
    """One centre with one window, open today and the coming days, and some citizens."""
    seed_calendar()
    queries.forget_calendar()
    queries.forget_directory()
    made = office()
    by = {"by": SYSTEM, "at": FOUNDING}
    actions.open_centre(body_id=made.body, address_zh="人民路 1 号", address_en="1 Renmin Road", **by)
    window = actions.open_window(centre_id=made.body, number=1, post_id=made.window, **by)
    open_days(at=AT)
    day = ServiceDay.objects.get(day="2026-11-23")
    born = datetime(1980, 1, 1, tzinfo=UTC)
    parties = [
        person(
            name=f"张{'甲乙丙丁戊己庚辛'[no]}", id_number=citizen_code(600 + no, born + timedelta(days=no)), phone=""
        )
        for no in range(people)
    ]
    citizens = tuple(Actor(ActorKind.CITIZEN, ref=party) for party in parties)
    return Hall(made, day.pk, window, citizens)


def second_window(made: Hall) -> Actor:
    """Another clerk at window 2 of the same hall."""
    by = {"by": SYSTEM, "at": FOUNDING}
    post = actions.create_post(
        body_id=made.centre, key="window_2", name_zh="综合窗口二岗", name_en="Window 2", duties=["receive"], **by
    )
    clerk = official("王丽", "W2", made.centre)
    actions.appoint(post_id=post, official_id=clerk, role="A", valid_from=FOUNDING, **by)
    actions.open_window(centre_id=made.centre, number=2, post_id=post, **by)
    return queries.actor_of(clerk, post, AT)
