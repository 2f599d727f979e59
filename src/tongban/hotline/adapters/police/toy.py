"""A toy of a county's 110: it takes transfers, hands over calls, acknowledges, tells results. Keeps to CONTRACT.md."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from tongban.exchange.adapters.signed_http.toy import WorksBureau
from tongban.hotline.adapters.police.door import COLUMNS, FROM_US

Row = dict[str, str]


class Desk110:
    """What 110 knows, whichever way the rows come: `heard` is every row it took, `matters` its own by our number."""

    def __init__(self) -> None:
        self.heard: list[Row] = []
        self.matters: dict[str, str] = {}
        self.answers: list[Row] = []

    def fits(self, row: Row) -> bool:
        """Whether a row is one of the contract."""
        return set(row) == set(COLUMNS) and row["what"] in FROM_US

    def keep(self, row: Row) -> None:
        """Takes a row; a transfer gets a number of 110's and is acknowledged."""
        self.heard.append(row)
        if row["what"] == "transfer":
            self.matters[row["ours"]] = f"110-{len(self.matters) + 1:04d}"
            self.answers.append(told("taken", number=self.matters[row["ours"]], ours=row["ours"]))

    def kinds(self) -> list[tuple[str, str]]:
        """(kind, 110's number or ours) of every row taken, in order."""
        return [(row["what"], row["number"] or row["ours"]) for row in self.heard]


def told(what: str, **values: str) -> Row:
    """A row of 110's."""
    return dict.fromkeys(COLUMNS, "") | {"what": what, "at": "2026-11-02T09:00:00+08:00"} | values


class HttpDesk(WorksBureau):
    """110 behind the signed interface; `down` makes every request fail, as in an outage."""

    def __init__(self, key: str) -> None:
        self.desk: Final = Desk110()
        super().__init__(key)

    def fits(self, row: Row) -> bool:
        """By the contract of 110."""
        return self.desk.fits(row)

    def keep(self, row: Row) -> None:
        """Takes a row and puts out what it answers."""
        self.desk.keep(row)
        self.put_out(*self.desk.answers)
        self.desk.answers.clear()


class FolderDesk:
    """110 behind a folder of files; `down` hides the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.desk, self.files = folder, Desk110(), 0
        for name in ("in", "out", "taken"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def put_out(self, *rows: Row) -> None:
        """One file with these rows."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
        self.files += 1
        part = self.folder / "out" / f"20261102-{self.files:04d}.tmp"
        part.write_bytes(out.getvalue().encode("utf-8"))
        part.rename(part.with_suffix(".csv"))

    def take(self) -> None:
        """Reads what we left, moves it away, and puts out what it answers."""
        for path in sorted((self.folder / "in").glob("*.csv"), key=lambda one: (one.stat().st_mtime_ns, one.name)):
            for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
                if not self.desk.fits(row):
                    raise ValueError(f"no row of the contract: {sorted(row)}")
                self.desk.keep(row)
            path.rename(self.folder / "taken" / path.name)
        if self.desk.answers:
            self.put_out(*self.desk.answers)
            self.desk.answers.clear()
