"""`./tongban backup FILE`: database and uploaded files in one file, while everything goes on running."""

import argparse
import os
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from tongban.config.launch.archive import DUMP, FILES, FORMAT, Manifest, fingerprints, write_archive
from tongban.config.launch.binaries import Binaries, all_binaries
from tongban.config.launch.control import database_at_hand
from tongban.config.launch.database import NAME, Database, holds_demonstration
from tongban.config.launch.places import here
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import clean_environment
from tongban.config.launch.screen import say, step


def backup(words: list[str]) -> int:
    """Writes one backup."""
    parser = argparse.ArgumentParser(prog="./tongban backup")
    parser.add_argument("file", type=Path)
    target = parser.parse_args(words).file.absolute()
    if not target.parent.is_dir():
        raise Problem(f"There is no folder {target.parent}.")
    with database_at_hand("backup") as database, tempfile.TemporaryDirectory(dir=target.parent) as folder:
        dump = Path(folder) / DUMP
        with step("Database"):
            dump_database(database, dump)
        parts = {DUMP: dump} | stored_files(here().state / "files")
        with step(f"{len(parts) - 1} uploaded files"):
            write_archive(target, manifest_of(database), parts)
    say(f"\n  {target}  ({target.stat().st_size // 1024} kB)")
    say(f"  Keep {here().state / 'secrets.env'} apart from it: sealed names and numbers open only with those keys.")
    return 0


def manifest_of(database: Database) -> Manifest:
    """What a backup of this moment says about itself, but for its parts."""
    with psycopg.connect(connection_of(database)) as connection:
        demonstration = holds_demonstration(connection)
    return Manifest(
        FORMAT,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        server=server_version(database),
        keys=fingerprints(database.keys),
        demonstration=demonstration,
    )


def stored_files(root: Path) -> dict[str, Path]:
    """The uploaded files by their names in the backup."""
    if not root.exists():
        return {}
    return {FILES + path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}


def connection_of(database: Database, name: str = "") -> str:
    """How the tools connect: as superuser on our own server, as owner on somebody else's."""
    if database.cluster:
        return database.cluster.conninfo(name or NAME)
    return psycopg.conninfo.make_conninfo(database.urls["owner"], **({"dbname": name} if name else {}))


def server_version(database: Database) -> str:
    """The server's version, such as `15.18`."""
    with psycopg.connect(connection_of(database)) as connection:
        return str(connection.info.parameter_status("server_version")).split()[0]


def tools_for(database: Database) -> Binaries:
    """Programs at least as new as the server; older ones refuse to read it."""
    major = int(server_version(database).split(".")[0])
    fitting = [one for one in all_binaries() if one.major >= major]
    if not fitting:
        raise Problem(f"The server is PostgreSQL {major}; no pg_dump of that version is here.")
    return min(fitting, key=lambda one: one.major)


def tool_environment(conninfo: str) -> dict[str, str]:
    """A connection as PG* variables: a password in the words of a command could be read by every user."""
    facts: Mapping[str, object] = psycopg.conninfo.conninfo_to_dict(conninfo)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    return clean_environment() | {variable: str(facts[key]) for key, variable in names.items() if facts.get(key)}


def dump_database(database: Database, target: Path) -> None:
    """pg_dump in its custom format: one consistent moment, whatever happens meanwhile."""
    words = [tools_for(database).program("pg_dump"), "--format=custom", "--file", str(target)]
    run_tool(words, connection_of(database), "The database could not be dumped.")
    os.chmod(target, 0o600)


def run_tool(words: list[str], conninfo: str, failure: str) -> None:
    """Runs one of PostgreSQL's programs; what it says is shown when it fails."""
    result = subprocess.run(words, env=tool_environment(conninfo), capture_output=True, text=True, check=False)
    if result.returncode:
        raise Problem(failure, *result.stderr.splitlines()[-8:])
