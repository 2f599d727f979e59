"""A small county for tests: one body with its posts, a head, an A and a B holder, a clerk, two citizens and a firm.

All ids of persons are the synthetic ones of the standard or of division 999999; nobody here exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from tongban.agencies import actions
from tongban.kernel.actor import SYSTEM

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
START = datetime(2020, 1, 1, tzinfo=UTC)
FIRST_DAY = date(2020, 1, 1)
PASSWORD = "qinghe-2026-riverside"


@dataclass(frozen=True)
class Office:
    """The ids of what `office` made."""

    county: UUID
    body: UUID
    review: UUID
    lead: UUID
    window: UUID
    zhang: UUID
    li: UUID
    wu: UUID
    clerk: UUID


def official(name: str, number: str, body: UUID, password: str | None = None) -> UUID:
    """One official of a body, with an account named after the staff number."""
    return actions.register_official(
        username=number, password=password, name_zh=name, name_en=name, staff_no=number, body_id=body, by=SYSTEM, at=AT
    )


def office(password: str | None = None) -> Office:
    """The market regulation bureau: review post (A Zhang, B Li), head (Wu), window post (clerk Chen)."""
    by = {"by": SYSTEM, "at": AT}
    county = actions.create_division(
        code="990823", name_zh="青禾县", name_en="Qinghe County", kind="county", valid_from=FIRST_DAY, **by
    )
    body = actions.create_body(
        key="market",
        uscc="11511301008778183N",
        kind="department",
        place_id=county,
        name_zh="县市场监管局",
        name_en="Market regulation bureau",
        valid_from=FIRST_DAY,
        **by,
    )
    duties = {"review": ["accept", "review"], "lead": ["lead", "decide"], "window": ["receive", "deliver"]}
    names = {"review": "食品许可审查岗", "lead": "局长岗", "window": "综合窗口岗"}
    posts = {
        key: actions.create_post(body_id=body, key=key, name_zh=names[key], name_en=key, duties=duty, **by)
        for key, duty in duties.items()
    }
    people = [official(name, f"S{no}", body, password) for no, name in enumerate(("张敏", "李伟", "吴刚", "陈静"), 1)]
    held = (("review", 0, "A"), ("review", 1, "B"), ("lead", 2, "A"), ("window", 3, "A"))
    for key, person, role in held:
        actions.appoint(post_id=posts[key], official_id=people[person], role=role, valid_from=START, **by)
    return Office(county, body, posts["review"], posts["lead"], posts["window"], *people)


def person(name: str = "陈小芳", id_number: str = "11010519491231002X", phone: str = "13800138000") -> UUID:
    """A registered citizen."""
    return actions.register_party(kind="person", name=name, id_number=id_number, phone=phone, by=SYSTEM, at=AT)
