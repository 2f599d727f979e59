"""Two who rate the same matter at once: one rating, whoever comes first; the constraint is what keeps the other out."""

from __future__ import annotations

import threading
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.cast import small_county
from tests.ratings.stage import RATED, at_the_window
from tongban.kernel.refusals import Refused
from tongban.ratings.actions.rating import give_rating
from tongban.ratings.models import Occasion, Rating

pytestmark = pytest.mark.slow
RIVALS = 4


def race() -> list[str]:
    """Four rate the same matter; answers how each fared. All pass the look before anybody writes."""
    stage = at_the_window(small_county())
    key, together, fared = stage.occasion().pk, threading.Barrier(RIVALS), []

    def rate() -> None:
        try:
            together.wait(timeout=120)
            give_rating(
                occasion_id=key, level=1, reasons=[], words="", named=False, channel="mine", by=stage.cast.citizen,
                at=RATED,
            )  # fmt: skip
            fared.append("rated")
        except Refused as refused:
            fared.append(refused.refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=rate) for _one in range(RIVALS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(fared)


def unseeing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees the others' rating before writing: the constraint alone decides."""
    monkeypatch.setattr(Rating.objects, "filter", lambda **_named: Rating.objects.none())


def test_s_36_two_at_once_make_one_rating(committed_db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    unseeing(monkeypatch)
    assert race() == ["rated", *["rated_once"] * (RIVALS - 1)]
    monkeypatch.undo()
    assert Rating.objects.count() == 1
    assert Occasion.objects.count() == 3


def test_the_race_notices_a_missing_constraint(
    fresh_db: Any, owner_connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    owner_connection.execute("ALTER TABLE ratings_rating DROP CONSTRAINT rating_once")
    unseeing(monkeypatch)
    assert race() == ["rated"] * RIVALS
