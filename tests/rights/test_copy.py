"""I5, see and copy: complete by the schema itself, and nothing of anybody else, for persons in every situation."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.cast import Cast, small_county
from tests.people import signed_in
from tests.rights.stage import Someone, named_in, opened_for, rows_naming, someone
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.rights.queries import held
from tongban.rights.queries.copying import copy_of, files_of_person, lines_of
from tongban.rights.queries.held import told_columns
from tongban.rights.rules import case_places
from tongban.rights.rules.columns import WORDS
from tongban.rights.rules.elsewhere import ELSEWHERE, WHY
from tongban.rights.rules.places import KEEPS, PURPOSES
from tongban.rights.rules.register import PLACES
from tongban.rights.rules.values import shown

TIERS = [pytest.param(40, id="push"), pytest.param(1000, id="nightly", marks=pytest.mark.nightly)]
TABLES = (
    "SELECT CASE n.nspname WHEN 'public' THEN relname ELSE n.nspname || '.' || relname END FROM pg_class c"
    " JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND n.nspname IN ('public', 'ledger')"
)
LEADS_TO = (
    "SELECT c.conrelid::regclass::text FROM pg_constraint c WHERE c.contype = 'f'"
    " AND c.confrelid = 'agencies_party'::regclass"
)
# Rows that bear a person's reference and are told under another place, or are figures: each with its why.
BESIDE = {
    "agencies_partykey": "the key itself", "agencies_official": "staff", "delegation_caseseen": "a figure of the case",
    "documents_storedfile": "stored_by: told where the file is owned", "cases_charge": "by_ref",
}  # fmt: skip


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    settings.DEMO = True
    return small_county()


def copied(one: Someone) -> dict[str, Any]:
    return copy_of(one.party, viewer=one.actor, at=timezone.now())


def lacking(one: Someone) -> list[str]:
    """What the database holds of a person and their copy does not tell: words their key opens, rows that name them."""
    copy = copied(one)
    told, places = json.dumps(copy, ensure_ascii=False), {place.table: place for place in PLACES}
    missing = []
    for table, column, words in opened_for(one.party):
        place = places.get(table)
        if place is not None and (place.withheld or column in place.left):
            continue
        plain = json.loads(words) if words.startswith(("{", "[")) else words
        values = plain.values() if table == "agencies_party" else [plain]
        for value in values:
            if value and json.dumps(value, ensure_ascii=False) not in told:
                missing.append(f"{table}.{column}")
    numbers = {entry["kind"].replace("-", "_"): entry["number"] for entry in copy["held"]}
    for table, number in rows_naming(one.party).items():
        if table not in BESIDE and table in places and numbers.get(table, 0) < 1:
            missing.append(f"{table}: {number} rows")
        if table not in BESIDE and table not in places:
            missing.append(f"{table} names the person and is no place")
    return missing


@pytest.mark.parametrize("persons", TIERS)
def test_i5_a_copy_is_complete_and_holds_nothing_of_anybody_else(cast: Cast, persons: int) -> None:
    people = [someone(serial, cast) for serial in range(persons)]
    with_words = 0
    for no, one in enumerate(people):
        assert persons > 40 and no % 20 or lacking(one) == [], one.way
        copy = copied(one)
        sheet = "".join("".join(line) for line in lines_of(copy))
        for text in (json.dumps(copy, ensure_ascii=False), sheet):
            assert named_in(text) <= one.marks, one.way
        assert one.person.name in sheet
        assert one.person.id_number in sheet
        with_words += any(name == one.person.name for name in named_in(sheet))
    assert with_words == persons
    ways = Counter(one.way for one in people)
    assert len(ways) == 8
    assert min(ways.values()) >= persons // 8


def test_i5_every_table_of_the_schema_has_its_place_or_its_reason(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = {table for (table,) in cursor.fetchall()}
        cursor.execute(LEADS_TO)
        leading = {table for (table,) in cursor.fetchall()}
    places = {place.table for place in PLACES}
    others = [table for listed in ELSEWHERE.values() for table in listed]
    assert len(places) == len(PLACES)
    assert len(others) == len(set(others))
    assert not places & set(others)
    assert tables - places - set(others) == set(), "a new table must be told to its person, or say why not"
    assert (places | set(others)) - tables == set()
    assert leading - places == {"agencies_partykey"}, "whatever leads to a person is a place of theirs"
    assert set(ELSEWHERE) == set(WHY)


def test_i5_everything_a_place_tells_has_words_a_purpose_and_a_term(db: None) -> None:
    nameless = {name for place in PLACES if not place.withheld for name, _type in told_columns(place)}
    nameless = {name.removesuffix("_id") if name in ("body_id", "post_id") else name for name in nameless} - set(WORDS)
    assert nameless == set()
    assert {place.purpose for place in PLACES} <= set(PURPOSES)
    assert {place.keep for place in PLACES} <= KEEPS
    for place in PLACES:
        columns = {name for name, _type in held.columns()[place.table]}
        assert set(place.sealed) | place.left | {place.newest} <= columns, place.table


def test_i5_a_place_that_is_forgotten_turns_the_check_red(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one = someone(1, cast)
    assert lacking(one) == []
    monkeypatch.setattr(held, "PLACES", tuple(place for place in PLACES if place.table != "cases_draft"))
    held.by_table.cache_clear()
    try:
        assert any("cases_draft" in what for what in lacking(one))
    finally:
        held.by_table.cache_clear()


def test_i5_a_condition_that_lets_others_in_turns_the_check_red(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _other = someone(6, cast), someone(14, cast)
    loose = [place for place in PLACES if place.table == "reminders_reminder"][0]
    monkeypatch.setattr(
        held, "PLACES", tuple(case_places.Place(loose.table, loose.words, loose.purpose, "true", loose.keep)
                              if place is loose else place for place in PLACES),
    )  # fmt: skip
    held.by_table.cache_clear()
    try:
        told = next(entry for entry in copied(one)["held"] if entry["kind"] == "reminders-reminder")
        assert told["number"] > rows_naming(one.party)["reminders_reminder"], "more rows than bear the person"
    finally:
        held.by_table.cache_clear()


@pytest.mark.parametrize("who", ["stranger", "official", "helper", "nobody"])
def test_i5_nobody_but_the_person_sees_or_copies(cast: Cast, who: str) -> None:
    one, other = someone(1, cast), someone(9, cast)
    viewer = {
        "stranger": other.actor,
        "official": cast.officer("window_1", timezone.now()),
        "helper": Actor(ActorKind.CITIZEN, ref=other.party, on_behalf_of=one.party),
        "nobody": Actor(ActorKind.ANONYMOUS),
    }[who]
    for ask in (
        lambda: copy_of(one.party, viewer=viewer, at=timezone.now()),
        lambda: list(files_of_person(one.party, viewer=viewer)),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.refusal.code == "rights_own"


def test_i5_the_archive_holds_data_a_workbook_and_the_persons_files(cast: Cast) -> None:
    one = someone(1, cast)
    answer = signed_in(one.account).get("/my/data/copy/")
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as box:
        assert sorted(box.namelist()) == ["data.json", "data.xlsx", "files/001.png"]
        told = box.read("data.json").decode()
        assert one.person.phone in told
        assert named_in(told) <= one.marks
        assert box.read("files/001.png").startswith(b"\x89PNG")


def test_i5_the_page_lists_all_kinds_and_each_kind_opens(cast: Cast) -> None:
    one = someone(7, cast)
    own = signed_in(one.account)
    page = own.get("/my/data/").content.decode()
    for entry in copied(one)["held"]:
        assert f"/my/data/kind/{entry['kind']}/" in page
        assert entry["words"] in page
        shown = own.get(f"/my/data/kind/{entry['kind']}/")
        assert shown.status_code == 200
        assert named_in(shown.content.decode()) <= one.marks
    assert own.get("/my/data/kind/agencies-partykey/").status_code == 404


def test_values_are_read_in_words_and_words_stay_as_they_are() -> None:
    told = [shown("state", "accepted", "zh"), shown("state", "accepted", "en"), shown("paused", False, "zh")]
    assert told == ["已受理", "accepted", "否"]
    assert shown("at", "2026-11-10T10:05:00+08:00", "zh") == "2026-11-10 10:05"
    assert shown("username", "window", "zh") == "window", "a name is no code"
    assert shown("sealed", {"a": ["b"]}, "zh") == '{"a": ["b"]}'
