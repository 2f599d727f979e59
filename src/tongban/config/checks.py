"""What a production may not start with: public secrets, debugging, the demonstration, a database that may forget.

Each finding is a sentence and what to do. They are Django system checks (`./tongban manage check`), and the web server
asks for them before its first request. Outside production nothing is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from tongban.agencies.rules.sealing import strong_keys
from tongban.config.launch.database import DEMONSTRATION

SHORTEST_SECRET = 40
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
MARK = "comment"
READ = """
SELECT name, current_setting(name) FROM unnest(%s::text[]) AS name
UNION ALL SELECT %s, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()
"""


REASONS = {
    "E001": ("The secret key is the public one or too short.", "Set TONGBAN_SECRET_KEY to 50 random characters."),
    "E002": ("Debugging is on: error pages would show data and settings.", "Unset TONGBAN_DEBUG."),
    "E003": ("The demonstration is on: anybody could take any role.", "Unset TONGBAN_DEMO."),
    "E004": ("{name} is not a key of 256 random bits.", "Set it to k1: and 32 random bytes in base64."),
    "E005": ("It is not said under which names this site answers.", "Set TONGBAN_HOSTS to its host names."),
    "E006": ("The database runs with {name} off and could lose what it has acknowledged.", "Set {name} = on there."),
    "E007": ("The database holds the demonstration county and its accounts.", "Start a production with an empty one."),
}


def finding(code: str, name: str = "") -> Error:
    """One reason not to start, with what to do."""
    what, todo = REASONS[code]
    return Error(what.format(name=name), hint=todo.format(name=name), id=f"tongban.{code}")


def unsafe_settings(values: Mapping[str, Any]) -> Iterator[Error]:
    """The findings on the settings of a production; `values` are settings by name."""
    secret = str(values["SECRET_KEY"])
    if secret == "development-only" or len(secret) < SHORTEST_SECRET:
        yield finding("E001")
    if values["DEBUG"]:
        yield finding("E002")
    if values["DEMO"]:
        yield finding("E003")
    for name in ("TONGBAN_KEK", "TONGBAN_INDEX_KEY", "TONGBAN_LEDGER_KEY"):
        if not strong_keys(str(values[name])):
            yield finding("E004", name)
    if not values["ALLOWED_HOSTS"] or "*" in values["ALLOWED_HOSTS"]:
        yield finding("E005")


def unsafe_database(read: Mapping[str, str | None]) -> Iterator[Error]:
    """The findings on the database of a production; `read` are its settings by name, and its comment."""
    for name in DURABLE:
        if read.get(name) == "off":
            yield finding("E006", name)
    if read.get(MARK) == DEMONSTRATION:
        yield finding("E007")


def check_settings(app_configs: Sequence[AppConfig] | None, **_: Any) -> Iterable[CheckMessage]:
    """The system check on settings."""
    if not settings.PRODUCTION:
        return []
    names = ("SECRET_KEY", "DEBUG", "DEMO", "TONGBAN_KEK", "TONGBAN_INDEX_KEY", "TONGBAN_LEDGER_KEY", "ALLOWED_HOSTS")
    return list(unsafe_settings({name: getattr(settings, name) for name in names}))


def check_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> Iterable[CheckMessage]:
    """The system check on the database; reads its settings as the role that will work with it."""
    if not settings.PRODUCTION or not databases:
        return []
    found: list[CheckMessage] = []
    for alias in databases:
        with connections[alias].cursor() as cursor:
            cursor.execute(READ, [list(DURABLE), MARK])
            found += unsafe_database(dict(cursor.fetchall()))
    return found


def refuse_unsafe_start() -> None:
    """Ends the program with one screen when a production must not start. Called by the web server before it serves."""
    found = [*check_settings(None), *check_database(None, databases=["default"])]
    # The web server forks after this: no connection may be shared by two processes.
    connections.close_all()
    if found:
        lines = [f"  {message.id}  {message.msg}  {message.hint}" for message in found]
        raise SystemExit("\n".join(["Tongban refuses to start as production:", *lines]))


def register_checks() -> None:
    """Makes both known to Django."""
    register(check_settings, Tags.security)
    register(check_database, Tags.database)
