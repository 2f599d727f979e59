"""A11: after an erasure nobody guesses the person back, with everything stored and every key of the installation.

Who tries holds all tables, all event bodies, the wrapping and the index keys; the person's own key and the indexes are
gone. Identity numbers are tried in every form in which one could be stored; the true one is among them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator
from random import Random
from typing import Final

import pytest
from django.conf import settings
from django.db import connection

from tongban.agencies import actions
from tongban.agencies.models.parties import keyring
from tongban.agencies.tests.factories import AT, person
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.identifiers import citizen_id_problem

TRUE: Final = "11010519491231002X"
TABLES: Final = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname IN ('public', 'ledger') AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')
"""
BYTES: Final = re.compile(r"\\x([0-9a-f]+)")
WORDS: Final = re.compile(r"[0-9A-Za-z+/_=-]{15,}")

pytestmark = pytest.mark.django_db


def everything() -> set[str]:
    """Every word of at least 15 signs in any column of any table; bytes as hexadecimal digits and as text."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {table} AS t")
            for (row,) in cursor.fetchall():
                plain = [bytes.fromhex(each).decode("utf-8", "replace") for each in BYTES.findall(row)]
                found.update(word for text in (row, *plain) for word in WORDS.findall(text))
                found.update(BYTES.findall(row))
    return found


def forms(number: str, parties: list[bytes]) -> Iterator[str]:
    """A number as it might be stored: plain, hashed, under each key of the installation, with a party's id as salt."""
    data, secret = number.encode(), f"{settings.TONGBAN_KEK}{settings.TONGBAN_INDEX_KEY}".encode()
    made = [hashlib.sha256(data), hashlib.md5(data, usedforsecurity=False), hmac.new(secret, data, "sha256")]
    made += [hashlib.sha256(party + data) for party in parties]
    hashes = [each.digest() for each in made] + [index for _, index in keyring().all_indexes("id", number)]
    yield number
    for each in hashes:
        yield from (each.hex(), base64.b64encode(each).decode(), base64.urlsafe_b64encode(each).decode().rstrip("="))


def candidates(count: int) -> Iterator[str]:
    """The true number and so many others, each with its right last sign."""
    chance = Random(1)
    yield TRUE
    for _ in range(count):
        body = f"110105{chance.randrange(1930, 2010)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        body += f"{chance.randrange(1000):03}"
        total = sum(int(sign) * (2 ** (17 - at) % 11) for at, sign in enumerate(body))
        yield body + "10X98765432"[total % 11]


def matches(count: int, party: bytes) -> list[str]:
    kept = everything()
    return [number for number in candidates(count) if not kept.isdisjoint(forms(number, [party]))]


@pytest.mark.parametrize("count", [3000, pytest.param(10_000_000, marks=pytest.mark.nightly)])
def test_a11_no_candidate_matches_what_is_left_of_an_erased_person(count: int) -> None:
    party = person(id_number=TRUE)
    assert matches(200, party.bytes) == [TRUE], "before the erasure the index key finds it: the control"
    actions.erase_party(party_id=party, ground="own_wish", by=Actor(ActorKind.CITIZEN, ref=party), at=AT)
    assert matches(count, party.bytes) == []


def test_a11_candidates_are_numbers_that_could_be_somebodys() -> None:
    assert [citizen_id_problem(number) for number in candidates(50)] == [None] * 51


def test_a11_an_erasure_that_forgot_the_index_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    party = person(id_number=TRUE)
    forget = actions.parties.go_on
    monkeypatch.setattr(
        actions.parties,
        "go_on",
        lambda row, event, **rest: forget(row, event, **{**rest, "fields": ("sealed", "phone_bidx", "name_bidx")}),
    )
    actions.erase_party(party_id=party, ground="own_wish", by=Actor(ActorKind.CITIZEN, ref=party), at=AT)
    assert matches(10, party.bytes) == [TRUE]
