"""Makes `.venv` and fills it from the lock files, then hands over to `tongban.config.launch`.

It runs on any Python >= 3.11 before anything is installed: the standard library only, no import from this project.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDS_TEST_TOOLS = {"test", "check", "fix", "front", "bench", "numbers"}
# Seen from site-packages, so that a moved or renamed folder needs no new installation.
SOURCE_FROM_SITE_PACKAGES = "../../../../src"


def stop(*lines: str) -> None:
    """Ends with one screen of explanation."""
    sys.stderr.write("\n" + "\n".join(lines) + "\n\n")
    raise SystemExit(1)


def make_environment(venv: Path, log: Path) -> None:
    """An empty virtual environment, by the standard library."""
    try:
        __import__("ensurepip")
        __import__("venv")
    except ImportError:
        name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        stop(
            f"{sys.executable} cannot make a virtual environment: Debian keeps that part in a package of its own.",
            f"  sudo apt install python3-venv     (or {name})",
            "Then run the same command again.",
        )
    sys.stdout.write("  Python environment … ")
    sys.stdout.flush()
    # A base interpreter, never the one inside the folder that is about to be cleared.
    base = getattr(sys, "_base_executable", sys.executable)
    if run([base, "-I", "-m", "venv", "--clear", str(venv)], log):
        stop(f"The virtual environment in {venv} could not be made.", *tail(log))
    sys.stdout.write("made\n")


def run(words: list[str], log: Path) -> int:
    """Runs one program with its output in the log."""
    with log.open("ab") as out:
        return subprocess.run(words, stdout=out, stderr=subprocess.STDOUT, check=False).returncode


def tail(log: Path, count: int = 12) -> list[str]:
    """The last lines of a log, for the one screen."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = [f"  {line[:160]}" for line in lines if "is ignored: it is neither" not in line]
    return [*shown[-count:], f"All of it: {log}"]


def site_packages(venv: Path) -> Path | None:
    """Where this environment keeps its packages; None while it has none."""
    return next((venv / "lib").glob("python3*/site-packages"), None)


def healthy(venv: Path) -> bool:
    """Whether the environment is there and its interpreter answers."""
    python = venv / "bin" / "python"
    if site_packages(venv) is None or not os.access(python, os.X_OK):
        return False
    if Path(sys.prefix) == venv:
        return True
    return subprocess.run([str(python), "-I", "-c", "import pip"], capture_output=True, check=False).returncode == 0


def install(venv: Path, lock: Path, stamp: Path, log: Path) -> None:
    """Brings the environment to one lock file, unless the stamp says it is there already."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text().strip() == digest:
        return
    count = sum(1 for line in lock.read_text().splitlines() if "==" in line and not line.startswith(("#", " ")))
    words = [str(venv / "bin" / "python"), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    words += ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    sys.stdout.write(f"  {count} packages of {lock.name} (once; about a minute) … ")
    sys.stdout.flush()
    if follow(words, log):
        sys.stdout.write("\n")
        stop(
            f"The packages of {lock.name} could not be installed.",
            "Is the package index reachable (PIP_INDEX_URL, a proxy)? Is the disk full? Then try again.",
            *tail(log),
        )
    stamp.write_text(digest + "\n")
    sys.stdout.write("installed\n")


def follow(words: list[str], log: Path) -> int:
    """Runs pip, its output in the log and one dot per ten packages on the screen."""
    with log.open("a", encoding="utf-8") as out:
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        seen = 0
        for line in process.stdout or ():
            out.write(line)
            if line.startswith("Collecting"):
                seen += 1
                if seen % 10 == 0:
                    sys.stdout.write(".")
                    sys.stdout.flush()
        return process.wait()


def main() -> None:
    """Checks the environment, repairs what is missing, becomes the real command."""
    root = Path(sys.argv[1])
    words = sys.argv[2:]
    venv = root / ".venv"
    state = Path(os.environ.get("TONGBAN_DATA", root / ".tongban"))
    log = state / "log" / "install.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        if not healthy(venv):
            make_environment(venv, log)
        packages = site_packages(venv)
        if packages is not None and not (packages / "tongban.pth").exists():
            (packages / "tongban.pth").write_text(SOURCE_FROM_SITE_PACKAGES + "\n")
        install(venv, root / "requirements" / "run.lock", venv / ".run-lock", log)
        if words and words[0] in NEEDS_TEST_TOOLS:
            install(venv, root / "requirements" / "test.lock", venv / ".test-lock", log)
        if words and words[0] == "front":
            install(venv, root / "requirements" / "front.lock", venv / ".front-lock", log)
    except PermissionError as error:
        stop(
            f"No permission to write {error.filename}.",
            f"  Run as the folder's owner, or: sudo chown -R {os.environ.get('USER', '$USER')} '{root}'",
        )
    except OSError as error:
        free = shutil.disk_usage(root).free // 1_000_000
        stop(f"{error.strerror or error}: {error.filename or root}", f"  Free there: {free} MB; needed: 600 MB.")
    python = str(venv / "bin" / "python")
    os.execv(python, [python, "-P", "-m", "tongban.config.launch", *words])


if __name__ == "__main__":
    main()
