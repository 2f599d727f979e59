"""Recording an event: numbers, hashes, columns out of the body, and the refusal of a stale number."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from django.db import DatabaseError, connection, transaction

from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ledger.actions import STALE, append, encode, refused_when_stale
from tongban.ledger.models import LedgerEvent
from tongban.ledger.queries import events_of, head_hash, head_seq
from tongban.ledger.rules import check_chain
from tongban.ledger.tests.toys import AT, ToyMoved, move, moved

pytestmark = pytest.mark.django_db

CLERK = Actor(
    ActorKind.OFFICIAL, ref=uuid4(), post_id=uuid4(), body_id=uuid4(), place_id=uuid4(), cover_for=uuid4(),
    on_behalf_of=uuid4(), channel="window",
)  # fmt: skip


def test_the_first_event_begins_a_chain() -> None:
    recorded = move(uuid4(), 1)
    event = LedgerEvent.objects.get(id=recorded.event_id)
    assert recorded.seq == event.seq == 1
    assert bytes(event.hash) == recorded.hash == hashlib.sha256(bytes(32) + bytes(event.body)).digest()


def test_each_event_hangs_on_the_one_before() -> None:
    subject = uuid4()
    hashes = [move(subject, number).hash for number in (1, 2, 3)]
    rows = LedgerEvent.objects.filter(subject_id=subject).order_by("seq")
    assert [bytes(row.prev) for row in rows] == [bytes(32), *hashes[:2]]
    assert check_chain([(bytes(row.body), bytes(row.hash)) for row in rows]) is None
    assert (head_seq("toy", subject), head_hash("toy", subject)) == (3, hashes[2])


def test_the_columns_come_out_of_the_body() -> None:
    event_id = append(event=ToyMoved(), subject=uuid4(), seq=1, by=CLERK, at=AT).event_id
    row = LedgerEvent.objects.get(id=event_id)
    told = orjson.loads(bytes(row.body))
    assert (row.actor, row.post, row.body_id) == (CLERK.ref, CLERK.post_id, CLERK.body_id)
    assert (row.place_id, row.on_behalf_ref, row.at) == (CLERK.place_id, CLERK.on_behalf_of, AT)
    assert (str(row.id), row.type, row.type_version) == (told["id"], "toy.moved", 1)
    assert (told["channel"], told["cover_for"], told["at"]) == (
        "window",
        str(CLERK.cover_for),
        "2026-11-20T09:00:00.000000Z",
    )


def test_a_body_that_says_another_subject_is_that_subjects_event() -> None:
    one, other = uuid4(), uuid4()
    body = moved(one, 1).replace(str(one).encode(), str(other).encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger.append(%s)", [body])
    assert (events_of("toy", one), len(events_of("toy", other))) == ([], 1)


def test_place_and_person_of_the_act_may_be_given() -> None:
    place, party = uuid4(), uuid4()
    told = orjson.loads(encode(ToyMoved(), subject=uuid4(), seq=1, by=CLERK, at=AT, place_id=place, on_behalf=party))
    assert (told["place_id"], told["on_behalf"]) == (str(place), str(party))


@pytest.mark.parametrize("number", [1, 3, 0, -1])
def test_a_number_that_is_not_the_next_is_refused_with_a_sentence(number: int) -> None:
    subject = uuid4()
    move(subject, 1)
    with pytest.raises(Refused) as caught, transaction.atomic():
        move(subject, number)
    assert caught.value.refusal == STALE
    assert head_seq("toy", subject) == 1


@pytest.mark.parametrize("number", [0, 2])
def test_a_chain_begins_with_one(number: int) -> None:
    with pytest.raises(Refused), transaction.atomic():
        move(uuid4(), number)


def test_another_database_error_is_no_stale_number() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), refused_when_stale(), connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b'{"kind":"toy","seq":1}', b'{"seq":"x"}'])
def test_what_is_no_event_is_refused_by_the_database(body: bytes) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger.append(%s)", [body])


def test_a_fraction_is_refused_before_the_database() -> None:
    with pytest.raises(ValueError, match=r"\$\.data\.place: float"):
        move(uuid4(), 1, place=1.5)  # type: ignore[arg-type]


def test_events_are_read_back_with_their_data() -> None:
    subject = uuid4()
    move(subject, 1, place="floor")
    (entry,) = events_of("toy", subject)
    assert (entry.idx, entry.seq, entry.data, entry.actor) == (None, 1, {"place": "floor"}, SYSTEM.ref)
    assert events_of("toy", subject, after_seq=1) == []
    assert head_hash("toy", uuid4()) is None


def test_one_event_costs_one_statement(count_statements: Callable[[], Any]) -> None:
    subject: UUID = uuid4()
    with count_statements() as sent:
        move(subject, 1)
    assert sent.count == 1, sent.trace
