"""Which column of a foreign log means what: a map that is proposed, shown, edited as TOML and kept.

Reads and writes the TOML; it proposes nothing (see `proposing`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path

from tongban.supervision.foreign.faults import not_opened, unreadable
from tongban.supervision.foreign.stamps import FORMATS, ISO, WRITTEN, zone_named
from tongban.supervision.foreign.tomlwords import quoted

REQUIRED = ("case", "activity", "at")
COLUMNS = ("case", "activity", "at", "started", "resource", "deadline", "finish", "transition")
MEANS = {
    "case": "办件编号：哪几行是同一件",
    "activity": "环节：做了哪一步",
    "at": "时间：这一步何时完成",
    "started": "开始时间：这一步何时动手",
    "resource": "办理人",
    "deadline": "截止时间：整件应在何时办结",
    "finish": "办结时间：整件实际何时办结；没有这一列时取最后一步的时间",
    "transition": "状态变化：一步的开始和完成分两行记录时用",
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns by meaning (empty: there is none), how times are written, and in which zone days are counted."""

    case: str
    activity: str
    at: str
    started: str = ""
    resource: str = ""
    deadline: str = ""
    finish: str = ""
    transition: str = ""
    time_format: str = ISO
    deadline_format: str = ISO
    zone: str = WRITTEN

    def columns(self) -> dict[str, str]:
        """Meaning → column, those that there are."""
        return {role: name for role in COLUMNS if (name := getattr(self, role))}

    def toml(self) -> str:
        """The map as a file that a person can edit."""
        lines = ['# 列的含义。等号右边写原文件的列名；没有这一列就留空 ""。']
        lines += [f"{role} = {quoted(getattr(self, role))}  # {MEANS[role]}" for role in COLUMNS]
        lines += [
            f"# 时间写法，可以是 {'、'.join(FORMATS)}",
            f"time_format = {quoted(self.time_format)}",
            f"deadline_format = {quoted(self.deadline_format)}",
            "# 按哪里的日期计日：written 是原文写的日期，或写 Asia/Shanghai 一类的时区",
            f"zone = {quoted(self.zone)}",
        ]
        return "\n".join(lines) + "\n"


def read_mapping(path: Path, names: Sequence[str]) -> Mapping:
    """The map of a file, checked against the columns of the log."""
    given = load_toml(path)
    texts: dict[str, str] = {}
    known = [field.name for field in fields(Mapping)]
    for key, value in given.items():
        if key not in known:
            near = get_close_matches(key, known, 1, 0.5)
            raise unreadable(
                "map_key",
                "{file} 中没有 {key} 这一项{near}，可以写的是 {known}。",
                "{file} has an unknown key {key}; there are {known}.",
                file=path.name, key=repr(key), known="、".join(known), near=f"（是不是 {near[0]}？）" if near else "",
            )  # fmt: skip
        if not isinstance(value, str):
            raise unreadable(
                "map_text",
                "{file} 的 {key} 应写成带引号的列名。",
                "{key} in {file} should be the quoted name of a column.",
                file=path.name, key=key,
            )  # fmt: skip
        texts[key] = value
    missing = [key for key in REQUIRED if not texts.get(key)]
    if missing:
        raise unreadable(
            "map_missing",
            "{file} 缺 {missing}，应写明原文件的列名。",
            "{file} lacks {missing}: name the columns of the log.",
            file=path.name, missing="、".join(missing),
        )  # fmt: skip
    return check_mapping(replace(Mapping("", "", ""), **texts), names, path.name)


def check_mapping(mapping: Mapping, names: Sequence[str], said_in: str) -> Mapping:
    """Refuses a map that names a column which the log lacks, a format or a zone that does not exist."""
    for role, name in mapping.columns().items():
        if name not in names:
            near = get_close_matches(name, names, 1, 0.5)
            raise unreadable(
                "map_column",
                "{file} 的 {role} 写的列 {name} 不在记录中{near}。记录的列是：{names}。",
                "{file} says {role} = {name}, but the log has no such column. It has: {names}.",
                file=said_in, role=role, name=repr(name), names="、".join(names[:40]),
                near=f"（是不是 {near[0]}？）" if near else "",
            )  # fmt: skip
    for key in ("time_format", "deadline_format"):
        if getattr(mapping, key) not in FORMATS:
            raise unreadable(
                "map_format",
                "{file} 的 {key} 应是 {known} 之一。",
                "{key} in {file} should be one of {known}.",
                file=said_in, key=key, known="、".join(FORMATS),
            )  # fmt: skip
    zone_named(mapping.zone)
    return mapping


def load_toml(path: Path) -> dict[str, object]:
    """A small TOML file, or a sentence with the line that is wrong."""
    try:
        if path.stat().st_size > 1 << 20:
            raise unreadable(
                "toml_large", "{file} 大于 1 MB，不是设置文件。", "{file} is larger than 1 MB.", file=path.name
            )
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise not_opened(path, error) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise unreadable(
            "toml",
            "{file} 不是正确的 TOML：{why}。文字两边应有引号，每行写 名称 = \"值\"。",
            '{file} is no proper TOML: {why}. Write name = "value", one a line.',
            file=path.name, why=str(error)[:200],
        ) from None  # fmt: skip
