"""Near-duplicates: planted ones are found, others are not; one question finds what it asks for."""

from __future__ import annotations

from random import Random

import pytest

pytest.importorskip("numpy", reason="near-duplicates need the extra text")

from tongban.hotline.text.near import Index, alike, near_duplicates, sketches

FIRST, LAST = 0x4E00, 0x9000


def made(count: int) -> list[str]:
    chance = Random(5)
    return ["".join(chr(chance.randrange(FIRST, LAST)) for _ in range(chance.randrange(30, 90))) for _ in range(count)]


def changed(text: str, chance: Random) -> str:
    """Each tenth character another one."""
    return "".join(chr(chance.randrange(FIRST, LAST)) if chance.random() < 0.1 else one for one in text)


def test_planted_near_duplicates_are_found_and_nothing_else() -> None:
    texts, chance = made(2000), Random(6)
    doubles = [changed(texts[place], chance) for place in range(300)]
    found = {(pair.one, pair.other) for pair in near_duplicates([*texts, *doubles], least=0.3)}
    planted = {(place, 2000 + place) for place in range(300)}
    assert len(found & planted) >= 0.95 * len(planted)
    assert found <= planted


def test_a_question_finds_its_text() -> None:
    texts, chance = made(500), Random(7)
    index = Index(texts)
    hits = sum(index.asked(changed(texts[place], chance), least=0.3)[:1] != [] for place in range(100))
    assert hits >= 95
    assert index.asked(texts[7])[0] == (7, 1.0)


@pytest.mark.parametrize("texts", [[], ["", ""], ["水"], ["", "停水", "停水"], ["，。！", "？？？"]])
def test_texts_too_short_to_compare_are_no_fault(texts: list[str]) -> None:
    assert near_duplicates(texts) == []
    assert Index(texts).asked("停水") == []


def test_many_equal_texts_cost_no_more_than_their_neighbours() -> None:
    found = near_duplicates(["河湾镇连续停水三天没有人管"] * 200)
    assert len(found) <= 200 * 4 * 12
    assert {place for pair in found for place in (pair.one, pair.other)} == set(range(200))


def test_threads_change_nothing() -> None:
    texts = made(5000)
    assert (sketches(texts, threads=1) == sketches(texts, threads=2)).all()


def test_likeness_by_hand() -> None:
    assert alike("停水三天", "停水三日") == 0.5
    assert alike("", "停水") == 0
    assert alike("停 水！", "停水") == 1
