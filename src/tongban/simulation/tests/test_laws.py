"""The laws on which the county's items rest stand in its library, by name and day, without a word of their text."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tongban.kernel.actor import SYSTEM
from tongban.law.queries import laws
from tongban.law.rules.names import name_key
from tongban.powerlist.rules.bases import cited
from tongban.simulation.actions.laws import build_laws
from tongban.simulation.rules.places import DATA

AT = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def entered() -> set[str]:
    entries: list[dict[str, Any]] = json.loads((DATA / "laws.json").read_text("utf-8"))
    return {name_key(entry["title"]) for entry in entries}


@pytest.mark.parametrize("key", ["open_restaurant", "construction_permit", "homestead", "road_freight"])
def test_every_legal_basis_of_the_story_is_in_the_library(key: str) -> None:
    content = json.loads((DATA / "items" / f"{key}.json").read_text("utf-8"))
    bases = {one.key for one in cited(content) if one.part == "legal_basis"}
    assert bases <= entered()


@pytest.mark.django_db
def test_entries_say_that_their_text_is_not_there_yet() -> None:
    assert build_laws(by=SYSTEM, at=AT) == len(entered())
    lines = laws().lines
    assert {line.key for line in lines} == entered()
    assert all(line.version and not line.version.digest and not line.version.articles for line in lines)
