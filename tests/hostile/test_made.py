"""Promises F1 to F3: made bombs, files of two natures and wicked names, each stored under its true type or refused.

At each push every tenth is tried, at night all of them.
"""

from __future__ import annotations

import itertools
import os
import re
import resource
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cast import FOUNDING
from tests.hostile.files import zipped
from tests.hostile.made import SHOWN_ONLY, bombs, climbing, names, polyglots
from tongban.documents.actions.files import store_file
from tongban.documents.models import StoredFile
from tongban.documents.rules.uploads import clean_name, content_type
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.powerlist.adapters.spreadsheet.read import read_sheet

# Within the limits once they are read: long thin pictures, packed pages, comments that nobody unpacks.
WITHIN: Final = (
    "png 1x",
    "png 30000x1 ",
    "png 65535x1 ",
    "png 16777216x1 ",
    "jpeg",
    "stream",
    "comments",
    "deep",
    "brackets",
)
STEP: Final = 1 if "TONGBAN_RESULTS" in os.environ else 10
MIB: Final = 1024  # ru_maxrss counts kibibytes
HARMLESS_NAME: Final = re.compile(r"[^/\\\x00-\x1f\u202e]{1,84}\.pdf")


def some(all_of: Iterable[Any]) -> list[Any]:
    return list(itertools.islice(all_of, 0, None, STEP))


def kept(made: list[tuple[str, bytes]]) -> list[str]:
    """The labels of the files that the store took; anything but a refusal would end the test."""
    found = []
    for label, data in made:
        try:
            store_file(data=data, name=label, owner=uuid7(), by=SYSTEM, at=FOUNDING)
        except Refused:
            continue
        found.append(label)
    return found


@pytest.fixture
def store(db: None, settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "store"
    return tmp_path


def test_there_are_as_many_as_promised() -> None:
    assert sum(1 for _ in bombs()) >= 200
    assert sum(1 for _ in polyglots()) >= 300
    assert len(set(names())) >= 1000


def test_f1_no_bomb_goes_off(store: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = some(bombs())
    taken = kept(made)
    assert [label for label in taken if not label.startswith(WITHIN)] == []
    for _, data in made:
        try:
            read_sheet(data)
        except Refused:
            continue
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 64 * MIB


def test_f2_no_file_of_two_natures_is_taken_under_a_false_one(store: Path) -> None:
    taken = kept(some(polyglots()))
    assert [label for label in taken if not label.startswith(SHOWN_ONLY) and " act " not in label] == []
    assert set(StoredFile.objects.values_list("content_type", flat=True)) <= {
        "application/pdf", "image/png", "image/jpeg"
    }  # fmt: skip


def test_f3_no_name_leads_out_of_the_store(store: Path) -> None:
    assert [name for name in names() if not HARMLESS_NAME.fullmatch(clean_name(name, "application/pdf"))] == []
    assert kept(some(climbing())) == []
    assert [path.name for path in store.iterdir()] in ([], ["store"])


def test_f1_a_store_that_believes_a_head_would_be_found() -> None:
    """Seeded fault: the type by the first bytes alone takes files of two natures."""
    believed = [label for label, data in polyglots() if data.startswith(b"\x89PNG") and content_type(data) is None]
    assert believed
    assert content_type(zipped({"a": b"b"})) is None
