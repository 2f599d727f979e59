"""`./tongban check` looks and changes nothing; `./tongban fix` changes what a machine may change."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import polib

from tongban.config.house.front import BUILT, SOURCES, front_faults
from tongban.config.house.styles import style_faults
from tongban.config.house.texts import translation_faults, used_ids
from tongban.config.launch.database import ALWAYS
from tongban.config.launch.places import PROJECT
from tongban.config.launch.processes import clean_environment
from tongban.config.launch.readiness import MANAGE, PYTHON
from tongban.config.launch.screen import say
from tongban.config.messages import compile_messages

SOURCE = PROJECT / "src" / "tongban"
BESIDE_PYTHON = Path(sys.executable).parent
TREES = [name for name in ("src", "tests", "benchmarks", "conftest.py") if (PROJECT / name).exists()]
Outcome = list[str]
SHOWN = 40


def program(*words: str) -> Callable[[], Outcome]:
    """A check that is a program: nothing when it succeeds, else what it says."""

    def run() -> Outcome:
        result = subprocess.run(
            words,
            cwd=PROJECT,
            env=clean_environment() | ALWAYS,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        # import-linter greets at length before it says what is broken.
        said = result.stdout.partition("Broken contracts\n")[2] or result.stdout
        return said.splitlines() or ["failed"] if result.returncode else []

    return run


def reading(find: Callable[[Path], Iterable[str]]) -> Callable[[], Outcome]:
    """A check of ours that reads files."""
    return lambda: list(find(SOURCE))


CHECKS: dict[str, Callable[[], Outcome]] = {
    "lint": program(*PYTHON, "ruff", "check", "--no-cache", "--quiet", "--output-format=concise", *TREES),
    "format": program(*PYTHON, "ruff", "format", "--check", "--no-cache", "--quiet", *TREES),
    "types": program(*PYTHON, "mypy", "--no-error-summary", "src/tongban"),
    # By its script: the package has no __main__; through the interpreter: its first line may be too long a path.
    "import contracts": program(sys.executable, str(BESIDE_PYTHON / "lint-imports"), "--no-cache"),
    "settings and models": program(*MANAGE, "check", "--fail-level", "WARNING"),
    "migrations": program(*MANAGE, "makemigrations", "--check", "--dry-run"),
    "templates": program(*PYTHON, "tongban.config.house.templates"),
    "translations": reading(translation_faults),
    "styles": reading(style_faults),
    "front end": lambda: list(front_faults(SOURCES, BUILT)),
}


def check(words: list[str]) -> int:
    """Runs all checks, or those named; 0 when none finds anything."""
    compile_messages()
    failed = 0
    for name, look in CHECKS.items():
        if words and name not in words:
            continue
        found = look()
        say(f"{'ok     ' if not found else 'FAILED '} {name}")
        for line in found[:SHOWN]:
            say(f"         {line}")
        if len(found) > SHOWN:
            say(f"         … and {len(found) - SHOWN} more lines")
        failed |= bool(found)
    return failed


def fix(words: list[str]) -> int:
    """Layout, lint that mends itself, empty entries for messages without one, obsolete entries away."""
    result = subprocess.run([*PYTHON, "ruff", "check", "--fix", *TREES, *words], cwd=PROJECT, check=False)
    subprocess.run([*PYTHON, "ruff", "format", "--quiet", *TREES], cwd=PROJECT, check=False)
    mend_catalogues(SOURCE)
    compile_messages()
    return result.returncode


def _untold(source: Path, catalogues: Iterable[polib.POFile]) -> dict[str, str]:
    """The messages that no catalogue has, each with where it is used."""
    known = {entry.msgid for entries in catalogues for entry in entries if not entry.obsolete}
    return {message: where for message, where in used_ids(source).items() if message not in known}


def mend_catalogues(source: Path) -> None:
    """Gives each thing's catalogue an empty entry for each message of its own that no catalogue has."""
    catalogues = {path: polib.pofile(str(path)) for path in source.glob("*/locale/zh_Hans/LC_MESSAGES/django.po")}
    missing = _untold(source, catalogues.values())
    for path, entries in catalogues.items():
        thing = path.relative_to(source).parts[0]
        own = [message for message, where in missing.items() if where.startswith(f"{thing}/")]
        obsolete = entries.obsolete_entries()
        for entry in obsolete:
            entries.remove(entry)
        for message in own:
            entries.append(polib.POEntry(msgid=message, msgstr=""))
        if own or obsolete:
            entries.save(str(path))
            say(f"{path.relative_to(source)}: {len(own)} to translate, {len(obsolete)} obsolete removed")
