"""The test database: migrated once as owner into a template, copied for each run, used as the application's role.

The three addresses come from DATABASE_URL, DATABASE_OWNER_URL and DATABASE_SEALER_URL, as in operation. The
template's name is a hash of the migrations and models, so it is built again exactly when they change; pure tests need
none of this.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone, translation
from psycopg import sql
from psycopg.pq import Trace
from tests.cast import settle, stand, stood
from tests.emptying import State, empty, state_of
from tests.people import settle_people

from tongban.kernel.ids import SeededIds, use_ids
from tongban.ledger.actions import connection_as

ROOT = Path(__file__).parent
SOURCES = ("src/tongban/*/migrations/**/*.py", "src/tongban/*/models.py", "src/tongban/*/models/**/*.py",
           "src/tongban/ledger/governed.py", "src/tongban/ledger/management/commands/prepare.py",
           "src/tongban/config/settings/base.py")  # fmt: skip
PREFIX = "tongban_test"
TEMPLATE_LIFE_SECONDS = 6 * 3600
BUILD_LOCK = 726_401
# A hash that takes a quarter of a second protects nobody in a test.
settings.PASSWORD_HASHERS = ["tests.hasher.QuickHasher"]


def pytest_runtest_setup() -> None:
    """Every test begins in the county's language, whichever one a page before it was asked in."""
    translation.deactivate()


def _forget_connection() -> None:
    """A forked child makes a connection of its own.

    Once a browser runs, Django keeps this process's connection where a child does not look; there it would find the
    one from before the browser, open to the database of another test and shared with its parent.
    """
    connection.connection = None


os.register_at_fork(after_in_child=_forget_connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """A database of its own for this process, copied from the template and dropped at the end."""
    with django_db_blocker.unblock(), _database_for(worker_id) as name, _using(name):
        yield


@contextmanager
def _database_for(worker: str) -> Iterator[str]:
    """A fresh copy of the template; its name tells the process, so that leftovers of a dead one can be cleared away.

    Its commits do not wait for the disk: tests ask whether something was committed, not whether it outlives the power.
    """
    name = f"{PREFIX}_{os.getpid()}_{worker}_{next(_copies)}"
    with _maintenance() as server:
        template = _template(server)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, template))))
        server.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
    _made.append(name)
    yield name


_copies = count(1)
_made: list[str] = []


def pytest_sessionfinish() -> None:
    """Drops the databases of this process, at the end and together: each drop makes the whole server flush its disk."""
    if _made:
        with _maintenance() as server:
            for name in _made:
                _drop(server, name)


@contextmanager
def _using(name: str) -> Iterator[None]:
    """Points the settings and Django's connection at a database for the length of the block."""
    places = (
        connection.settings_dict,
        settings.DATABASE_OWNER,
        settings.DATABASE_SEALER,
        settings.DATABASES["default"],
    )
    before = [place["NAME"] for place in places]
    connection.close()
    for place in places:
        place["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        for place, old in zip(places, before, strict=True):
            place["NAME"] = old


def _maintenance() -> psycopg.Connection[Any]:
    """The owner at the server's own database, where databases are made and dropped."""
    server = connection_as({**settings.DATABASE_OWNER, "NAME": "postgres"})
    server.execute("SET synchronous_commit = off")
    return server


def _template(server: psycopg.Connection[Any]) -> str:
    """The name of the template for the sources as they are now; built by the first that needs it, others wait."""
    name = f"{PREFIX}_template_{_digest()}"
    server.execute("SELECT pg_advisory_lock(%s)", [BUILD_LOCK])
    try:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _clear_leftovers(server)
            _build(server, name)
    finally:
        server.execute("SELECT pg_advisory_unlock(%s)", [BUILD_LOCK])
    return name


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in ROOT.glob(pattern)}):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _build(server: psycopg.Connection[Any], name: str) -> None:
    """Migrates and prepares a new database as owner, then gives it its name, so that a half-built one is never used."""
    building = f"{PREFIX}_building_{os.getpid()}"
    _drop(server, building)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
    environment = {**os.environ, **_database_urls(building), "PYTHONPATH": str(ROOT / "src")}
    for command, role in (("migrate", "owner"), ("prepare", "app")):
        done = subprocess.run(
            [sys.executable, "-m", "tongban.config.manage", command, "--skip-checks"],
            env={**environment, "TONGBAN_AS": role}, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            _drop(server, building)
            pytest.exit(
                f"the test database could not be made: {command}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}", 3
            )
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (building, name))))
    server.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(str(int(time.time()))))
    )


def _database_urls(name: str) -> dict[str, str]:
    """The three addresses of a database as environment variables."""
    roles = {
        "DATABASE_URL": settings.DATABASES["default"],
        "DATABASE_OWNER_URL": settings.DATABASE_OWNER,
        "DATABASE_SEALER_URL": settings.DATABASE_SEALER,
    }
    return {key: _url(role, name) for key, role in roles.items()}


def _url(role: dict[str, Any], name: str) -> str:
    port = f"&port={role['PORT']}" if role["PORT"] else ""
    user = f"{quote(role['USER'])}:{quote(role['PASSWORD'])}"
    return f"postgresql://{user}@/{name}?host={quote(role['HOST'], safe='')}{port}"


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    with suppress(psycopg.Error):
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _clear_leftovers(server: psycopg.Connection[Any]) -> None:
    """Drops copies whose process is gone and templates older than some hours."""
    rows = server.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}_%"]
    ).fetchall()
    for name, comment in rows:
        owner = name.removeprefix(f"{PREFIX}_").split("_")[0]
        if owner == "template":
            old = comment is None or time.time() - int(comment) > TEMPLATE_LIFE_SECONDS
        else:
            old = owner.isdigit() and not Path(f"/proc/{owner}").exists()
        if old:
            _drop(server, name)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this xdist worker, `main` without xdist."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture
