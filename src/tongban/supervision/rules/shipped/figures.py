"""Which figures of the rulebook a rule reads: found in its declaration, so that a page can show and change them."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from tongban.supervision.rules.declare import Rule
from tongban.supervision.rules.kinds.values import Measured

# Measures that read a figure by its name.
READ_BY: Final = {"entered_late": "supervision.entry_hours", "in_seconds": "supervision.read_minutes"}
NAMES: Final = frozenset({"within", "most", "least", "at_least", "share", "older_by"})


FIELD_WORDS: Final[dict[str, tuple[str, str]]] = {
    "within": ("时间范围", "span"), "most": ("最多", "at most"), "least": ("至少", "at least"),
    "at_least": ("至少", "at least"), "share": ("占比", "share"), "older_by": ("早受理", "accepted earlier by"),
}  # fmt: skip
UNIT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "count": ("次", "times"), "percent": ("%", "%"), "day": ("天", "days"), "working_day": ("个工作日", "working days"),
    "hour": ("小时", "hours"), "minute": ("分钟", "minutes"),
}  # fmt: skip


def figure_label(rule: Rule, key: str, unit: str, language: str) -> str:
    """What a figure of a rule is called on its page: 至少（次）."""
    place = 1 if language == "en" else 0
    names = [one.name for one in fields(rule.check) if getattr(rule.check, one.name) == key]  # type: ignore[arg-type]
    field = FIELD_WORDS[names[0] if names else "within"][place]
    told = UNIT_WORDS.get(unit, (unit, unit))[place]
    return f"{field} ({told})" if place else f"{field}（{told}）"


def figures_of(rule: Rule) -> tuple[str, ...]:
    """The keys of supervision's own figures in the order of the declaration; figures of the law cannot be set here."""
    check = rule.check
    if isinstance(check, Measured):
        return (READ_BY[check.measure],) if check.measure in READ_BY else ()
    named = [getattr(check, one.name) for one in fields(check) if one.name in NAMES]  # type: ignore[arg-type]
    return tuple(key for key in named if isinstance(key, str) and key.startswith("supervision."))
