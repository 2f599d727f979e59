"""Persons in every situation, recognisable anywhere, and what the database holds of each, found without the register.

A person's serial says what they did: only an account; a draft with a paper; an application on its way; one refused; an
order on its way or closed; a rating; a booking. Each has a neighbour who did the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import connection

from tests.canaries.marks import NAME, PHONE, SIGNS, Canary, canary
from tests.cast import ANSWERS, Cast, on
from tests.hotline.stage import Line
from tests.people import picture
from tests.stages import decide, reviewer
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.actions.parties import register_party
from tongban.agencies.queries import reveal_party, seal, sealing_key, unseal
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import deliver_case
from tongban.cases.actions.drafts import put_material, save_answers, start_draft, submit_draft
from tongban.cases.actions.receive import Given
from tongban.cases.actions.review import review_task
from tongban.cases.queries.tasks import open_tasks
from tongban.documents.actions.files import store_file
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.reminders.actions.leaving import leave_reminder

WAYS: Final = ("account", "draft", "going", "refused", "order", "answered", "reminded", "many")
MARKS: Final = re.compile(f"{NAME}[{SIGNS}]{{4}}|{PHONE}\\d{{4}}|9908231903\\d{{7}}[0-9X]")


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the county, signed in, with what they did."""

    person: Canary
    party: UUID
    account: UUID
    way: str

    @property
    def actor(self) -> Actor:
        """The person, acting."""
        return Actor(ActorKind.CITIZEN, ref=self.party)

    @property
    def marks(self) -> set[str]:
        """All that names this person and nobody else."""
        return {self.person.name, self.person.phone, self.person.id_number}


def someone(serial: int, cast: Cast) -> Someone:
    """The person of a serial, after what its number says."""
    who = canary(serial)
    party = register_party(
        kind="person", name=who.name, id_number=who.id_number, phone=who.phone, address=who.address, by=SYSTEM,
        at=on(11, 2),
    )  # fmt: skip
    account = open_citizen_account(username=f"u{who.phone}", password=None, party_id=party, by=SYSTEM, at=on(11, 2))
    one = Someone(who, party, account, WAYS[serial % len(WAYS)])
    for way in ("draft", "refused", "answered", "reminded") if one.way == "many" else (one.way,):
        GONE[way](one, cast)
    return one


def _account(one: Someone, cast: Cast) -> None:
    """Nothing but the account."""


def begun(one: Someone, cast: Cast) -> UUID:
    """A draft that names the person, with a paper whose name does."""
    at = on(11, 2)
    draft = start_draft(
        version_id=cast.version_id, party_id=one.party, place_id=cast.county.home, channel="web", by=one.actor, at=at
    )
    said = {"operator_name": one.person.name, "phone": one.person.phone, "shop_name": f"{one.person.name}小吃店"}
    save_answers(draft_id=draft, answers=ANSWERS | said, place_id=None, by=one.actor, at=at)
    stored = store_file(
        data=picture(), name=f"{one.person.name}的合同.png", owner=draft, by=one.actor, at=at,
        seal=lambda plain: seal(sealing_key(one.party), plain),
    )  # fmt: skip
    put_material(draft_id=draft, given=Given("m_lease", stored.id), by=one.actor, at=at)
    put_material(draft_id=draft, given=Given("m_layout", held=True), by=one.actor, at=at)
    return draft


def _going(one: Someone, cast: Cast) -> UUID:
    case: UUID = submit_draft(draft_id=begun(one, cast), by=one.actor, at=on(11, 2)).case_id
    accept_case(case_id=case, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))
    reveal_party(
        one.party, by=cast.officer("market_review", on(11, 3)), reason="核对证件", case_ref=str(case), at=on(11, 3)
    )
    return case


def _refused(one: Someone, cast: Cast) -> None:
    case = _going(one, cast)
    for task in open_tasks(case):
        said = f"{one.person.name}到场"
        review_task(task_id=task.id, opinion="agree", reasons=said, by=reviewer(cast, task, on(11, 6)), at=on(11, 6))
    decide(cast, case, "refuse")
    deliver_case(case_id=case, method="window", by=cast.officer("delivery", on(11, 10)), at=on(11, 10))


def _order(one: Someone, cast: Cast) -> None:
    Line(cast).dispatched(to="market", **_words(one))


def _answered(one: Someone, cast: Cast) -> None:
    line = Line(cast)
    line.called(line.replied(to="market", **_words(one)), on(11, 3), solved=True)


def _words(one: Someone) -> dict[str, Any]:
    """What a signed-in person asks the line, naming themselves."""
    return {
        "party_id": one.party, "name": "", "phone": "", "request": uuid7(),
        "text": f"我是{one.person.name}，楼下烧烤店每天营业到凌晨，油烟和噪音让人睡不着，请打{one.person.phone}。",
    }  # fmt: skip


def _reminded(one: Someone, cast: Cast) -> None:
    told: dict[str, str | int] = {"number": "QH-1", "points": 1, "until": "2026-11-30"}
    leave_reminder(key=f"test:{one.party}", kind="notice", params=told, at=on(11, 3), party_id=one.party)


GONE: Final[dict[str, Callable[[Someone, Cast], object]]] = {
    "account": _account, "draft": begun, "going": _going, "refused": _refused, "order": _order,
    "answered": _answered, "reminded": _reminded,
}  # fmt: skip


def named_in(text: str) -> set[str]:
    """Everything in a text that names a person of these tests."""
    return set(MARKS.findall(text))


def opened_for(party: UUID) -> list[tuple[str, str, str]]:
    """(table, column, words) of every sealed value of the whole database that this person's key opens."""
    key, found = sealing_key(party), []
    for table, column in _of_type("bytea"):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{column}" FROM {table} WHERE "{column}" IS NOT NULL')
            values = [bytes(value) for (value,) in cursor.fetchall()]
        for value in values:
            with suppress(InvalidTag, ValueError, IndexError):
                found.append((table, column, unseal(key, value).decode()))
    return found


def rows_naming(party: UUID) -> Counter[str]:
    """How many rows of each table bear the person's reference, in whichever column, found without the register."""
    found: Counter[str] = Counter()
    parts = [
        f"SELECT '{table}', count(*) FROM {table} WHERE \"{name}\" = %(party)s" for table, name in _of_type("uuid")
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"party": party})
        for table, number in cursor.fetchall():
            found[table] += number
    return +found


@cache
def _of_type(kind: str) -> tuple[tuple[str, str], ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND udt_name = %s AND column_name NOT LIKE '%%bidx' ORDER BY 1, 2",
            [kind],
        )
        return tuple(cursor.fetchall())
