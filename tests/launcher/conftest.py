"""Installations that tests start: each with its own state folder, server and sockets, ended whatever happens."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tongban.config.launch.binaries import all_binaries
from tongban.config.launch.cluster import Cluster
from tongban.config.launch.places import PROJECT, Places
from tongban.config.launch.processes import processes_in

# Seconds for what takes ten on an idle machine: a start says itself when it fails, a test need not measure it.
PATIENCE = 600
KINDS = sorted({one.kind for one in all_binaries()})


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without the addresses that the tests themselves run on."""
    for name in [*os.environ]:
        if name.startswith(("DATABASE_", "TONGBAN_", "PG")):
            monkeypatch.delenv(name)


@pytest.fixture(scope="module", params=KINDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Data of a server of the machine, then of the package; their path has a space and Chinese characters."""
    places = Places(tmp_path_factory.mktemp("launcher") / "通办 数据")
    places.make()
    cluster = Cluster(places, "secret", force=request.param)
    cluster.make()
    yield cluster
    cluster.stop()
    forget(places)


@pytest.fixture
def cluster(made: Cluster, given: None) -> Cluster:
    """That server, running."""
    if not made.alive():
        made.start()
    return made


def forget(places: Places) -> None:
    """Ends what is left of an installation and removes what lies outside its folder."""
    for data in places.database.glob("data-*"):
        for pid in processes_in(data):
            os.kill(pid, signal.SIGKILL)
    if os.getuid() == 0:
        shutil.rmtree(places.database, ignore_errors=True)
    shutil.rmtree(places.sockets, ignore_errors=True)


class Installation:
    """`./tongban` with a state folder of its own, as a person at a terminal has it."""

    def __init__(self, state: Path, **more: str) -> None:
        self.places = Places(state)
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "TONGBAN_", "PG"))
        } | {"TONGBAN_DATA": str(state), **more}
        self.words = [sys.executable, "-P", "-m", "tongban.config.launch"]

    def say(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs one command to its end."""
        return subprocess.run(
            [*self.words, *words], env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def up(self, *words: str) -> "Running":
        """Starts everything but the county."""
        return Running(self, *words)

    def forget(self) -> None:
        """Removes every trace."""
        self.say("stop")
        forget(self.places)


class Running:
    """A started installation: waits for its address."""

    def __init__(self, installation: Installation, *words: str) -> None:
        self.screen = installation.places.state.parent / f"screen-{time.monotonic_ns()}"
        with self.screen.open("w") as out:
            self.process = subprocess.Popen(
                [*installation.words, "up", "--without-county", *words],
                env=installation.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=PROJECT,
            )

    def said(self) -> str:
        """Everything on the screen so far."""
        return self.screen.read_text()

    def ready(self) -> str:
        """The screen once the address is there; fails when the start gave up or nothing ever comes."""
        until = time.monotonic() + PATIENCE
        while "Ctrl-C" not in self.said():
            if self.process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"not started: {self.said()}")
            time.sleep(0.1)
        return self.said()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """One installation, not started."""
    one = Installation(tmp_path / "通办 数据")
    yield one
    one.forget()
