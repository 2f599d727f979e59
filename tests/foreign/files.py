"""Small logs as files, and what `examine` says of them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tongban.kernel.refusals import Refused
from tongban.supervision.foreign.examining import Examined, examine

DATA = Path(__file__).parents[3] / "shared" / "data" / "eventlogs"
HEAD = "办件编号,办理环节,完成时间,经办人,承诺办结时间,办结时间"
GOOD = f"""{HEAD}
甲1,收件,2026-01-05 09:00,王丽,2026-01-09,2026-01-08 10:00
甲1,审查,2026-01-06 09:00,张敏,2026-01-09,2026-01-08 10:00
甲1,决定,2026-01-08 10:00,张敏,2026-01-09,2026-01-08 10:00
甲2,收件,2026-01-05 09:30,王丽,2026-01-09,2026-01-12 08:00
甲2,审查,2026-01-07 09:30,张敏,2026-01-09,2026-01-12 08:00
甲2,审查,2026-01-08 09:30,李伟,2026-01-09,2026-01-12 08:00
甲2,决定,2026-01-12 08:00,何静,2026-01-09,2026-01-12 08:00
甲3,收件,2026-01-05 10:00,王丽,2026-01-09,
甲3,决定,2026-01-15 10:00,何静,2026-01-09,
"""
TRACE = """<trace><string key="concept:name" value="c1"/>
<event><string key="concept:name" value="收件"/><date key="time:timestamp" value="2026-01-05T09:00:00+08:00"/></event>
<event><string key="concept:name" value="决定"/><date key="time:timestamp" value="2026-01-06T09:00:00+08:00"/></event>
</trace>"""


def written(folder: Path, content: str | bytes, name: str = "log.csv", encoding: str = "utf-8") -> Path:
    """A file with this content."""
    path = folder / name
    data = content.encode(encoding) if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def xes(inside: str, head: str = "") -> str:
    """An XES file around some traces."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<log xmlns="http://www.xes-standard.org/">{inside}</log>'


def counts(found: Examined) -> tuple[int, ...]:
    """Cases, rows, bad rows, then cases late, open late, skipped, reworked, by the same person."""
    kinds = ("late", "open_late", "skipped", "reworked", "same_person")
    return (len(found.log.cases), found.log.read, found.faults.count, *map(found.cases_with, kinds))


def refusal(path: Path, **given: Path | str) -> str:
    """The sentence with which a file is refused, in both languages."""
    with pytest.raises(Refused) as refused:
        examine(path, **given)  # type: ignore[arg-type]
    return f"{refused.value.refusal.sentence('zh')} {refused.value.refusal.sentence('en')}"
