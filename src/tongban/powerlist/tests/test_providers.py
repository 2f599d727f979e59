"""The order of a register prefers nobody, can be drawn again by anybody, and cannot be set by who keeps the list."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from random import Random

import pytest

from tongban.powerlist.rules.providers import drawn, in_force, number_of, seed_of

MAKERS = [f"92990823500091{serial:03d}X" for serial in range(5)]
SEED = seed_of("seal_makers", MAKERS)
DRAWS = 10_000
UNLIKELY = 39.25  # chi-square, 16 degrees of freedom: a fair order passes this once in a thousand times
Order = Callable[[Sequence[str], str], list[str]]


def fair(makers: Sequence[str], number: str) -> list[str]:
    return drawn(makers, seed=SEED, number=number)


def by_code(makers: Sequence[str], number: str) -> list[str]:
    return sorted(makers)


def turned_by_one(makers: Sequence[str], number: str) -> list[str]:
    """Each stands first equally often, but always the same one behind it: who is second is no accident."""
    at = int(number, 16) % len(makers)
    listed = sorted(makers)
    return [listed[at], *listed[:at], *listed[at + 1 :]]


def forgets_the_number(makers: Sequence[str], number: str) -> list[str]:
    return drawn(makers, seed=SEED, number="")


def bias(order: Order) -> float:
    """How far the places of all members over the draws are from equal: chi-square over members and places."""
    random, seen = Random(990823), Counter[tuple[str, int]]()
    for _ in range(DRAWS):
        number = f"{random.getrandbits(48):012x}"
        seen.update((code, place) for place, code in enumerate(order(MAKERS, number)))
    each = DRAWS / len(MAKERS)
    return sum((seen[code, place] - each) ** 2 / each for code in MAKERS for place in range(len(MAKERS)))


def test_s_25_no_seal_maker_stands_anywhere_more_often_than_another_in_ten_thousand_draws() -> None:
    assert bias(fair) < UNLIKELY


@pytest.mark.parametrize("order", [by_code, turned_by_one, forgets_the_number])
def test_an_order_that_prefers_somebody_is_found(order: Order) -> None:
    """Seeded faults: a list in the order of codes, a list that only turns, a draw that forgets its number."""
    assert bias(order) > UNLIKELY


def test_s_25_anybody_draws_the_same_order_from_what_is_published() -> None:
    number = number_of("0198c2aa-5f11-7a0e-9c41-8b1d22f0a7c3")
    seed = hashlib.sha256(("seal_makers\n" + "\n".join(sorted(MAKERS))).encode()).hexdigest()
    digests = {code: hashlib.sha256(f"{seed}\n8b1d22f0a7c3\n{code}".encode()).hexdigest() for code in MAKERS}
    assert drawn(MAKERS, seed=SEED, number=number) == sorted(MAKERS, key=digests.__getitem__)


def test_the_order_does_not_ask_in_which_order_the_list_was_entered() -> None:
    assert fair(MAKERS, "1") == fair(MAKERS[::-1], "1")
    assert seed_of("seal_makers", MAKERS) == seed_of("seal_makers", MAKERS[::-1])


@pytest.mark.parametrize(
    ("day", "listed"), [(date(2026, 1, 4), False), (date(2026, 1, 5), True), (date(2026, 6, 1), False)]
)
def test_a_member_is_listed_from_its_first_day_until_the_day_it_leaves(day: date, listed: bool) -> None:
    assert in_force(date(2026, 1, 5), date(2026, 6, 1), day) is listed
