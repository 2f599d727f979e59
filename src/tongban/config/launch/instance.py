"""One instance at a time: a lock held for life, and a note beside it that says who holds it and where it answers.

The lock is the truth (the kernel frees it when its holder dies, however it dies); the note only tells of it.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tongban.config.launch.places import Places
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import wait_until


def lock_file(places: Places) -> Path:
    """The file that is locked."""
    return places.run / "lock"


def try_lock(stream: IO[str], kind: int) -> bool:
    """Takes the lock, or says at once that somebody else has it."""
    try:
        fcntl.flock(stream, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def hold(places: Places, purpose: str) -> Iterator[None]:
    """Holds the instance as long as the block lasts; refuses when another one does, and says which and where."""
    places.make()
    with lock_file(places).open("a") as stream:
        # A short wait: `status` and `stop` touch the lock for a moment when they look.
        if not wait_until(lambda: try_lock(stream, fcntl.LOCK_EX), 1):
            raise Problem(*explain(note_of(places)), status=3)
        write_note(places, purpose=purpose)
        try:
            yield
        finally:
            (places.run / "note.json").unlink(missing_ok=True)


def explain(note: dict[str, Any]) -> tuple[str, ...]:
    """Who holds the instance, in words."""
    pid = note.get("pid", "?")
    if note.get("url"):
        return (f"Tongban already runs at {note['url']} (process {pid}).", "To end it:  ./tongban stop")
    if note.get("purpose") == "up":
        return (f"Tongban is just being started by process {pid}.", "Look again in a moment:  ./tongban status")
    return (f"./tongban {note.get('purpose', '…')} is at work here (process {pid}).", "Wait until it is done.")


def write_note(places: Places, **facts: object) -> None:
    """Adds facts to the note of the instance that this process holds."""
    old = note_of(places)
    known = old if old.get("pid") == os.getpid() else {}
    half = places.run / "note.half"
    half.write_text(json.dumps({**known, "pid": os.getpid(), **facts}))
    half.replace(places.run / "note.json")


def note_of(places: Places) -> dict[str, Any]:
    """The note, or nothing."""
    try:
        return dict(json.loads((places.run / "note.json").read_text()))
    except (OSError, ValueError):
        return {}


def is_held(places: Places) -> bool:
    """Whether some process holds the instance now."""
    if not lock_file(places).exists():
        return False
    with lock_file(places).open() as stream:
        return not try_lock(stream, fcntl.LOCK_SH)
