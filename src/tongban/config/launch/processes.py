"""Child processes that never outlive their parent, and looking at processes by what they hold.

Linux only, as the rest of the launcher: it reads /proc and asks the kernel to signal children when their parent dies.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


@dataclass(frozen=True)
class Account:
    """The user a program runs as."""

    uid: int
    gid: int


def server_account(data: Path) -> Account | None:
    """As root: the unprivileged user of the database server (the owner of its data, else postgres, else nobody)."""
    if os.getuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    return Account(65534, 65534)


def dies_with_parent(farewell: signal.Signals) -> Callable[[], None]:
    """What a child runs before its program: the kernel sends it `farewell` when this process dies, even by kill -9."""
    parent = os.getpid()

    def before() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, farewell.value, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return before


def spawn(
    words: Sequence[str],
    *,
    log: Path,
    environment: Mapping[str, str],
    farewell: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    pass_fds: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """Starts a program in a process group of its own, its output in the log, bound to the life of this process."""
    with log.open("ab") as out:
        return subprocess.Popen(
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            cwd="/",
            start_new_session=True,
            preexec_fn=dies_with_parent(farewell),  # noqa: PLW1509 this process has one thread
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            pass_fds=pass_fds,
        )


def end(process: subprocess.Popen[bytes], farewell: signal.Signals = signal.SIGTERM, seconds: float = 10) -> None:
    """Ends a child: politely, then with its whole group by force."""
    if process.poll() is None:
        process.send_signal(farewell)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def processes_in(folder: Path) -> Iterator[int]:
    """The ids of all processes that work in a folder: a PostgreSQL server and its parts work in their data folder."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if Path(os.readlink(entry / "cwd")) == folder:
                yield int(entry.name)
        except OSError:
            continue


def wait_until(test: Callable[[], bool], seconds: float) -> bool:
    """Looks ten times a second whether something has come true; False when it has not in time."""
    until = time.monotonic() + seconds
    while not test():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def clean_environment() -> dict[str, str]:
    """This process' environment without what would send programs to another server or make them read sources anew.

    Images of containers often set PYTHONDONTWRITEBYTECODE; with it each start of ours compiles 600 files again.
    """
    unwanted = "PYTHONDONTWRITEBYTECODE"
    return {name: value for name, value in os.environ.items() if not name.startswith("PG") and name != unwanted}


def last_lines(log: Path, count: int = 12) -> list[str]:
    """The end of a log for the one screen that explains a failure, without the body of a traceback."""
    if not log.exists():
        return []
    with log.open("rb") as stream:
        stream.seek(max(0, log.stat().st_size - 8_000))
        lines = stream.read().decode("utf-8", errors="replace").splitlines()
    told = [line for line in lines if not line.startswith((" ", "Traceback"))]
    return [line[:160] for line in told[-count:]] + [f"All of it: {log}"]
