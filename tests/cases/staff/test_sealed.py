"""A case's own page says that its newest event is recorded and not sealed yet if, and only if, that is so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast, on, small_county
from tongban.cases.actions.accept import accept_case
from tongban.ledger.actions import sequence
from tongban.ledger.tests.sealed import new_sealer

WORDS = "已记录，尚未封存"


@pytest.fixture
def cast(committed_db: str) -> Cast:
    return small_county()


def test_the_page_says_what_waits_for_its_seal(
    cast: Cast, sign_in: Any, new_connection: Callable[..., Any], tmp_path: Path, count_statements: Any
) -> None:
    receipt, officer, citizen = cast.receive(on(11, 5)), sign_in("market_review"), sign_in("")
    pages = [(officer, f"/desk/c/{receipt.case_id}/"), (citizen, f"/my/{receipt.case_id}/")]

    def told() -> list[bool]:
        return [WORDS in client.get(path).content.decode() for client, path in pages]

    connection = new_connection("sealer")
    sealer = new_sealer(connection, tmp_path / "signed")
    assert told() == [True, True]
    while sequence(connection):
        pass
    assert told() == [True, True], "a place in the order is no seal"
    sealer.step()
    assert told() == [False, False]
    accept_case(case_id=receipt.case_id, by=cast.officer("market_review", on(11, 9)), at=on(11, 9))
    assert told() == [True, True]
    while sequence(connection):
        pass
    sealer.step()
    assert told() == [False, False]
    for client, path in pages:
        with count_statements() as sent:
            client.get(path)
        assert sent.count <= 15
