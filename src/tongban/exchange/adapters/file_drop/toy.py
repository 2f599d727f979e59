"""A toy of an old permit office that exchanges files: own headings, own codes, GB18030. For tests and trials."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

HEADINGS: Final = ("业务号", "事项代码", "事项", "单位代码", "行政区划", "申请人性质", "申请人姓名", "申请人证件号",
                   "状态码",
                   "审批结果", "申请时间", "受理时间", "承诺办结时间", "审批时间", "完成时间")  # fmt: skip
STATES: Final = {"10": "received", "15": "noticed", "20": "accepted", "30": "decided", "40": "closed",
                 "90": "not_accepted",
                 "95": "withdrawn"}  # fmt: skip


class OldPermitOffice:
    """Keeps its cases by number; `put_out` writes a file for us, `take` reads what we wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cases, self.files = folder, dict[str, dict[str, str]](), 0
        self.history: list[dict[str, str]] = []
        for name in ("in", "out", "taken"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def put_out(self, *rows: dict[str, str]) -> Path:
        """One file with these cases, by the contract."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, HEADINGS)
        writer.writeheader()
        writer.writerows(rows)
        self.files += 1
        part = self.folder / "out" / f"20261126-{self.files:04d}.tmp"
        part.write_bytes(out.getvalue().encode("gb18030"))
        return part.rename(part.with_suffix(".csv"))

    def take(self) -> int:
        """Reads and moves away what we left; a wrong heading is an error, as it would be there."""
        taken = 0
        for path in sorted((self.folder / "in").glob("*.csv")):
            for row in csv.DictReader(io.StringIO(path.read_bytes().decode("gb18030"), newline="")):
                if tuple(row) != HEADINGS:
                    raise ValueError(f"headings: {list(row)}")
                self.cases[row["业务号"]] = row
                self.history.append(row)
                taken += 1
            path.rename(self.folder / "taken" / path.name)
        return taken
