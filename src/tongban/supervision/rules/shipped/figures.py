"""Which figures of the rulebook a rule reads: found in its declaration, so that a page can show and change them."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from tongban.supervision.rules.declare import Rule
from tongban.supervision.rules.kinds.values import Measured

# Measures that read a figure by its name.
READ_BY: Final = {"entered_late": "supervision.entry_hours", "in_seconds": "supervision.read_minutes"}
NAMES: Final = frozenset({"within", "most", "least", "at_least", "share", "older_by"})


def figures_of(rule: Rule) -> tuple[str, ...]:
    """The keys of supervision's own figures in the order of the declaration; figures of the law cannot be set here."""
    check = rule.check
    if isinstance(check, Measured):
        return (READ_BY[check.measure],) if check.measure in READ_BY else ()
    named = [getattr(check, one.name) for one in fields(check) if one.name in NAMES]  # type: ignore[arg-type]
    return tuple(key for key in named if isinstance(key, str) and key.startswith("supervision."))
