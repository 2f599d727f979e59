"""Where an installation keeps what it makes: state, logs, database, sockets.

Everything lies in `.tongban` (or `TONGBAN_DATA`), but for two things: sockets lie under /tmp, because a socket's path
may be 107 bytes at most; and root's database lies under /var/lib/tongban, because the server never runs as root and
cannot be expected to enter the project's folder.
"""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from tongban.config.launch.problems import Problem

PROJECT = Path(__file__).resolve().parents[4]


@dataclass(frozen=True)
class Places:
    """The folders of one installation; `name` tells its instance (`main`) from that of the tests (`test`)."""

    state: Path
    name: str = "main"

    @property
    def key(self) -> str:
        """Short and stable: the same folder, instance and user give the same key."""
        text = f"{self.state}:{self.name}:{os.getuid()}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def run(self) -> Path:
        """Lock and state of the running instance."""
        return self.state / "run" / self.name

    @property
    def log(self) -> Path:
        """Logs of all programs."""
        return self.state / "log"

    @property
    def database(self) -> Path:
        """The folder above the cluster's data."""
        if os.getuid() == 0:
            return Path("/var/lib/tongban") / self.key
        return self.state / "postgres" / self.name

    @property
    def sockets(self) -> Path:
        """The database's socket folder."""
        return Path("/tmp") / f"tongban-{self.key}"  # noqa: S108 made 0700 and checked for its owner

    def make(self) -> None:
        """Makes what can be made without the database's account."""
        for folder in (self.state, self.run, self.log):
            folder.mkdir(parents=True, exist_ok=True)


def here(name: str = "main") -> Places:
    """The places of this checkout."""
    state = Path(os.environ.get("TONGBAN_DATA", PROJECT / ".tongban")).absolute()
    return Places(state, name)


def private_folder(path: Path, uid: int, gid: int) -> Path:
    """Makes or takes a folder that nobody else can enter; refuses one that somebody else planted there."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        os.chown(path, uid, gid)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
        raise Problem(
            f"{path} should be a private folder of this installation, but belongs to somebody else.",
            "Remove it, if you know whose it is, and run the same command again.",
        )
    path.chmod(0o700)
    return path
