"""D-23: powers held above the level at which cases arise, from plain values."""

from __future__ import annotations

from uuid import UUID

from tongban.delegation.rules.levels import Arose, Share, shares

COUNTY, LIUHE, HEWAN = (UUID(int=no) for no in (1, 2, 3))
MARKET, URBAN, TOWN = (UUID(int=no) for no in (11, 12, 13))
SHOP, SIGN, HOUSE = (UUID(int=no) for no in (21, 22, 23))
HELD = {(SHOP, COUNTY): MARKET, (SHOP, LIUHE): TOWN, (SIGN, COUNTY): URBAN, (HOUSE, LIUHE): TOWN}
CASES = [
    Arose(SHOP, LIUHE, 6), Arose(SHOP, HEWAN, 4), Arose(SHOP, COUNTY, 50), Arose(SIGN, LIUHE, 3),
    Arose(HOUSE, LIUHE, 9),
]  # fmt: skip


def found(held: dict[tuple[UUID, UUID], UUID] = HELD) -> dict[UUID, Share]:
    return shares(CASES, held=held, towns={LIUHE, HEWAN}, county=COUNTY)


def test_d_23_what_arises_in_a_township_and_is_decided_above_is_counted() -> None:
    assert found() == {MARKET: Share(10, 4), URBAN: Share(3, 3)}
    assert (found()[MARKET].percent, Share().percent) == (40, None)


def test_d_23_a_count_that_overlooks_what_came_down_would_be_found() -> None:
    forgotten = {key: body for key, body in HELD.items() if key != (SHOP, LIUHE)}
    assert found(forgotten)[MARKET] == Share(10, 10)


def test_d_23_a_row_of_the_same_body_at_a_township_is_still_above() -> None:
    assert found(HELD | {(SHOP, LIUHE): MARKET})[MARKET] == Share(10, 10)
