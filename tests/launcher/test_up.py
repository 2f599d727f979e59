"""`./tongban up` as a person at a terminal has it. One start serves most questions, since a start takes seconds."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tongban.config.launch.cluster import Cluster
from tongban.config.launch.places import PROJECT
from tongban.config.launch.processes import processes_in, wait_until

from .conftest import KINDS, PATIENCE, Installation

pytestmark = pytest.mark.slow


def left_over(installation: Installation) -> list[int]:
    """Database processes of an installation that are still there."""
    return [pid for data in installation.places.database.glob("data-*") for pid in processes_in(data)]


def test_a_running_installation_says_so_and_ends_whole(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = installation.up("--port", str(port))
        screen = running.ready()
    assert f"Port {port} cannot be used" in screen
    second = installation.say("up")
    assert second.returncode == 3
    assert "already runs at http://127.0.0.1:" in second.stderr
    assert "web server" in installation.say("status").stdout
    assert installation.say("manage", "check").returncode == 0
    assert installation.say("stop").returncode == 0
    assert running.process.wait(PATIENCE) == 0
    assert installation.say("status").returncode == 3
    assert left_over(installation) == []


@pytest.mark.nightly
def test_after_kill_9_of_the_supervisor_nothing_is_left_and_the_next_start_works(installation: Installation) -> None:
    first = installation.up("--port", "18700")
    first.ready()
    os.kill(first.process.pid, signal.SIGKILL)
    assert first.process.wait(PATIENCE) == -signal.SIGKILL
    assert wait_until(lambda: not left_over(installation), PATIENCE)
    second = installation.up("--port", "18700")
    second.ready()
    installation.say("stop")
    assert second.process.wait(PATIENCE) == 0


@pytest.mark.nightly
def test_two_starts_at_once_make_one_instance(installation: Installation) -> None:
    pair = [installation.up("--port", "18720") for _ in range(2)]
    assert wait_until(lambda: any(one.process.poll() is not None for one in pair), PATIENCE)
    loser = next(one for one in pair if one.process.poll() is not None)
    assert loser.process.returncode == 3
    winner = next(one for one in pair if one is not loser)
    winner.ready()
    winner.process.send_signal(signal.SIGINT)
    assert winner.process.wait(PATIENCE) == 0


@pytest.mark.nightly
@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_database_comes_back_by_itself(installation: Installation, kind: str) -> None:
    installation.environment["TONGBAN_POSTGRES"] = kind
    running = installation.up("--port", "18740")
    running.ready()
    cluster = Cluster(installation.places, "unused", force=kind)
    os.kill(int((cluster.data / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    assert wait_until(lambda: "The database ended; it is started again" in running.said(), PATIENCE)
    time.sleep(3)
    assert running.process.poll() is None
    assert installation.say("stop").returncode == 0


def test_an_unknown_command_is_answered_with_the_known_ones(installation: Installation) -> None:
    done = installation.say("upp")
    assert done.returncode == 2
    assert "up [--port N]" in done.stdout


def test_a_failure_is_one_screen_without_a_traceback(installation: Installation) -> None:
    installation.environment["DATABASE_URL"] = "postgresql://nobody@/none?host=/nonexistent"
    done = installation.say("up")
    assert done.returncode == 1
    assert "DATABASE_URL does not answer" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_without_python_the_script_says_what_to_install() -> None:
    environment = {"PATH": "/nonexistent", "TONGBAN_PYTHON": "/nonexistent"}
    script = f"fits() {{ false; }}\n{(PROJECT / 'tongban').read_text().split('fits()')[1].split(chr(10), 1)[1]}"
    done = subprocess.run(
        ["/bin/sh", "-c", f"root=/nonexistent\n{script}"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "sudo apt install python3" in done.stderr


def test_a_budget_that_is_spent_fails_the_tests_that_were_not_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("budget")
    (folder / "test_one.py").write_text("def test_one():\n    pass\n")
    words = [sys.executable, "-m", "pytest", "-p", "tongban.config.house.pytest_plugin", "-c", "/dev/null", str(folder)]
    done = {
        until: subprocess.run(
            words, env={**os.environ, "TONGBAN_TEST_UNTIL": until}, capture_output=True, text=True, check=False
        )
        for until in ("1", "9999999999")
    }
    assert done["1"].returncode == 1
    assert "the budget of time is spent" in done["1"].stdout
    assert done["9999999999"].returncode == 0
