"""Topics as pictures: a bar a week that opens its orders; townships as tiles in a grid. Pure: SVG as text.

A grid of equal tiles is no map of the land: it says which township, not where in it. A table says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

BAR, GAP, HIGH, FOOT, HEAD = 32, 6, 90, 22, 20
TILE, ROW, BETWEEN, ACROSS = 92, 64, 6, 3
LEAST_BAR: Final = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: its label, how many, the address of its orders, and the same as a sentence."""

    label: str
    count: int
    link: str
    said: str


def weeks_picture(bars: Sequence[Bar], title: str) -> str:
    """Bars from nought, each a link to what it counts; the last week is not over and has a dashed edge."""
    most = max([bar.count for bar in bars] + [1])
    parts, low = [], HEAD + HIGH + 16
    for place, bar in enumerate(bars):
        x, high = place * (BAR + GAP), max(LEAST_BAR, HIGH * bar.count // most)
        y, middle = HEAD + HIGH - high, place * (BAR + GAP) + BAR // 2
        kind = "fc-task fc-timer" if place == len(bars) - 1 else "fc-task fc-is-now"
        parts.append(
            f'<a href="{escape(bar.link)}" aria-label="{escape(bar.said)}"><title>{escape(bar.said)}</title>'
            f'<rect class="{kind}" x="{x + 1}" y="{y}" width="{BAR - 2}" height="{high if bar.count else 0}"/>'
            f'<text x="{middle}" y="{y - 5}" text-anchor="middle">{bar.count}</text></a>'
            f'<text class="fc-small" x="{middle}" y="{low}" text-anchor="middle">{escape(bar.label)}</text>'
        )
    width = len(bars) * (BAR + GAP)
    return (
        f'<svg class="fc-chart" role="group" aria-label="{escape(title)}" viewBox="0 0 {width} {HEAD + HIGH + FOOT}" '
        f'width="{width + 80}" font-size="13">{"".join(parts)}</svg>'
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """One township: its name, its count in words, and how much of the most it has (0 to 100; None: not told)."""

    name: str
    words: str
    share: int | None


def tiles_picture(tiles: Sequence[Tile], title: str) -> str:
    """Townships as equal tiles, each with its count and a bar of its share of the most."""
    parts = []
    for place, tile in enumerate(tiles):
        x, y = place % ACROSS * (TILE + BETWEEN), place // ACROSS * (ROW + BETWEEN)
        bar = max(1, (TILE - 16) * tile.share // 100) if tile.share else 0
        parts.append(
            f'<rect class="fc-task" x="{x + 1}" y="{y + 1}" width="{TILE - 2}" height="{ROW - 2}"/>'
            f'<text class="fc-name" x="{x + 8}" y="{y + 22}">{escape(tile.name)}</text>'
            f'<text x="{x + 8}" y="{y + 41}">{escape(tile.words)}</text>'
            + (f'<rect class="fc-head" x="{x + 8}" y="{y + 49}" width="{bar}" height="6"/>' if bar else "")
        )
    rows = -(-len(tiles) // ACROSS)
    width, height = ACROSS * (TILE + BETWEEN) - BETWEEN, rows * (ROW + BETWEEN) - BETWEEN
    return (
        f'<svg class="fc-chart" role="img" aria-label="{escape(title)}" viewBox="0 0 {width} {height}" '
        f'width="{width + 160}" font-size="14">{"".join(parts)}</svg>'
    )
