"""Events as values: the catalogue, what their fields become, and the page for readers outside. No database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

import pytest

from tongban.ledger import events
from tongban.ledger.events import Event, catalogue, event_data, instant, plain
from tongban.ledger.rules import CatalogueEntry, check_chain, events_page, link

BEIJING = timezone(timedelta(hours=8))


class Colour(StrEnum):
    RED = "red"


@pytest.fixture(autouse=True)
def own_catalogue() -> Iterator[None]:
    """Events stated in a test leave the catalogue with it."""
    before = dict(events._listed)
    yield
    events._listed.clear()
    events._listed.update(before)


def state(name: str) -> type[Event]:
    @dataclass(frozen=True, slots=True)
    class Stated(Event):
        """Something
        was stated."""

        type: ClassVar[str] = name
        version: ClassVar[int] = 1
        kind: ClassVar[str] = "statement"
        words: int = 0
        by: UUID | None = None

    return Stated


def test_an_event_is_listed_with_its_meaning_and_fields() -> None:
    state("statement.made")
    (entry,) = [entry for entry in catalogue() if entry.type == "statement.made"]
    assert (entry.meaning, entry.kind, entry.version) == ("Something was stated.", "statement", 1)
    assert [name for name, _ in entry.fields] == ["words", "by"]


def test_a_base_without_a_type_is_not_listed() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Base(Event):
        kind: ClassVar[str] = "statement"

    before = catalogue()
    assert Base not in events._listed.values()
    assert catalogue() == before


def test_two_meanings_under_one_name_are_refused() -> None:
    state("statement.made")
    with pytest.raises(ValueError, match="stated twice"):

        @dataclass(frozen=True)
        class Other(Event):
            type: ClassVar[str] = "statement.made"
            kind: ClassVar[str] = "statement"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (5, 5),
        ("x", "x"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (date(2026, 11, 20), "2026-11-20"),
        (datetime(2026, 11, 20, 17, 0, tzinfo=BEIJING), "2026-11-20T09:00:00.000000Z"),
        ((1, UUID(int=1)), [1, "00000000-0000-0000-0000-000000000001"]),
        ([Colour.RED], ["red"]),
        ({"b", "a"}, ["a", "b"]),
        (frozenset({2, 1}), [1, 2]),
        ({"when": date(2026, 1, 1), "what": (Colour.RED,)}, {"when": "2026-01-01", "what": ["red"]}),
        (1.5, 1.5),
    ],
)
def test_fields_become_plain_values(value: Any, written: Any) -> None:
    assert plain(value) == written


def test_the_data_of_an_event_are_its_own_fields() -> None:
    assert event_data(state("statement.made")(words=3)) == {"words": 3, "by": None}  # type: ignore[call-arg]


def test_lists_of_notes_become_objects() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Noted(Event):
        type: ClassVar[str] = "statement.noted"
        kind: ClassVar[str] = "statement"
        notes: list[dict[str, Any]] = field(default_factory=list)

    assert event_data(Noted(notes=[{"task": UUID(int=1), "due": None}])) == {
        "notes": [{"task": "00000000-0000-0000-0000-000000000001", "due": None}]
    }


def test_a_moment_is_written_in_utc_and_needs_its_zone() -> None:
    assert instant(datetime(2026, 11, 20, 9, 0, 0, 5, tzinfo=UTC)) == "2026-11-20T09:00:00.000005Z"
    assert instant(datetime(26, 1, 1, tzinfo=UTC)) == "0026-01-01T00:00:00.000000Z"
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 11, 20, 9, 0))


def test_the_page_has_a_chapter_for_each_kind_of_subject() -> None:
    page = events_page(
        [
            CatalogueEntry("toy.moved", 1, "toy", "A toy was moved.", (("place", "str"), ("by", "UUID | None")), "m"),
            CatalogueEntry("case.withdrawn", 2, "case", "Taken back.", (), "m"),
        ]
    )
    assert page.index("## case") < page.index("### case.withdrawn (version 2)") < page.index("## toy")
    assert "| `by` | `UUID or none` |" in page
    assert "No fields of its own." in page


def chain(length: int) -> list[tuple[bytes, bytes]]:
    links, prev = [], bytes(32)
    for number in range(length):
        body = b"event %d" % number
        prev = link(prev, body)
        links.append((body, prev))
    return links


def test_a_whole_chain_holds_also_cut_at_its_end() -> None:
    assert check_chain(chain(5)) is None
    assert check_chain(chain(5)[:3]) is None
    assert check_chain([]) is None


@pytest.mark.parametrize("number", range(1, 5))
def test_a_changed_removed_or_swapped_event_is_named(number: int) -> None:
    changed, removed, swapped = chain(5), chain(5), chain(5)
    changed[number - 1] = (b"x", changed[number - 1][1])
    del removed[number - 1]
    swapped[number - 1], swapped[number] = swapped[number], swapped[number - 1]
    assert [check_chain(links) for links in (changed, removed, swapped)] == [number] * 3


def test_every_bit_of_a_chain_counts() -> None:
    links = chain(4)
    for place, (body, digest) in enumerate(links):
        for bit in range(8 * len(body)):
            flipped = bytearray(body)
            flipped[bit // 8] ^= 1 << bit % 8
            assert check_chain([*links[:place], (bytes(flipped), digest), *links[place + 1 :]]) == place + 1
