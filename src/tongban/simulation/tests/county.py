"""What the tests of the county's texts read: items with their flows, guides, and the checks run over each of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.flow.net import Net
from tongban.powerlist.rules.content import ItemContent, parse_content
from tongban.rulebook.lookup import rule

COUNTY: Final = Path(__file__).resolve().parents[1] / "county"
BODIES: Final = frozenset(
    body["key"] for body in json.loads((COUNTY / "county.json").read_text(encoding="utf-8"))["bodies"]
)
ITEM_KEYS: Final = sorted(path.stem for path in (COUNTY / "items").glob("*.json"))
BANNED: Final = re.compile(r"请您知悉|温馨提示|亲，|亲爱的|！|!")
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the county's list: its raw JSON, its parsed content, its flow (guides have none)."""

    key: str
    raw: dict[str, Any]
    content: ItemContent
    net: Net | None


def whole(key: str) -> Entry:
    """A whole item with its flow."""
    raw = json.loads((COUNTY / "items" / f"{key}.json").read_text(encoding="utf-8"))
    net = compile_flow(read_bpmn((COUNTY / "items" / f"{key}.bpmn").read_bytes()))
    return Entry(key, raw, parse_content(raw), net)


def guides() -> list[Entry]:
    """The entries that only guide."""
    entries = json.loads((COUNTY / "guides.json").read_text(encoding="utf-8"))
    return [Entry(raw["local_code"], raw, parse_content(raw), None) for raw in entries]


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Every pair of words with its path: (path, Chinese, English)."""
    if isinstance(value, dict):
        if {"zh", "en"} <= set(value):
            yield path, value["zh"], value["en"]
        for key, part in value.items():
            yield from texts(part, f"{path}.{key}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from texts(part, f"{path}[{number}]")


def one_sided(raw: dict[str, Any]) -> list[str]:
    """Places with words in one language only, or with Chinese where English is due."""
    return [path for path, zh, en in texts(raw) if bool(zh) != bool(en) or CHINESE.search(en)]


def banned(raw: dict[str, Any]) -> list[str]:
    """Places whose words the house does not use."""
    return [path for path, zh, en in texts(raw) if BANNED.search(zh) or BANNED.search(en)]


def limits_off(content: ItemContent, on: date) -> list[str]:
    """Limits that name a row of the rulebook and disagree with its value or unit."""
    return [
        limit.key
        for limit in content.limits
        if limit.rule and (limit.length, limit.unit) != (rule(limit.rule, on).value, rule(limit.rule, on).unit)
    ]
