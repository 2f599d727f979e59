"""Many powers at once are what one by one would be; one subject of the ledger covers them; nothing slips through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.cast import FOUNDING, on
from tests.delegation.stage import ACTIVATED, DRAFTED, PUBLISHED, Stage, stage
from tongban.agencies.actions.bodies import create_body
from tongban.agencies.queries import bodies
from tongban.delegation.actions import activating, decisions
from tongban.delegation.actions.bulk import draft_from_sheet, preview_sheet
from tongban.delegation.actions.returning import take_back
from tongban.delegation.models import Line
from tongban.delegation.queries.judging import LineWish
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.ledger.actions.sets import rows_at_once
from tongban.ledger.queries import events_of
from tongban.ledger.queries.audit import rows_audit
from tongban.powerlist.models import Conferral, PowerHolding
from tongban.powerlist.queries.conferrals import rows_hold
from tongban.simulation.rules.codes import body_code

TOWNS = ["liuhe", "hewan", "shuangjing", "baiyang"]
WORDS = ["下放", "试行至2026-09-30", "暂缓：人员未到位", "下放"]
PROVINCE = {"form": "transferred", "authority_level": "province"}
_LINE = ("item_id", "place_id", "receiver_id", "giver_id", "mode", "until", "reason", "state", "starts_at", "before_id",
         "lookback_due", "guidance_due", "sample_due")  # fmt: skip
_HOLDING = ("item_id", "place_id", "function", "body_id", "legal_form", "supervisor_id", "valid", "closes")


def with_towns() -> Stage:
    """The small county with the governments of three more towns."""
    made = stage()
    places = made.cast.county.places
    for number, town in enumerate(TOWNS[1:], start=102):
        name = f"第{number}镇人民政府"
        create_body(
            key=town, uscc=body_code(4000 + number), kind="township", place_id=places[f"990823{number}"],
            name_zh=name, name_en=town, valid_from=FOUNDING.date(), by=SYSTEM, at=FOUNDING,
        )  # fmt: skip
    return made


class Undone(Exception):
    """What was done is undone, so that it can be done otherwise."""


def in_force(made: Stage, decision: Any) -> None:
    decisions.consult_receivers(decision_id=decision, until=DRAFTED.date(), by=made.office, at=DRAFTED)
    decisions.approve_decision(decision_id=decision, by=made.head, at=PUBLISHED)
    decisions.publish_decision(decision_id=decision, by=made.office, at=PUBLISHED)
    activating.activate_decision(decision_id=decision, by=made.office, at=ACTIVATED)


def by_sheet(made: Stage, **heading: Any) -> None:
    told = made.heading(**PROVINCE, **heading)
    seen = preview_sheet(data=made.sheet(WORDS, TOWNS), name="权力表.csv", heading=told, by=made.office, at=DRAFTED)
    assert (seen.cells, seen.faults) == (4, 0)
    in_force(made, draft_from_sheet(sheet_id=seen.sheet_id, by=made.office, at=DRAFTED))


def one_by_one(made: Stage) -> None:
    wishes = [
        {"mode": "live"}, {"mode": "trial", "until": on(10, 1, 0)}, {"mode": "withheld", "reason": "人员未到位"},
        {"mode": "live"},
    ]  # fmt: skip
    known = {one.key: one.id for one in bodies()}
    for number, (town, wish) in enumerate(zip(TOWNS, wishes, strict=True)):
        body = known[town]
        place = made.cast.county.places[f"990823{101 + number}"]
        line = LineWish(made.item, place, body, **wish)
        in_force(made, made.draft(lines=[line], number=f"一件一文〔2026〕{number}号", **PROVINCE))


def outcome(made: Stage, act: Callable[[Stage], None]) -> tuple[list[Any], list[Any]]:
    """The lines and holdings an act leaves, without keys and documents; the act is undone."""
    try:
        with transaction.atomic():
            act(made)
            rows = PowerHolding.objects.filter(item_id=made.item).order_by("place_id", "valid")
            found = list(Line.objects.order_by("place_id").values_list(*_LINE)), list(rows.values_list(*_HOLDING))
            raise Undone
    except Undone:
        return found


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
def test_d_12_many_at_once_are_what_one_by_one_would_be() -> None:
    made = with_towns()
    lines, holdings = outcome(made, by_sheet)
    assert (lines, holdings) == outcome(made, one_by_one)
    assert (len(lines), len(holdings)) == (4, 4)


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
def test_the_rows_of_a_conferral_are_one_subject_that_tells_what_changes_later() -> None:
    made = stage()
    line = made.activated()
    (one,) = Conferral.objects.all()
    holding = PowerHolding.objects.get(pk=line)
    assert (holding.conferral_id, holding.seq, one.rows, rows_hold(one.pk)) == (one.pk, 1, 1, True)
    take_back(
        line_id=line, moment=on(9, 1, 0), document="青禾政发〔2026〕12号", moves_cases=False, by=made.head, at=on(8, 20)
    )
    assert [event.type for event in events_of("conferral", one.pk)] == ["powers.conferred", "powers.changed"]
    assert (PowerHolding.objects.get(pk=line).seq, rows_hold(one.pk)) == (2, True)


def test_a_row_that_was_changed_behind_the_ledgers_back_is_found(committed_db: str, owner_connection: Any) -> None:
    made = with_towns()
    by_sheet(made)
    assert rows_audit() == []
    other = made.cast.county.bodies["urban"]
    owner_connection.execute("ALTER TABLE powerlist_powerholding DISABLE TRIGGER USER")
    owner_connection.execute("UPDATE powerlist_powerholding SET body_id = %s WHERE place_id = %s", [other, made.place])
    owner_connection.execute("ALTER TABLE powerlist_powerholding ENABLE TRIGGER USER")
    owner_connection.commit()
    (one,) = Conferral.objects.all()
    assert [fault.where for fault in rows_audit()] == [f"conferral {one.pk}"]


CLOSE = "UPDATE powerlist_powerholding SET closes = true, seq = seq + 1"
WITHOUT_EVENT = {
    "a line": "UPDATE delegation_line SET reason = 'x', seq = seq + 1",
    "a line of the same number": "UPDATE delegation_line SET reason = 'x'",
    "a row of a conferral": f"{CLOSE} WHERE conferral_id IS NOT NULL",
    "a row of its own": f"{CLOSE} WHERE conferral_id IS NULL",
    "another subject": "UPDATE powerlist_powerholding SET conferral_id = NULL WHERE conferral_id IS NOT NULL",
}


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("what", WITHOUT_EVENT)
def test_what_is_looked_at_as_a_set_is_not_written_without_its_event(what: str) -> None:
    stage().activated()
    with pytest.raises(DatabaseError) as told, transaction.atomic(), rows_at_once(), connection.cursor() as cursor:
        cursor.execute(WITHOUT_EVENT[what])
    cause = told.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.sqlstate == "TB002"


@pytest.mark.django_db
@pytest.mark.usefixtures("settled")
def test_a_line_for_a_place_that_is_not_there_is_refused_by_the_database() -> None:
    made = stage()
    nowhere = [decisions.Judged(made.wish(place_id=uuid7()), None, (), ())]
    told: dict[str, Any] = {"heading": made.heading(), "lines": [nowhere[0].wish], "by": made.office, "at": DRAFTED}
    with pytest.raises(IntegrityError):
        decisions.draft_decision(judged=nowhere, **told)
