"""Holdings: the county's default, the township's own row over it, one body at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.holdings import end_holding, grant_holding
from tongban.powerlist.queries import forget_versions, holding_at, holdings_of
from tongban.powerlist.tests.factories import AT, BY, Places, places, publish
from tongban.powerlist.tests.samples import entry

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def where() -> Places:
    forget_versions()
    return places()


def grant(item: UUID, place: UUID, body: UUID, **changes: Any) -> UUID:
    told = {"function": "decide", "legal_form": "statutory", "valid_from": NEW_YEAR, "basis_doc": "青政发〔2026〕1号"}
    return grant_holding(item_id=item, place_id=place, body_id=body, **{**told, **BY, **changes})


def test_the_townships_own_row_stands_over_the_countys(where: Places) -> None:
    item = publish(entry())
    grant(item, where.county, where.market)
    assert holding_at(item, where.township, "decide", AT).body_id == where.market  # type: ignore[union-attr]
    grant(item, where.township, where.willow, valid_from=JUNE, legal_form="transferred")
    found = {at: holding_at(item, where.township, "decide", at).body_id for at in (NEW_YEAR, AT)}  # type: ignore[union-attr]
    assert found == {NEW_YEAR: where.market, AT: where.willow}
    assert len(holdings_of(item, AT)) == 2


def test_the_countys_own_cases_do_not_go_to_a_township(where: Places) -> None:
    item = publish(entry())
    grant(item, where.township, where.willow)
    assert holding_at(item, where.county, "decide", AT) is None


def test_another_function_is_another_power(where: Places) -> None:
    item = publish(entry())
    grant(item, where.county, where.market)
    assert holding_at(item, where.county, "accept", AT) is None


def test_two_bodies_never_hold_the_same_at_once(where: Places) -> None:
    item = publish(entry())
    grant(item, where.county, where.market)
    with pytest.raises(Refused) as refused:
        grant(item, where.county, where.willow, valid_from=JUNE)
    assert refused.value.refusal.code == "holding.taken"


def test_after_the_end_another_body_may_hold_it(where: Places) -> None:
    item = publish(entry())
    end_holding(holding_id=grant(item, where.county, where.market), valid_to=JUNE, basis_doc="青政发〔2026〕2号", **BY)
    grant(item, where.county, where.willow, valid_from=JUNE)
    assert holding_at(item, where.county, "decide", JUNE).body_id == where.willow  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "change", [{"function": "look"}, {"legal_form": "gift"}, {"basis_doc": " "}, {"valid_to": NEW_YEAR}]
)
def test_what_is_not_lawful_is_refused(where: Places, change: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        grant(publish(entry()), where.county, where.market, **change)


def test_a_holding_ends_once(where: Places) -> None:
    holding = grant(publish(entry()), where.county, where.market)
    end_holding(holding_id=holding, valid_to=JUNE, basis_doc="青政发〔2026〕2号", **BY)
    with pytest.raises(Refused):
        end_holding(holding_id=holding, valid_to=JUNE, basis_doc="青政发〔2026〕3号", **BY)


@pytest.mark.parametrize("change", ["body_id = (SELECT id FROM agencies_body WHERE key = 'willow')", "basis_doc = ''"])
def test_the_database_refuses_a_change_without_its_event(where: Places, change: str) -> None:
    holding = grant(publish(entry()), where.county, where.market)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE powerlist_powerholding SET {change} WHERE id = %s", [holding])
