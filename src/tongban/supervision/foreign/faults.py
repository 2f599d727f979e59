"""What is wrong with a foreign log: rows that are left out and named, and bounds that no file may pass.

A bad row never stops the reading; a file that cannot be read at all is refused with one sentence (`kernel.refusals`).
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from pathlib import Path

from tongban.kernel.refusals import Refused, refuse

LONGEST_LINE = 1 << 17  # also the longest cell that the csv module takes
LONGEST_RECORD_LINES = 200
MOST_COLUMNS = 2_000
MOST_BYTES = 8 << 30
MOST_STEPS = 2_000
NAMED = 1_000
FIRST_YEAR, LAST_YEAR = 1970, 2100
WHY = {
    errno.ENOENT: ("没有这个文件", "there is no such file"),
    errno.EACCES: ("没有读写权限", "it may not be read or written"),
    errno.EINVAL: ("不是普通文件", "it is no ordinary file"),
    errno.EISDIR: ("这是文件夹，应是文件", "it is a folder and should be a file"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.ENAMETOOLONG: ("文件名太长", "the name is too long"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EROFS: ("所在磁盘只能读取", "the disk can only be read"),
}


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that was left out: where, and what would be right."""

    line: int
    zh: str
    en: str


@dataclass(slots=True)
class Faults:
    """Counts every bad row and names the first thousand; `cut` says that the file ends before its end."""

    count: int = 0
    named: list[BadRow] = field(default_factory=list)
    cut: bool = False

    def add(self, line: int, zh: str, en: str) -> None:
        """One more row that is left out."""
        self.count += 1
        if len(self.named) < NAMED:
            self.named.append(BadRow(line, zh, en))


def reason(error: OSError) -> tuple[str, str]:
    """Why a file could not be read or written, in both languages."""
    return WHY.get(error.errno or 0, (error.strerror or str(error), error.strerror or str(error)))


def not_opened(path: Path, error: OSError) -> Refused:
    """A file that cannot be opened, with the reason in both languages."""
    zh, en = reason(error)
    return unreadable(
        "cannot_open",
        "打不开 {path}：{why}。请核对路径和权限。",
        "{path} cannot be opened: {cause}. Check the path and the permissions.",
        path=str(path),
        why=zh,
        cause=en,
    )


def unreadable(code: str, zh: str, en: str, **params: object) -> Refused:
    """A file, map or rule file that cannot be used, as one sentence in both languages."""
    return refuse(f"foreign_{code}", zh=zh, en=en, **params)
