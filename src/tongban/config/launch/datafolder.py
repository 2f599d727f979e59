"""The folder that a PostgreSQL server keeps its data in: made once, and freed of what a dead server left in it."""

import os
import secrets
import signal
from pathlib import Path

from tongban.config.launch.binaries import Binaries
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import Account, clean_environment, last_lines, processes_in, spawn, wait_until

SUPERUSER = "postgres"
BUILTIN_LOCALE_SINCE = 17


def initialise(
    folder: Path, password: str, binaries: Binaries, *, log: Path, account: Account | None, quick: bool
) -> None:
    """Makes the data folder of a new server; `quick` does not wait for the disk.

    The password lies beside the folder while it is read, for its owner alone.
    """
    owner = account or Account(os.getuid(), os.getgid())
    secret = folder.parent / f"password-{secrets.token_hex(4)}"
    secret.touch(mode=0o600)
    secret.write_text(password)
    os.chown(secret, owner.uid, owner.gid)
    words = [binaries.program("initdb"), "-D", str(folder), "-U", SUPERUSER, "--pwfile", str(secret), "-k"]
    words += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
    words += ["--no-sync"] if quick else []
    if binaries.major >= BUILTIN_LOCALE_SINCE:
        words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    try:
        process = spawn(words, log=log, environment=clean_environment(), account=account)
        if process.wait():
            raise Problem("The database's data folder could not be made.", *last_lines(log))
    finally:
        secret.unlink()


def clear_the_way(folder: Path) -> None:
    """Ends a server that lost its parent, and drops a pid file whose number now belongs to another program."""
    pid_file = folder / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int((pid_file.read_text().splitlines() or ["0"])[0] or 0)
    if pid in processes_in(folder):
        os.kill(pid, signal.SIGINT)
    gone = wait_until(lambda: not any(processes_in(folder)), 10)
    # While a part of the old server lives, its pid file is what keeps a second server from the same data.
    if gone and Path(f"/proc/{pid}").exists():
        pid_file.unlink(missing_ok=True)
