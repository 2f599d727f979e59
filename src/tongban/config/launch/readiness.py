"""Before the web server starts: is everything at the present code, and is the demonstration county there?

The work is done once for each state of the source; a stamp beside the database remembers it, so that a later start does
nothing. For a database of somebody else nothing is remembered.
"""

import hashlib
import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field

from tongban.config.launch.database import NAME, Database, drop_database, make_database, mark_as_demonstration
from tongban.config.launch.owed import list_of
from tongban.config.launch.places import PROJECT, Places
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import last_lines
from tongban.config.launch.screen import step

PYTHON = (sys.executable, "-P", "-m")
MANAGE = (*PYTHON, "tongban.config.manage")


def source_digest() -> str:
    """Changes whenever a file of the product does."""
    digest = hashlib.sha256()
    for path in sorted((PROJECT / "src").rglob("*")):
        if path.suffix in (".pyc", ".mo") or "tests" in path.parts or not path.is_file():
            continue
        facts = path.stat()
        digest.update(f"{path}:{facts.st_mtime_ns}:{facts.st_size}\n".encode())
    return digest.hexdigest()


@dataclass
class Known:
    """The stamp: whether the county is `half` or `whole`, which commands exist, for which state of the source."""

    county: str
    commands: list[str] = field(default_factory=list)
    digest: str = ""


class Readiness:
    """What has been done to one database, and what is still to do."""

    def __init__(self, places: Places, database: Database) -> None:
        self.places = places
        self.database = database
        cluster = database.cluster
        self.stamp = cluster.stamp if cluster else None
        self.log = places.log / "prepare.log"

    def commands(self, demonstration: bool) -> set[str]:
        """Does what is to do; returns the names of the management commands that exist."""
        digest = source_digest()
        known = self._read()
        if known is None or (demonstration and known.county == "half"):
            self._begin_afresh()
            known = Known(county="half")
        if known.digest != digest:
            with step("Database"):
                known.commands = self._prepare()
        if demonstration and known.county == "half" and "load_county" in known.commands:
            with step("Demonstration county (once)"):
                mark_as_demonstration(self.database.urls)
                self._run([*MANAGE, "load_county"], "The demonstration county could not be loaded.")
            known.county = "whole"
        self.erase_again()
        known.digest = digest
        self._write(known)
        return set(known.commands)

    def erase_again(self) -> None:
        """Before anybody is let in: whoever was erased after a backup that was brought back is erased again."""
        owed = list_of(self.places)
        if owed.exists():
            with step("Erasures done again that the backup had undone"):
                self._run([*MANAGE, "erase_again", str(owed)], f"They could not be done again; {owed} keeps them.")
            owed.unlink()

    def note_restored(self) -> None:
        """A restored database needs no county, but may need the tables of newer code."""
        self._write(Known(county="whole"))

    def _begin_afresh(self) -> None:
        """An interrupted first start may have left half a county: our own database is then made anew."""
        cluster = self.database.cluster
        if cluster is None:
            return
        if self.stamp and self.stamp.exists():
            drop_database(cluster, NAME)
            make_database(cluster, NAME)
        self._write(Known(county="half"))

    def _prepare(self) -> list[str]:
        answer = self._run(
            [*PYTHON, "tongban.config.launch.prepare"], "The database could not be prepared.", TONGBAN_AS="owner"
        )
        known: list[str] = json.loads(answer.strip().splitlines()[-1])["commands"]
        if "prepare" in known:
            self._run([*MANAGE, "prepare"], "Rights and calendars could not be prepared.")
        return known

    def _run(self, words: list[str], failure: str, **more: str) -> str:
        with self.log.open("ab") as out:
            result = subprocess.run(
                words, env=self.database.environment(**more), stdout=subprocess.PIPE, stderr=out, check=False, cwd="/"
            )
            out.write(result.stdout)
        if result.returncode:
            raise Problem(failure, *last_lines(self.log))
        return result.stdout.decode()

    def _read(self) -> Known | None:
        if self.stamp is None:
            return Known(county="whole")
        try:
            return Known(**json.loads(self.stamp.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def _write(self, known: Known) -> None:
        if self.stamp is not None:
            half = self.stamp.with_suffix(".half")
            half.write_text(json.dumps(asdict(known)))
            half.replace(self.stamp)
