"""`./tongban restore FILE`: checks every byte of a backup first, loads it beside what is there, then changes places.

Until the very end the old database and files stay as they are; a failure leaves them untouched.
"""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from tongban.config.launch.archive import DUMP, FILES, Manifest, fingerprints, unpack
from tongban.config.launch.backup import connection_of, run_tool, tools_for
from tongban.config.launch.control import is_running
from tongban.config.launch.database import NAME, ROLES, Database, mark_as_demonstration, open_database
from tongban.config.launch.instance import hold
from tongban.config.launch.owed import Owed, erased_in, keep, list_of, owed_after, persons_of, told
from tongban.config.launch.places import Places, here
from tongban.config.launch.problems import Problem
from tongban.config.launch.readiness import Readiness
from tongban.config.launch.screen import say, step

NEW = "tongban_restored"
OLD = "tongban_replaced"


def restore(words: list[str]) -> int:
    """Brings one backup back."""
    parser = argparse.ArgumentParser(prog="./tongban restore")
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="give up what the database holds now")
    parser.add_argument(
        "--erased", type=Path, metavar="EXPORT", help="a newer export of the ledger: whom to erase again"
    )
    chosen = parser.parse_args(words)
    source = chosen.file.absolute()
    places = here()
    places.make()
    if not source.is_file():
        raise Problem(f"There is no file {source}.")
    if is_running(places):
        raise Problem("Tongban is running; a backup is restored into one that does not.", "./tongban stop")
    with tempfile.TemporaryDirectory(dir=places.state, prefix="restore-") as folder:
        with step("Every part of the backup checked"):
            manifest = unpack(source, Path(folder))
        with hold(places, "restore"), open_database(places) as database:
            check_fits(database, manifest, replace=chosen.replace)
            with step("Database"):
                load(database, Path(folder) / DUMP)
            owed = owed_to(database, chosen.erased)
            keep(places, owed or Owed())
            with step("Files and change of places"):
                change_places(database, places, Path(folder))
                if manifest.demonstration:
                    mark_as_demonstration(database.urls)
                readiness = Readiness(places, database)
                readiness.note_restored()
            if list_of(places).exists():
                database.mark_demonstration(os.environ.get("TONGBAN_ENV") != "production")
                readiness.commands(demonstration=False)
    say(f"\n  {told(owed, chosen.erased)}")
    say(f"\n  The state of {manifest.at} is back. Start it:  ./tongban up")
    return 0


def check_fits(database: Database, manifest: Manifest, *, replace: bool) -> None:
    """Other keys, or data that would be lost, stop the work before it begins."""
    if fingerprints(database.keys) != manifest.keys:
        raise Problem(
            "This backup was made with other keys; its sealed names and numbers could not be opened here.",
            f"Put the secrets.env of that installation into {here().state} (or set TONGBAN_KEK and TONGBAN_INDEX_KEY).",
            "Nothing has been touched.",
        )
    if not replace and table_count(database):
        raise Problem(
            "The database here is not empty, and restoring gives up what it holds.",
            "Make a backup of it, then:  ./tongban restore FILE --replace",
        )


def table_count(database: Database) -> int:
    """How many tables there are."""
    with psycopg.connect(connection_of(database)) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchone()
    return int(row[0]) if row else 0


def load(database: Database, dump: Path) -> None:
    """Loads the dump into a new database beside the old one."""
    with psycopg.connect(connection_of(database, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NEW)))
        owner = sql.Identifier(ROLES["owner"] if database.cluster else server.info.user)
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NEW), owner))
    words = [tools_for(database).program("pg_restore"), "--exit-on-error", "--dbname", NEW, str(dump)]
    run_tool(words, connection_of(database, NEW), "The backup could not be loaded; what was there is untouched.")


def owed_to(database: Database, export: Path | None) -> Owed | None:
    """What the restored database owes to persons; None when neither the one that is replaced nor an export knows."""
    with psycopg.connect(connection_of(database, NEW)) as new, psycopg.connect(connection_of(database)) as old:
        restored, replaced = persons_of(new), persons_of(old)
    if restored is None:
        return Owed()
    known = owed_after(replaced, restored) if replaced is not None else None
    if export is None:
        return known
    return erased_in(export.absolute(), restored) | (known or Owed())


def change_places(database: Database, places: Places, folder: Path) -> None:
    """The new database and files take the names of the old ones, which are then removed."""
    current = database_name(database)
    with psycopg.connect(connection_of(database, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(OLD)))
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        # Both or neither: whoever starts next must find a database of this name.
        with server.transaction():
            server.execute(rename.format(*map(sql.Identifier, (current, OLD))))
            server.execute(rename.format(*map(sql.Identifier, (NEW, current))))
    files, kept = places.state / "files", places.state / "files.replaced"
    shutil.rmtree(kept, ignore_errors=True)
    if files.exists():
        files.rename(kept)
    new = folder / FILES.rstrip("/")
    new.mkdir(exist_ok=True)
    new.rename(files)
    with psycopg.connect(connection_of(database, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(OLD)))
    shutil.rmtree(kept, ignore_errors=True)


def database_name(database: Database) -> str:
    """The name of the database in use."""
    if database.cluster:
        return NAME
    return str(psycopg.conninfo.conninfo_to_dict(database.urls["owner"])["dbname"])
