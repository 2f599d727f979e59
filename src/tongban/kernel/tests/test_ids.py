"""Keys: their bits, their order within a millisecond and against the clock, the current source."""

from itertools import count, pairwise
from threading import Thread
from uuid import RFC_4122, UUID

import pytest

from tongban.kernel.ids import IdSource, SeededIds, use_ids, uuid7


def zeros(length: int) -> bytes:
    return bytes(length)


def ones(length: int) -> bytes:
    return b"\xff" * length


def rising(keys: list[UUID]) -> bool:
    return all(before < after for before, after in pairwise(keys))


def test_a_key_is_a_version_7_uuid_of_its_millisecond() -> None:
    key = IdSource(lambda: 0x017F22E279B0, zeros).next()
    assert (key.version, key.variant) == (7, RFC_4122)
    assert str(key) == "017f22e2-79b0-7000-8000-000000000000"


def test_all_random_bits_are_used_and_the_counter_starts_in_its_lower_half() -> None:
    assert str(IdSource(lambda: 1, ones).next()) == "00000000-0001-77ff-bfff-ffffffffffff"


def test_keys_of_one_millisecond_rise() -> None:
    source = IdSource(lambda: 5, zeros)
    assert rising([source.next() for _ in range(100)])


def test_more_keys_than_a_millisecond_holds_borrow_the_next() -> None:
    source = IdSource(lambda: 5, zeros)
    keys = [source.next() for _ in range(5000)]
    assert rising(keys)
    assert keys[-1].int >> 80 == 6


def test_a_clock_that_steps_back_does_not_give_an_earlier_key() -> None:
    clock = iter([1000, 400, 400, 1001])
    source = IdSource(lambda: next(clock), zeros)
    assert rising([source.next() for _ in range(4)])


def test_without_the_counter_keys_of_one_millisecond_would_not_rise() -> None:
    noise = iter([b"\xff" * 10, bytes(10)])
    keys = [IdSource(lambda: 5, lambda _: next(noise)).next() for _ in range(2)]  # a new source forgets the last key
    assert not rising(keys)


def test_threads_never_get_the_same_key() -> None:
    ticks = count()
    source = IdSource(lambda: next(ticks) // 50, zeros)
    keys: list[UUID] = []
    threads = [Thread(target=lambda: keys.extend(source.next() for _ in range(500))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 2000


def test_a_seed_gives_the_same_keys_again() -> None:
    one, two, other = SeededIds(7), SeededIds(7), SeededIds(8)
    assert [one.next() for _ in range(3)] == [two.next() for _ in range(3)]
    assert one.next() != other.next()


def test_seeded_keys_can_follow_a_clock() -> None:
    assert SeededIds("county", clock_ms=lambda: 9).next().int >> 80 == 9


def test_the_current_source_is_swapped_for_a_block_only() -> None:
    with use_ids(SeededIds(1)) as source:
        inside = uuid7()
        assert source is not None
    assert inside == SeededIds(1).next()
    assert uuid7() != SeededIds(1).next()


def test_the_source_comes_back_after_an_error() -> None:
    with pytest.raises(RuntimeError), use_ids(SeededIds(1)):
        raise RuntimeError
    assert uuid7().int >> 80 > 1_767_225_700_000
