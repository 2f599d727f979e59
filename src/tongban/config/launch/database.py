"""Tongban's database on a server: roles owner, app and sealer, the database itself, and the addresses programs use.

A server of somebody else is used as given: `DATABASE_URL` (with `DATABASE_OWNER_URL` and `DATABASE_SEALER_URL`).
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from tongban.config.launch.cluster import PORT, Cluster
from tongban.config.launch.keys import load_keys
from tongban.config.launch.places import Places
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import clean_environment

NAME = "tongban"
# A comment, because it is the one mark that a database's owner may set and every role may read.
DEMONSTRATION = "tongban:demonstration"
ROLES = {"owner": "tongban_owner", "app": "tongban_app", "sealer": "tongban_sealer"}
ALWAYS = {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "DJANGO_SETTINGS_MODULE": "tongban.config.settings"}
VARIABLES = {"app": "DATABASE_URL", "owner": "DATABASE_OWNER_URL", "sealer": "DATABASE_SEALER_URL"}


@dataclass(frozen=True)
class Database:
    """Addresses of one database, one for each role; `cluster` is None when the server is somebody else's."""

    urls: Mapping[str, str]
    cluster: Cluster | None
    keys: Mapping[str, str]
    extra: dict[str, str] = field(default_factory=dict)

    def mark_demonstration(self, on: bool) -> None:
        """Every program started from now on runs in demonstration mode, or not."""
        self.extra["TONGBAN_DEMO"] = "1" if on else "0"

    def environment(self, **more: str) -> dict[str, str]:
        """What a program of Tongban gets to see."""
        shown = {name: value for name, value in self.keys.items() if not name.endswith("_PASSWORD")}
        addresses = {VARIABLES[role]: url for role, url in self.urls.items()}
        return clean_environment() | ALWAYS | shown | addresses | self.extra | more


def foreign_urls() -> dict[str, str] | None:
    """The addresses given by the environment, or None. Owner and sealer default to the one address given."""
    url = os.environ.get(VARIABLES["app"])
    if not url:
        return None
    return {role: os.environ.get(variable) or url for role, variable in VARIABLES.items()}


@contextmanager
def open_database(places: Places, *, quick: bool = False) -> Iterator[Database]:
    """A database for as long as the block lasts: given by the environment, or on our own server started for it."""
    places.make()
    keys = load_keys(places.state / "secrets.env")
    given = foreign_urls()
    if given:
        check_foreign(given["app"])
        yield Database(given, None, keys)
        return
    with our_cluster(places, quick=quick) as cluster:
        make_roles(cluster, keys)
        make_database(cluster, NAME)
        yield Database(own_urls(places, keys), cluster, keys)


def our_cluster(places: Places, *, quick: bool = False) -> Cluster:
    """Our own server, not started."""
    keys = load_keys(places.state / "secrets.env")
    force = os.environ.get("TONGBAN_POSTGRES")
    password = keys["TONGBAN_SUPERUSER_PASSWORD"]
    return Cluster(places, password, force=force, quick=quick, disposable=places.name != "main")


def own_urls(places: Places, keys: Mapping[str, str]) -> dict[str, str]:
    """The addresses on our own server."""
    host = quote(str(places.sockets), safe="")
    return {
        role: f"postgresql://{name}:{quote(password_of(role, keys), safe='')}@/{NAME}?host={host}&port={PORT}"
        for role, name in ROLES.items()
    }


def password_of(role: str, keys: Mapping[str, str]) -> str:
    """The password of one role."""
    return keys[f"TONGBAN_{role.upper()}_PASSWORD"]


def check_foreign(url: str) -> None:
    """Stops with a sentence when the given database does not answer."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise Problem(
            "The database named by DATABASE_URL does not answer.", reason, "Unset DATABASE_URL to use our own server."
        ) from None


def make_roles(cluster: Cluster, keys: Mapping[str, str]) -> None:
    """Roles with the passwords of `secrets.env`; only the owner may make databases (tests make theirs)."""
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role, name in ROLES.items():
            verb = "ALTER" if name in known else "CREATE"
            rights = "LOGIN CREATEDB" if role == "owner" else "LOGIN"
            connection.execute(
                sql.SQL(f"{verb} ROLE {{}} {rights} PASSWORD {{}}").format(  # noqa: S608 three fixed words
                    sql.Identifier(name), sql.Literal(password_of(role, keys))
                )
            )


def make_database(cluster: Cluster, name: str) -> None:
    """The database, owned by the owner; nobody else may make schemas in it."""
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return
        owner = sql.Identifier(ROLES["owner"])
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), owner))


def demonstration_roles(urls: Mapping[str, str]) -> list[tuple[str, str]]:
    """The accounts of the demonstration in their order, in both languages; none before the county is loaded."""
    with psycopg.connect(urls["app"]) as connection:
        if connection.execute("SELECT to_regclass('agencies_demorole')").fetchone() == (None,):
            return []
        return connection.execute('SELECT label_zh, label_en FROM agencies_demorole ORDER BY "order", key').fetchall()


def mark_as_demonstration(urls: Mapping[str, str]) -> None:
    """Writes into the database itself that it holds the demonstration; a production refuses to start on it."""
    with psycopg.connect(urls["owner"], autocommit=True) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(DEMONSTRATION)))


def holds_demonstration(connection: psycopg.Connection[Any]) -> bool:
    """Whether the connected database says so of itself."""
    row = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    return row is not None and row[0] == DEMONSTRATION


def drop_database(cluster: Cluster, name: str) -> None:
    """Removes a database with everything in it, ending whoever is connected."""
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
