"""Broken rows are inserted on purpose: the database refuses them whoever writes, and no row comes without its event."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tongban.agencies import events
from tongban.agencies.actions.recording import go_on
from tongban.agencies.models import (
    Absence,
    Body,
    BodyName,
    CalendarDay,
    CalendarVersion,
    Centre,
    Division,
    DivisionName,
    Official,
    Party,
    Post,
    PostHolding,
    Window,
)
from tongban.agencies.tests.factories import AT, FIRST_DAY, START, office, official, person
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return office()


def next_of_post(county):
    """Moves the review post on by one event, so that a part may be written."""
    event = events.OfficialAppointed(official=county.zhang, role="A", valid_from=AT)
    return go_on(Post.objects.get(pk=county.review), event, by=SYSTEM, at=AT)


def holding(county, person_id, role, seq, start=START):
    return PostHolding(
        post_id=county.review, official_id=person_id, role=role, seq=seq, body_id=county.body,
        place_id=county.county, valid=DateTimeTZRange(start, None),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "role", "constraint"),
    [("clerk", "A", "post_one_a_one_b"), ("clerk", "B", "post_one_a_one_b"), ("clerk", "C", "post_holding_role")],
)
def test_one_a_and_one_b_at_a_time(county, who, role, constraint):
    broken = holding(county, getattr(county, who), role, next_of_post(county))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        broken.save(force_insert=True)


def test_a_and_b_are_two_persons(county):
    seq = next_of_post(county)
    free = official("陈军", "S9", county.body)
    PostHolding.objects.filter(post_id=county.review, role="B").update(
        valid=DateTimeTZRange(START, START + timedelta(days=1)), seq=seq
    )
    with pytest.raises(IntegrityError, match="post_a_is_not_b"), transaction.atomic():
        holding(county, county.zhang, "B", seq, AT).save(force_insert=True)
    holding(county, free, "B", seq, AT).save(force_insert=True)


def test_one_absence_at_a_time(county):
    row = Official.objects.get(pk=county.zhang)
    span = DateTimeTZRange(AT, AT + timedelta(days=2))
    for expected in (None, "absence_once"):
        event = events.AbsenceRecorded(starts=AT, ends=AT + timedelta(days=2), reason="leave")
        seq = go_on(row, event, by=SYSTEM, at=AT)
        absence = Absence(
            official=row, body_id=row.body_id, place_id=row.place_id, during=span, reason="leave", seq=seq
        )
        if expected is None:
            absence.save(force_insert=True)
            continue
        with pytest.raises(IntegrityError, match=expected), transaction.atomic():
            absence.save(force_insert=True)


@pytest.mark.parametrize(
    ("code", "same_division", "constraint"),
    [("990824", True, "division_one_name_a_day"), ("990823", False, "division_one_code_a_day")],
)
def test_one_name_and_one_code_a_day(county, code, same_division, constraint):
    place = Division.objects.get(pk=county.county) if same_division else Division.objects.create(kind="county")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DivisionName.objects.create(
            division=place, code=code, name_zh="乙县", name_en="B", valid=DateRange(date(2021, 1, 1), None)
        )


def test_a_township_lies_in_something():
    with pytest.raises(IntegrityError, match="division_has_parent"), transaction.atomic():
        Division.objects.create(kind="township")


def test_a_day_has_one_kind_in_a_version():
    row = CalendarVersion.objects.create(version="T", source="test", at=AT)
    CalendarDay.objects.create(version=row, day=FIRST_DAY, kind="rest")
    for kind, constraint in (("working", "calendar_day_once"), ("party", "calendar_day_kind")):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            CalendarDay.objects.create(version=row, day=FIRST_DAY, kind=kind)


def broken_rows(county):
    """One row of each governed table, with a number that no event gave."""
    place, body = county.county, county.body
    span, days = DateTimeTZRange(START - timedelta(days=9), START), DateRange(date(2010, 1, 1), date(2011, 1, 1))
    return {
        "body": Body(key="x", uscc="1", kind="department", place_id=place, seq=1),
        "bodyname": BodyName(body_id=body, name_zh="甲", name_en="A", valid=days, seq=9),
        "centre": Centre(body_id=body, address_zh="甲", address_en="A", seq=9),
        "window": Window(centre_id=body, number=1, post_id=county.window, seq=9),
        "post": Post(body_id=body, place_id=place, key="x", name_zh="甲", name_en="A", duties=[], seq=1),
        "postholding": holding(county, county.zhang, "A", 99),
        "official": Official(
            user_id=uuid7(), name_zh="甲", name_en="A", staff_no="X", body_id=body, place_id=place, seq=1
        ),
        "absence": Absence(official_id=county.zhang, body_id=body, place_id=place, during=span, reason="leave", seq=9),
        "party": Party(kind="person", sealed=b"", key_id="k1", index_key_id="i1", seq=1),
    }


TABLES = ["body", "bodyname", "centre", "window", "post", "postholding", "official", "absence", "party"]


@pytest.mark.parametrize("table", TABLES)
def test_no_row_without_its_event(county, table):
    with pytest.raises(DatabaseError, match="no write without its event"), transaction.atomic():
        broken_rows(county)[table].save(force_insert=True)


def test_every_table_with_a_number_is_governed():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name FROM information_schema.columns c WHERE c.column_name = 'seq'"
            " AND c.table_name LIKE 'agencies%' AND c.table_schema = 'public'"
        )
        numbered = {name.removeprefix("agencies_") for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'governed'")
        governed = {name.removeprefix("agencies_") for (name,) in cursor.fetchall() if name.startswith("agencies_")}
    assert numbered == governed == {*TABLES, "token", "unit", "unitpart"}


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE agencies_party SET kind = 'firm'", "each event changes this row once"),
        ("UPDATE agencies_party SET kind = 'firm', seq = seq + 1", "no write without its event"),
        ("DELETE FROM agencies_party", "permission denied|is refused"),
        ("UPDATE agencies_postholding SET role = 'B'", "a part carries the number of a later event"),
        ("DELETE FROM agencies_absence", "permission denied|is refused"),
        ("TRUNCATE agencies_body CASCADE", "permission denied|is refused"),
        ("DELETE FROM agencies_accesslog", "permission denied|is refused"),
        ("UPDATE agencies_accesslog SET reason = ''", "permission denied|is refused"),
    ],
)
def test_the_application_cannot_write_past_the_ledger(county, statement, why):
    person()
    with pytest.raises(DatabaseError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
