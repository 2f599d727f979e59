"""A database that another Tongban migrated: brought over from the last step of before, else refused in words."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from tongban.config.earlier import FIRST, LAST, refusal
from tongban.config.launch import prepare

KNOWN = {(thing, FIRST) for thing in LAST} | {("cases", "0002_next")}
OTHERS = {("auth", "0012_alter_user_first_name_max_length"), ("gone", "0001_initial")}
BEFORE = set(LAST.items()) | {("cases", "0001_initial"), ("cases", "0002_special_procedures")}


@pytest.mark.parametrize(
    ("recorded", "told"),
    [
        (set(), None),
        (OTHERS, None),
        (KNOWN | OTHERS, None),
        (BEFORE | OTHERS, None),
        (BEFORE - {("cases", "0016_paper_notes")}, "of before 1.0 and has not taken the last of its steps (cases.0016"),
        (BEFORE | {("cases", "0017_elsewhere")}, "of before 1.0 and has not taken the last of its steps (cases.0016"),
        ({("ledger", "0001_initial")}, "of before 1.0"),
        (KNOWN | {("cases", "0003_tomorrow")}, "newer Tongban than this one (cases.0003_tomorrow is not known here)"),
    ],
)
def test_who_migrated_this_database_decides_whether_one_goes_on(
    recorded: set[tuple[str, str]], told: str | None
) -> None:
    reason = refusal(recorded, KNOWN)
    assert (reason is None) == (told is None)
    assert (told or "") in (reason or "")
    # `up` shows 160 columns of a line and no line that begins with a space.
    assert all(0 < len(line) <= 160 and line[0] != " " for line in (reason or "Nothing").splitlines())


@pytest.fixture
def as_owner(fresh_db: str) -> Iterator[str]:
    """Django's own connection as the role that migrates."""
    place = connection.settings_dict
    before = place["USER"], place["PASSWORD"]
    connection.close()
    place["USER"], place["PASSWORD"] = settings.DATABASE_OWNER["USER"], settings.DATABASE_OWNER["PASSWORD"]
    yield fresh_db
    connection.close()
    place["USER"], place["PASSWORD"] = before


def stands_at(steps: set[tuple[str, str]]) -> None:
    """Writes what an installation of before has recorded."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = ANY(%s)", [list(LAST)])
        cursor.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", sorted(steps))


def recorded() -> set[tuple[str, str]]:
    """What is recorded of our things."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations WHERE app = ANY(%s)", [list(LAST)])
        return set(cursor.fetchall())


def test_a_database_at_the_last_step_of_before_goes_on(as_owner: str) -> None:
    migrated = recorded()
    for thing in sorted({thing for thing, step in migrated if step != FIRST}):
        call_command("migrate", thing, FIRST, verbosity=0)  # what came after the first step was not there before
    stands_at(BEFORE)
    call_command("migrate", verbosity=0)
    assert recorded() == migrated
    call_command("migrate", verbosity=0)
    assert recorded() == migrated


def test_an_older_database_is_refused_in_a_sentence_and_stays_as_it_is(as_owner: str) -> None:
    halfway = BEFORE - {("hotline", "0008_nodes_of_bodies")}
    stands_at(halfway)
    with pytest.raises(CommandError, match=r"has not taken the last of its steps \(hotline.0008_nodes_of_bodies\)"):
        call_command("migrate", plan=True, verbosity=0)
    with pytest.raises(SystemExit, match="docs/operate"):
        prepare.main()
    assert recorded() == halfway
