"""What a restore owes to persons is found by comparing two databases, kept before anything is replaced, and told."""

from pathlib import Path

import psycopg
import pytest

from tongban.config.launch.database import open_database
from tongban.config.launch.owed import Owed, Persons, erased_in, keep, list_of, owed_after, told
from tongban.config.launch.places import Places
from tongban.config.launch.problems import Problem

from .conftest import Installation

BACKUP = Persons(frozenset("abcd"), frozenset("abcd"), {"r1": ("c", "asked"), "r2": ("d", "kept")})
# Since then: a was erased, b asked to be, d took it back, e registered and was erased.
NOW = Persons(
    frozenset("abcde"), frozenset("bcd"),
    {"r1": ("c", "kept"), "r2": ("d", "back"), "r3": ("b", "asked"), "r4": ("a", "done"), "r5": ("b", "back")},
)  # fmt: skip
OWED = Owed(frozenset("a"), frozenset("b"), frozenset({"r2"}))


def test_what_happened_after_the_backup_is_owed_and_nothing_else() -> None:
    assert owed_after(NOW, BACKUP) == OWED
    assert not owed_after(BACKUP, BACKUP)
    assert not owed_after(BACKUP, NOW), "an older database knows nothing of a newer backup"


def test_a_person_who_asked_and_was_erased_is_owed_once() -> None:
    more = Owed(frozenset("b"), frozenset(), frozenset())
    assert OWED | more == Owed(frozenset("ab"), frozenset(), frozenset({"r2"}))


def test_the_list_only_grows_before_it_is_carried_out(tmp_path: Path) -> None:
    places = Places(tmp_path)
    keep(places, Owed())
    assert not list_of(places).exists()
    keep(places, OWED)
    keep(places, Owed(erased=frozenset("z")))
    text = list_of(places).read_text()
    assert text == '{"erased": ["a", "z"], "asked": ["b"], "back": ["r2"]}'
    assert list_of(places).stat().st_mode & 0o777 == 0o600


def test_an_export_of_the_ledger_names_the_erased(tmp_path: Path) -> None:
    export = tmp_path / "export"
    line = '{} {{"data":{{}},"subject":"{}","type":"{}"}}\n'
    export.write_text(line.format("0" * 64, "a", "party.erased") + line.format("0" * 64, "b", "party.registered")
                      + line.format("0" * 64, "gone", "party.erased"))  # fmt: skip
    assert erased_in(export, BACKUP) == Owed(frozenset("a"))
    export.write_text('no export "party.erased"')
    with pytest.raises(Problem, match="no export"):
        erased_in(export, BACKUP)
    with pytest.raises(Problem):
        erased_in(tmp_path / "missing", BACKUP)


def test_what_is_owed_is_one_sentence_and_so_is_not_knowing(tmp_path: Path) -> None:
    assert "1 persons were erased, 1 asked" in told(OWED, None)
    assert "no person was erased" in told(Owed(), None)
    assert "Nobody can know" in told(None, None)
    assert "Nobody can know" not in told(Owed(), tmp_path)


REGISTER = """
from django.utils import timezone
from tongban.agencies.actions.parties import register_party
from tongban.kernel.actor import SYSTEM
for no in range(2):
    register_party(kind="person", name=f"王小{'甲乙'[no]}", phone=f"1390000000{no}", by=SYSTEM, at=timezone.now())
"""
ERASE = """
from django.utils import timezone
from tongban.agencies.actions.parties import erase_party
from tongban.agencies.models import Party
from tongban.kernel.actor import SYSTEM
erase_party(party_id=Party.objects.order_by("id")[0].pk, ground="own_wish", by=SYSTEM, at=timezone.now())
"""


def keys(places: Places) -> tuple[int, int]:
    """(persons, keys) of an installation that does not run."""
    with open_database(places) as database, psycopg.connect(database.urls["owner"]) as owner:
        row = owner.execute(
            "SELECT (SELECT count(*) FROM agencies_party), (SELECT count(*) FROM agencies_partykey)"
        ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


@pytest.mark.slow
@pytest.mark.nightly
def test_a_restored_backup_erases_again_whoever_was_erased_since(installation: Installation, given: None) -> None:
    places = installation.places
    backup, export = places.state.parent / "one.tar", places.state.parent / "export"
    for words in (("migrate",), ("prepare",), ("shell", "-c", REGISTER)):
        done = installation.say("manage", *words)
        assert done.returncode == 0, done.stderr
    assert installation.say("backup", str(backup)).returncode == 0
    assert installation.say("manage", "shell", "-c", ERASE).returncode == 0
    assert keys(places) == (2, 1)
    installation.say("manage", "sequence", "--once")
    assert installation.say("ledger", "export", str(export)).returncode == 0
    restored = installation.say("restore", "--replace", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert "1 persons were erased" in restored.stdout
    assert (keys(places), list_of(places).exists()) == ((2, 1), False)
    with open_database(places) as database, psycopg.connect(database.urls["owner"], autocommit=True) as owner:
        owner.execute("DROP SCHEMA public, ledger CASCADE")
        owner.execute("CREATE SCHEMA public")
    assert "Nobody can know" in installation.say("restore", str(backup)).stdout
    assert keys(places) == (2, 2)
    restored = installation.say("restore", "--replace", str(backup), "--erased", str(export))
    assert "1 persons were erased" in restored.stdout
    assert keys(places) == (2, 1)
