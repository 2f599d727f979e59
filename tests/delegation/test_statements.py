"""The pages of a giver of powers stay within what a page may ask of the database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.delegation.stage import stage
from tests.delegation.test_pages import page, signed_in
from tongban.delegation.tests.duties_stage import Town, with_capacity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.mark.parametrize("post", ["market_decide", "county_head", "list_office", "liuhe_decide"])
def test_line_and_capacity_ask_little_of_the_database_for_whoever_looks(
    post: str, settings: Any, count_statements: Callable[[], AbstractContextManager[Any]]
) -> None:
    settings.DEMO = True
    made = stage()
    line = made.activated()
    with_capacity(Town(made.cast))
    client, found = signed_in(made, post), {}
    for address, most in ((f"/delegation/powers/{line}/", 15), ("/townships/liuhe/capacity/", 20)):
        page(client, address)
        with count_statements() as sent:
            page(client, address)
        found[address] = (sent.count, most)
    assert {address: told for address, told in found.items() if told[0] > told[1]} == {}
