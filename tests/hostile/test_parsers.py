"""Every parser gets every nasty value, and lone bytes of every kind: it answers, or refuses in its own words.

Anything else that a parser raises would be a fault page somewhere. Memory and writing outside the store are watched for
the files.
"""

from __future__ import annotations

import json
import resource
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cast import FOUNDING
from tests.hostile.files import FILES
from tests.hostile.values import BODIES, TEXTS
from tongban.agencies.rules.identity import name_problem, normalise
from tongban.certificates.actions import check_upload
from tongban.documents.actions.files import store_file
from tongban.documents.models import StoredFile
from tongban.documents.rules.uploads import clean_name, content_type, type_problem
from tongban.kernel import canonical
from tongban.kernel.actor import SYSTEM
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.feel import compile_condition
from tongban.kernel.flow.findings import FlowRefused
from tongban.kernel.identifiers import (
    certificate_identifier,
    certificate_identifier_problem,
    citizen_id_problem,
    entity_code_problem,
    item_code_problem,
    mobile_problem,
    phone_problem,
    uscc_problem,
)
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.powerlist.adapters.spreadsheet.read import read_sheet
from tongban.powerlist.queries import search
from tongban.powerlist.rules.content import parse_content

Parser = Callable[[Any], object]
MEGABYTE: Final = 1024  # ru_maxrss counts kibibytes


def raw() -> Iterator[bytes]:
    """Everything there is, as bytes: values, bodies, files."""
    yield from (value.encode("utf-8", "surrogatepass") for value in TEXTS)
    yield from (body for _, body in BODIES)
    yield from (make()[1] for make in FILES.values())


def decoded() -> Iterator[Any]:
    """What JSON can bring: each value at each place, wrong types, deep nesting."""
    wrong: list[Any] = [None, True, 0, -1, 1.5, 10**30, float("nan"), [], {}, [[]], {"": ""}, {"a": {"a": {"a": []}}}]
    deep: Any = []
    for _ in range(900):
        deep = [deep]
    yield from (*TEXTS, *wrong, deep)
    content = json.loads((Path("src/tongban/simulation/county/items/open_restaurant.json")).read_text(encoding="utf-8"))
    for key in content:
        yield from ({**content, key: value} for value in (*wrong, "\x00", "\ud800", "9" * 5000, "a" * 10_000, deep))


def condition(text: str) -> None:
    compile_condition(text).holds({"a": text, "b": None})


TEXT_PARSERS: Final[dict[str, tuple[Parser, tuple[type[Exception], ...]]]] = {
    "condition": (condition, (Refused,)),
    "credit code": (uscc_problem, ()),
    "body code": (entity_code_problem, ()),
    "identity number": (lambda text: citizen_id_problem(text, on=date(2026, 11, 21)), ()),
    "item code": (item_code_problem, ()),
    "mobile": (mobile_problem, ()),
    "phone": (phone_problem, ()),
    "certificate identifier": (certificate_identifier_problem, ()),
    "made identifier": (
        lambda text: certificate_identifier(type_code=text, issuer=text, serial=text), (ValueError, Refused)
    ),
    "name": (name_problem, ()),
    "normal form": (lambda text: [normalise(what, text) for what in ("label", "id", "phone", "name")], ()),
    "file name": (lambda text: clean_name(text, "application/pdf"), ()),
    "canonical text": (canonical.encode, (canonical.NotCanonical,)),
}  # fmt: skip
BYTE_PARSERS: Final[dict[str, tuple[Parser, tuple[type[Exception], ...]]]] = {
    "canonical": (canonical.decode, (canonical.NotCanonical,)),
    "flow": (read_bpmn, (FlowRefused,)),
    "sheet": (read_sheet, (Refused,)),
    "type": (lambda data: (content_type(data), type_problem(data)), ()),
    "certificate file": (check_upload, ()),
}


def broken(parser: Parser, allowed: tuple[type[Exception], ...], values: Iterator[Any]) -> list[str]:
    """What a parser let out that is not its own refusal."""
    found = []
    for n, value in enumerate(values):
        try:
            parser(value)
        except allowed:
            pass
        except Exception as error:  # noqa: BLE001
            found.append(f"value {n} {ascii(value)[:60]}: {type(error).__name__}: {str(error)[:80]}")
    return found


@pytest.mark.parametrize("name", TEXT_PARSERS)
def test_a_text_is_read_or_refused(name: str) -> None:
    parser, allowed = TEXT_PARSERS[name]
    assert broken(parser, allowed, iter(TEXTS)) == []


@pytest.mark.parametrize("name", BYTE_PARSERS)
def test_bytes_are_read_or_refused(db: None, name: str) -> None:
    parser, allowed = BYTE_PARSERS[name]
    assert broken(parser, allowed, raw()) == []


def test_an_item_is_read_or_refused() -> None:
    assert broken(parse_content, (Refused,), decoded()) == []


def test_a_value_is_canonical_or_refused() -> None:
    assert broken(canonical.encode, (canonical.NotCanonical,), decoded()) == []


def test_a_search_never_breaks(db: None) -> None:
    assert broken(search, (), iter(TEXTS)) == []


def keep(data: bytes) -> None:
    store_file(data=data, name="a", owner=uuid7(), by=SYSTEM, at=FOUNDING)


def test_a_file_is_stored_under_its_true_type_inside_the_store_or_refused(
    db: None, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path / "store"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert broken(keep, (Refused,), raw()) == []
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200 * MEGABYTE
    kept = set(StoredFile.objects.values_list("content_type", flat=True))
    assert kept <= {"application/pdf", "image/png", "image/jpeg"}
    assert [path.name for path in tmp_path.iterdir()] in ([], ["store"])


def test_no_file_of_the_table_is_taken_for_what_it_says(db: None, settings: Any, tmp_path: Path) -> None:
    """Bombs, programs, pages, papers that act, pictures with a second nature: refused; whole ones are kept."""
    settings.FILES_ROOT = tmp_path / "store"
    harmless = {
        "pdf that is repaired", "pdf with a lock of nothing", "picture of a line", "wicked name", "name of nothing",
        "name from right to left", "name of 5000", "name with a line", "name with two ends",
    }  # fmt: skip
    kept = set()
    for label, make in FILES.items():
        if not broken(keep, (), iter([make()[1]])):
            kept.add(label)
    assert kept <= harmless


def test_a_parser_that_lets_its_fault_out_would_be_found() -> None:
    """Seeded faults: numbers and dates read as they come."""
    assert broken(int, (), iter(TEXTS)) != []
    assert broken(date.fromisoformat, (), iter(TEXTS)) != []
    assert broken(json.loads, (json.JSONDecodeError,), raw()) != []
