"""Rules as they are set: which are on for whom, with which figures, in which edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tongban.supervision.models import Setting
from tongban.supervision.rules.declare import Rule
from tongban.supervision.rules.shipped.every import SHIPPED
from tongban.supervision.rules.track import Track


@dataclass(frozen=True, slots=True)
class Editions:
    """All settings, the oldest first. The newest that fits an item and place, and has begun, holds."""

    rows: dict[str, tuple[Setting, ...]] = field(default_factory=dict)

    def holding(self, code: str, item: UUID | None, place: UUID | None, at: datetime) -> Setting | None:
        """The setting that holds; None as shipped. One for an item or place goes before one for all."""
        fits = [
            row for row in self.rows.get(code, ())
            if row.valid_from <= at and row.item_id in (None, item) and row.place_id in (None, place)
        ]  # fmt: skip
        best = [row for row in fits if row.item_id or row.place_id] or fits
        return best[-1] if best else None

    def wanted(self, rule: Rule, track: Track, at: datetime) -> bool:
        """Whether a rule is on for a subject at a moment."""
        found = self.holding(rule.code, track.item, track.place, at)
        return rule.starts_on if found is None else found.active

    def number(self, code: str, track: Track, at: datetime) -> int:
        """Which edition of a rule holds; 0 as shipped."""
        found = self.holding(code, track.item, track.place, at)
        return found.no if found else 0

    def figures(self, at: datetime) -> dict[str, int]:
        """The rulebook figures that were set otherwise for all."""
        told: dict[str, int] = {}
        for code in self.rows:
            found = self.holding(code, None, None, at)
            told |= found.figures if found else {}
        return told


def editions() -> Editions:
    """Every setting; one statement."""
    rows: dict[str, list[Setting]] = {}
    for row in Setting.objects.order_by("valid_from", "no"):
        rows.setdefault(row.rule, []).append(row)
    return Editions({code: tuple(some) for code, some in rows.items()})


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the list of rules: on for all or not, exceptions, how many cards it has raised."""

    rule: Rule
    active: bool
    edition: int
    exceptions: int
    cards: int
    lifted: int


def rule_lines(at: datetime, counts: dict[str, tuple[int, int]]) -> Sequence[RuleLine]:
    """All shipped rules as they are set now; `counts`: cards and lifted cards by rule."""
    known = editions()
    lines = []
    for rule in SHIPPED:
        found = known.holding(rule.code, None, None, at)
        narrow = {(row.item_id, row.place_id) for row in known.rows.get(rule.code, ()) if row.item_id or row.place_id}
        cards, lifted = counts.get(rule.code, (0, 0))
        active = rule.starts_on if found is None else found.active
        lines.append(RuleLine(rule, active, found.no if found else 0, len(narrow), cards, lifted))
    return lines