def settled() -> None:
    """For fixtures that ask for `db` too: the test runs where the small county stands already (`tests.cast`).

    The county is set up once a process; each test's own changes are rolled back as everywhere.
    """


@pytest.fixture
def peopled() -> None:
    """The same with everybody and the records of `tests.people`: there `gather` gives those who stand there."""


@pytest.fixture
def standing(db: None) -> Any:
    """What the module's `STANDS` builds: once a process in a database of its own, for each test as it was then."""
    return stood()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> None:
    """Whatever way a test came to `db`: its place is chosen before the transaction begins."""
    if fixturedef.argname == "_django_db_helper" and PLACES & set(request.fixturenames):
        request.getfixturevalue("_settled_place")


@pytest.fixture
def _settled_place(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any, worker_id: str
) -> Iterator[None]:
    """Leads Django's connection to the database in which stands what the test asks for; the first one sets it up."""
    place, set_up = _place_of(request)
    with django_db_blocker.unblock():
        if place not in _settled:
            with _database_for(worker_id) as name, _using(name):
                set_up()
                _settled[place] = name
        with _using(_settled[place]):
            yield


def _place_of(request: pytest.FixtureRequest) -> tuple[str, Callable[[], None]]:
    """The name of the place, and what sets it up."""
    if "standing" in request.fixturenames:
        build = request.module.STANDS
        return f"{build.__module__}.{build.__qualname__}", partial(stand, build)
    if "peopled" in request.fixturenames:  # their records lie on the day on which they were made
        return f"peopled {timezone.localdate()}", settle_people
    return "settled", settle


PLACES = {"settled", "peopled", "standing"}
_settled: dict[str, str] = {}


@pytest.fixture
def fresh_db(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[str]:
    """A database of its own for one test that changes tables or triggers; gives its name. Not beside `db`."""
    with django_db_blocker.unblock(), _database_for(worker_id) as name, _using(name):
        yield name


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[str]:
    """A database in which the test really commits (races, processes), emptied after it; gives its name.

    Not beside `db`. Tables and functions that the test adds are dropped; other changes of the schema need `fresh_db`.
    """
    with django_db_blocker.unblock():
        if not _shared:
            with _database_for(worker_id) as name, _owner_of(name) as owner:
                _shared[name] = state_of(owner)
        [(name, before)] = _shared.items()
        with _using(name):
            yield name
        with _owner_of(name) as owner:
            if not empty(owner, before):
                _shared.clear()  # the next test gets a new one


_shared: dict[str, State] = {}


def _owner_of(name: str) -> psycopg.Connection[Any]:
    return connection_as({**settings.DATABASE_OWNER, "NAME": name})


@pytest.fixture
def database_urls(django_db_setup: None) -> dict[str, str]:
    """The three addresses of the test's database as environment variables, for a process that the test starts."""
    return _database_urls(connection.settings_dict["NAME"])


@pytest.fixture
def new_connection(django_db_setup: None) -> Iterator[Callable[..., psycopg.Connection[Any]]]:
    """Makes connections of their own to the test's database for threads and races; closed after the test.

    `new_connection()` is the application's role, `new_connection("owner")` and `("sealer")` the others; each statement
    commits by itself. With the `db` fixture they do not see what the test wrote: it never commits.
    """
    made: list[psycopg.Connection[Any]] = []

    def connect(role: str = "app") -> psycopg.Connection[Any]:
        roles = {
            "app": settings.DATABASES["default"],
            "owner": settings.DATABASE_OWNER,
            "sealer": settings.DATABASE_SEALER,
        }
        made.append(connection_as(roles[role]))
        return made[-1]

    yield connect
    for each in made:
        each.close()


@pytest.fixture
def owner_connection(new_connection: Callable[..., psycopg.Connection[Any]]) -> psycopg.Connection[Any]:
    """The owner of the tables, for what the application may not do."""
    return new_connection("owner")


@pytest.fixture
def sealer_connection(new_connection: Callable[..., psycopg.Connection[Any]]) -> psycopg.Connection[Any]:
    """The role of the sequencer."""
    return new_connection("sealer")


@dataclass
class Statements:
    """What went over the wire: `count` statements (BEGIN, COMMIT and SAVEPOINT counted), `round_trips`, the `trace`."""

    count: int = 0
    round_trips: int = 0
    trace: str = ""


@pytest.fixture
def count_statements() -> Callable[[], AbstractContextManager[Statements]]:
    """`with count_statements() as sent: …; assert sent.count <= 4`: counted in libpq's own trace of the protocol."""
    return _count_statements


@contextmanager
def _count_statements() -> Iterator[Statements]:
    connection.ensure_connection()
    if connection.in_atomic_block:
        with connection.cursor() as cursor:  # psycopg sends the BEGIN of the surrounding block with its first statement
            cursor.execute("SELECT 1")
    sent = Statements()
    wire = connection.connection.pgconn
    with tempfile.TemporaryFile("w+") as trace:
        wire.trace(os.dup(trace.fileno()))
        wire.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        try:
            yield sent
        finally:
            wire.untrace()
            trace.seek(0)
            sent.trace = trace.read()
    sent_by_us = [line.split("\t") for line in sent.trace.splitlines() if line.startswith("F\t")]
    sent.count = sum(message[2] in ("Query", "Execute") for message in sent_by_us)
    sent.round_trips = sum(message[2] in ("Query", "Sync") for message in sent_by_us)


@pytest.fixture
def frozen_ids() -> Iterator[None]:
    """The same keys in the same order in every run."""
    with use_ids(SeededIds(1)):
        yield
