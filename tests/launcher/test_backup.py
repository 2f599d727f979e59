"""A backup taken from one installation brings the same rows and files back, and never takes what it should not."""

import subprocess
from pathlib import Path

import psycopg
import pytest

from tongban.config.launch.database import open_database
from tongban.config.launch.keys import load_keys
from tongban.config.launch.places import Places

from .conftest import Installation

pytestmark = pytest.mark.slow


def write(places: Places, word: str) -> None:
    """Puts one row and one file into an installation that does not run."""
    with open_database(places) as database, psycopg.connect(database.urls["owner"]) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS told (word text)")
        owner.execute("INSERT INTO told VALUES (%s)", (word,))
    (places.state / "files").mkdir(exist_ok=True)
    (places.state / "files" / word).write_text(word)


def told(places: Places) -> set[str]:
    """What the database says."""
    with open_database(places) as database, psycopg.connect(database.urls["owner"]) as owner:
        return {str(row[0]) for row in owner.execute("SELECT word FROM told")}


def cut(backup: Path) -> Path:
    """A copy that ends within its second part."""
    copy = backup.with_name("cut.tar")
    copy.write_bytes(backup.read_bytes()[:2500])
    return copy


def said(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that must fail says."""
    assert done.returncode == 1
    return done.stderr


def test_rows_and_files_come_back_and_refusals_touch_nothing(installation: Installation, given: None) -> None:
    places = installation.places
    backup = places.state.parent / "one.tar"
    write(places, "before")
    assert installation.say("backup", str(backup)).returncode == 0
    write(places, "after")
    assert "is not empty" in said(installation.say("restore", str(backup)))
    assert "damaged" in said(installation.say("restore", "--replace", str(cut(backup))))
    assert told(places) == {"before", "after"}
    assert installation.say("restore", "--replace", str(backup)).returncode == 0
    assert told(places) == {"before"}
    assert {path.name for path in (places.state / "files").iterdir()} == {"before"}


@pytest.mark.nightly
def test_a_backup_made_with_other_keys_is_refused(installation: Installation, given: None) -> None:
    places = installation.places
    backup = places.state.parent / "one.tar"
    write(places, "kept")
    installation.say("backup", str(backup))
    secrets = places.state / "secrets.env"
    key = load_keys(secrets)["TONGBAN_KEK"]
    secrets.write_text(secrets.read_text().replace(key, "k1:another"))
    assert "other keys" in said(installation.say("restore", "--replace", str(backup)))
    assert told(places) == {"kept"}
