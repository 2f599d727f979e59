"""Our own small manager of one PostgreSQL server: make its data, start it, wait for it, end it.

It knows no role, no database and no table of Tongban (see `database`).
"""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tongban.config.launch.binaries import Binaries, copy_for_account, find_binaries
from tongban.config.launch.datafolder import SUPERUSER, clear_the_way, initialise
from tongban.config.launch.places import Places, private_folder
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import (
    Account,
    clean_environment,
    end,
    last_lines,
    server_account,
    spawn,
    wait_until,
)
from tongban.config.launch.screen import say

# Part of the socket's name only; said everywhere, because PGPORT in somebody's environment would be believed otherwise.
PORT = 5432
# Terse and without statements: a duplicate key's value or a parameter may be a person's data.
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "80",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
# As it comes, a server is set for a machine of 1 GiB with turning disks: it would keep 128 MiB of a million cases at
# hand and sort what an index has in order. What it takes of the memory it takes as it needs it.
LEAST_BUFFERS_MIB, MOST_BUFFERS_MIB = 128, 8192
# From here on the web server and the worker leave room for a quarter, which holds the indexes of a million cases.
LARGE_MIB = 8192
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
UNSAFE_BUT_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def fitted(memory_mib: int) -> dict[str, str]:
    """Settings for a machine of so much memory, which the web server and the worker need, too.

    After each checkpoint every page is written whole once more when it changes: seldom is cheaper.
    """
    share = memory_mib // (4 if memory_mib >= LARGE_MIB else 8)
    buffers = min(max(share, LEAST_BUFFERS_MIB), MOST_BUFFERS_MIB)
    return {
        "shared_buffers": f"{buffers}MB", "effective_cache_size": f"{max(memory_mib // 2, buffers)}MB",
        "random_page_cost": "1.1", "max_wal_size": "2GB", "checkpoint_timeout": "15min",
    }  # fmt: skip


def memory_mib() -> int:
    """The memory of the machine, or of the container that holds this process."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    allowed = CGROUP_LIMIT.read_text().strip() if CGROUP_LIMIT.exists() else "max"
    return min(whole, int(allowed) >> 20) if allowed.isdigit() else whole


class ForeignData(Problem):
    """The data folder was made with other secrets than those of this installation."""


@dataclass
class Cluster:
    """One server; `quick` gives up durability and is for tests only; `disposable` data are made anew when unusable."""

    places: Places
    password: str
    force: str | None = None
    quick: bool = False
    disposable: bool = False
    process: subprocess.Popen[bytes] | None = None
    binaries: Binaries = field(init=False)
    account: Account | None = field(init=False)

    def __post_init__(self) -> None:
        kept = sorted(self.places.database.glob("data-*/PG_VERSION"), key=lambda path: path.stat().st_mtime)
        self.binaries = find_binaries(self.force, int(kept[-1].read_text()) if kept else None)
        self.account = server_account(self.data)

    @property
    def data(self) -> Path:
        """The data folder; each major version has its own, since they do not read each other's."""
        return self.places.database / f"data-{self.binaries.major}"

    @property
    def stamp(self) -> Path:
        """Remembers what was prepared in the data."""
        return self.places.database / f"{self.data.name}-ready.json"

    @property
    def ours(self) -> Path:
        """Is there once this installation's own secrets have opened the data."""
        return self.places.run / "opened"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.places.log / f"postgres-{self.places.name}.log"

    @property
    def owner(self) -> Account:
        """Who owns data and sockets."""
        return self.account or Account(os.getuid(), os.getgid())

    def conninfo(self, dbname: str = "postgres") -> str:
        """How the superuser connects."""
        facts = {"host": str(self.places.sockets), "port": str(PORT), "user": SUPERUSER, "password": self.password}
        return psycopg.conninfo.make_conninfo("", dbname=dbname, connect_timeout=5, **facts)

    def make(self) -> None:
        """Makes the data folder, once. What an interrupted try left is thrown away."""
        if (self.data / "PG_VERSION").exists():
            return
        base = self.places.database
        base.parent.mkdir(parents=True, exist_ok=True)
        private_folder(base, self.owner.uid, self.owner.gid)
        (base / "belongs-to").write_text(f"{self.places.state}\n")
        half = self.data.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        if self.account:
            self.binaries = copy_for_account(self.binaries, base)
        initialise(half, self.password, self.binaries, log=self.log, account=self.account, quick=self.quick)
        half.rename(self.data)

    def start(self) -> None:
        """Starts the server and waits until it answers; tries for ten seconds while remains of another one go away."""
        if self.account:
            self.binaries = copy_for_account(self.binaries, self.places.database)
        clear_the_way(self.data)
        private_folder(self.places.sockets, self.owner.uid, self.owner.gid)
        if not wait_until(self._try_start, 10):
            raise Problem("The database does not start.", *last_lines(self.log))

    def _try_start(self) -> bool:
        settings = SETTINGS | {"unix_socket_directories": str(self.places.sockets)}
        settings |= UNSAFE_BUT_QUICK if self.quick else fitted(memory_mib())
        words = [self.binaries.program("postgres"), "-D", str(self.data)]
        words += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.process = spawn(
            words, log=self.log, environment=clean_environment(), farewell=signal.SIGINT, account=self.account
        )
        # Recovery after a crash may take minutes; as long as the server lives, it is waited for.
        wait_until(lambda: self.answers() or not self.alive(), 600)
        return self.alive()

    def alive(self) -> bool:
        """Whether the server that this process started still runs."""
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Whether a server answers at the socket."""
        try:
            psycopg.connect(self.conninfo()).close()
        except psycopg.OperationalError as error:
            if "authentication failed" in str(error):
                raise ForeignData(
                    "The database does not take the password of this installation's secrets.env.",
                    f"Bring back the secrets.env of {self.data}, or move that folder away to begin anew.",
                ) from None
            return False
        return True

    def stop(self) -> None:
        """Ends the server: open transactions are rolled back, everything acknowledged is kept."""
        if self.process is None:
            return
        end(self.process, signal.SIGINT, 30)
        self.process = None
        shutil.rmtree(self.places.sockets, ignore_errors=True)

    def __enter__(self) -> "Cluster":
        self.make()
        try:
            self.start()
        except Problem as trouble:
            self.stop()
            if not (self.disposable or (isinstance(trouble, ForeignData) and not self.ours.exists())):
                raise
            self._give_way()
            self.make()
            self.start()
        self.ours.touch()
        return self

    def _give_way(self) -> None:
        """Data of an earlier installation at the same path: those of tests go, others are kept under another name.

        Its secrets went with its folder, so nobody can sign in to it; but somebody may still have a copy of them.
        """
        self.stamp.unlink(missing_ok=True)
        if self.disposable:
            shutil.rmtree(self.data)
            return
        aside = self.data.with_name(f"left-{time.time_ns()}-{self.data.name}")
        self.data.rename(aside)
        say(f"  An earlier installation in this folder left a database made with other secrets; kept as {aside}.")

    def __exit__(self, *_: object) -> None:
        self.stop()
