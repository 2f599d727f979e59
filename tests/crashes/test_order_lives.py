"""K7: complaints never vanish. Random lives end lawfully or as an open alarm, however often the process is killed."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.hotline.cycle_facts import facts_of
from tests.hotline.cycles import World
from tests.hotline.killing import Killed, lived_and_killed
from tests.hotline.stage import hotline
from tongban.hotline.actions import alarms as telling
from tongban.hotline.actions import closing
from tongban.hotline.queries.orders import Asked, order_page
from tongban.hotline.rules.soundness import OrderFacts, alarms, faults, lost, untold

SEED = os.environ.get("TONGBAN_SEED", "1")
# A night plays ten thousand lives in worlds of their own: the larger a world, the more calls are about orders there.
WORLD = 250
WORLDS = range(1, int(os.environ.get("TONGBAN_LIVES", "10000")) // WORLD + 1)
LATER = timedelta(days=400)


def world(lives: int, no: int = 0) -> World:
    """A line with everything in memory that a running process has."""
    here = World(hotline(), f"{SEED}.{no}" if no else SEED, lives)
    for post in ("hotline_1", "hotline_2", "hotline_dispatch", "hotline_callback", "supervision", "centre_manager"):
        here.who(post)
    return here


def to_the_end(killed: Killed) -> dict[str, OrderFacts]:
    """A year later the worker has done its rounds: what is still open is told as an alarm."""
    later = killed.now + LATER
    for act, most in ((closing.close_silent, closing.BATCH), (telling.raise_alarms, telling.BATCH)):
        while act(at=later) >= most:
            pass
    return facts_of()


def sound(killed: Killed, lives: int) -> dict[str, int]:
    """Nothing lost, nothing half done, nothing ended otherwise than lawfully; all else open, owned and told."""
    facts = to_the_end(killed)
    later = killed.now + LATER
    assert faults(facts, later) + untold(facts, later) + lost(killed.told, facts) == []
    open_now = {one.row["number"] for one in facts.values() if one.row["closed_at"] is None}
    assert set(alarms(facts, later)) == open_now
    listed = {row.number for row in order_page(Asked(view="alarm"), now=later, size=lives * 4).rows}
    secret = {one.row["number"] for one in facts.values() if one.row["kind"] == "misconduct"}
    assert listed == open_now - secret
    assert len(facts) >= lives * 0.8
    states = [str(one.row["state"]) for one in facts.values()]
    return {state: states.count(state) for state in sorted(set(states))}


def report(words: str) -> None:
    """What happened, beside the other results of the night's run."""
    folder = os.environ.get("TONGBAN_RESULTS")
    if folder:
        with (Path(folder) / "order_lives.txt").open("a", encoding="utf-8") as kept:
            kept.write(words + "\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lives", "no"),
    [pytest.param(200, 0, id="push"), *[pytest.param(WORLD, no, marks=pytest.mark.nightly) for no in WORLDS]],
)
def test_k7_c_05_random_lives_under_kills_end_lawfully_or_as_an_open_alarm(
    committed_db: str, tmp_path: Path, lives: int, no: int
) -> None:
    killed = lived_and_killed(world(lives, no), tmp_path)
    found = sound(killed, lives)
    report(
        f"seed {SEED}, world {no}: {lives} lives, {killed.kills} kills, {found}, the last process did {killed.counts}"
    )
    assert killed.kills >= lives / 100
    assert {"closed", "merged", "not_taken", "transferred", "taken"} <= set(found)


@pytest.mark.slow
def test_c_05_a_process_that_answers_before_its_commit_is_found(committed_db: str, tmp_path: Path) -> None:
    for turn in range(6):
        folder = tmp_path / str(turn)
        folder.mkdir()
        killed = lived_and_killed(World(hotline(), f"hasty{turn}", 12, hasty=True), folder, most=3)
        if lost(killed.told, facts_of()):
            return
        connection.close()
    pytest.fail("no kill of a hasty process lost anything: the check is blind")


@pytest.mark.slow
def test_c_05_a_run_that_is_broken_off_leaves_no_process_living_on(committed_db: str, tmp_path: Path) -> None:
    """Nobody looks at orders while a life is in the middle: what acts dies with the one who looks."""
    here = world(200)
    connection.close()
    pid = os.fork()
    if pid == 0:
        lived_and_killed(here, tmp_path)
        os._exit(0)
    while not (tmp_path / "told").exists() or not (tmp_path / "told").read_bytes():
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    for _again in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            if cursor.fetchone()[0] == 1:
                return
        time.sleep(0.1)
    pytest.fail("a process lives on after its run was broken off")
