"""`./tongban stop`, `status` and `manage`: what one does with an instance that runs, or without one."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tongban.config.launch.database import (
    Database,
    foreign_urls,
    mark_as_demonstration,
    open_database,
    our_cluster,
    own_urls,
)
from tongban.config.launch.instance import hold, is_held, note_of
from tongban.config.launch.keys import load_keys
from tongban.config.launch.places import Places, here
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import processes_in, wait_until
from tongban.config.launch.readiness import MANAGE
from tongban.config.launch.screen import say

# These change tables or rights, which role *app* must not.
AS_OWNER = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "flush"}


def stop() -> None:
    """Ends the running instance and waits until nothing of it is left."""
    places = here()
    note = note_of(places)
    if is_held(places):
        pid = int(note.get("pid", 0))
        if not pid:
            raise Problem("Something runs here, but left no note.", "Look for it:  ps aux | grep tongban")
        os.kill(pid, signal.SIGTERM)
        if not wait_until(lambda: not is_held(places), 60):
            os.kill(pid, signal.SIGKILL)
        say("Tongban has ended.")
    else:
        say("Tongban does not run here.")
    end_remains(places)


def end_remains(places: Places) -> None:
    """A database server that lost its parent a moment ago is ended too."""
    if foreign_urls() or not places.database.exists():
        return
    for data in places.database.glob("data-*"):
        for pid in processes_in(data):
            try:
                os.kill(pid, signal.SIGINT)
            except ProcessLookupError:
                continue
        wait_until(lambda folder=data: not any(processes_in(folder)), 20)  # type: ignore[misc]


def status() -> None:
    """Says what runs; the exit status is 0 when the web server does, else 3."""
    places = here()
    note = note_of(places)
    if not is_held(places):
        raise Problem("Tongban does not run here.", "To start it:  ./tongban up", status=3)
    minutes = int(time.time() - note.get("begun", time.time())) // 60
    if not note.get("url"):
        raise Problem(f"./tongban {note.get('purpose', '…')} is at work (process {note.get('pid')}).", status=3)
    say(f"{note['url']}/   since {minutes} min, process {note['pid']}")
    say(f"programs: {', '.join(note.get('programs', []))}")
    say("database: " + ("given by DATABASE_URL" if foreign_urls() else str(our_cluster(places).data)))
    say(f"logs:     {places.log}")


def is_running(places: Places) -> bool:
    """Whether the web server of this installation runs."""
    return is_held(places) and bool(note_of(places).get("url"))


@contextmanager
def database_at_hand(purpose: str) -> Iterator[Database]:
    """The database of the running instance, or the same one started for as long as the block lasts."""
    places = here()
    places.make()
    if is_running(places):
        keys = load_keys(places.state / "secrets.env")
        urls = foreign_urls() or own_urls(places, keys)
        yield Database(urls, None if foreign_urls() else our_cluster(places), keys)
        return
    with hold(places, purpose), open_database(places) as database:
        yield database


def manage(words: list[str]) -> int:
    """One management command with the addresses and secrets of this installation."""
    name = words[0] if words else "help"
    with database_at_hand(f"manage {name}") as database:
        database.mark_demonstration(os.environ.get("TONGBAN_ENV") != "production")
        if name == "load_county":
            mark_as_demonstration(database.urls)
        role = {"TONGBAN_AS": "owner"} if name in AS_OWNER else {}
        return subprocess.run([*MANAGE, *words], env=database.environment(**role), check=False).returncode
