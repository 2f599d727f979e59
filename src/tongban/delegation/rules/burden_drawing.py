"""The burden as a picture: a township's line, the middle of all, the target; each month a link. Pure: SVG as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 340, 190, 28, 66, 14, 24
SIZE: Final = 15
LABEL_GAP: Final = 16


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: months as short labels, own values with the address of their records, and the lines beside them.

    `names` are the direct labels of own line, middle and target; `title` says what is seen.
    """

    months: Sequence[str]
    values: Sequence[int]
    links: Sequence[str]
    spoken: Sequence[str]
    middle: Sequence[float]
    target: float | None
    names: tuple[str, str, str]
    title: str


def drawn(picture: Picture) -> str:
    """The picture as SVG: it begins at nought, has no colours of its own, and a table says the same."""
    top = max([*picture.values, *picture.middle, picture.target or 0, 1])
    ends: list[tuple[float, str]] = [(_y(picture.values[-1], top), picture.names[0])] if picture.values else []
    parts = [_axis(picture, top)]
    if picture.target is not None:
        y = _y(picture.target, top)
        parts.append(f'<path class="fc-line" stroke-dasharray="2 5" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        ends.append((y, picture.names[2]))
    if picture.middle:
        parts.append(f'<path class="fc-line" stroke-dasharray="7 4" d="{_way(picture.middle, top)}"/>')
        ends.append((_y(picture.middle[-1], top), picture.names[1]))
    parts.append(f'<path class="fc-line" stroke-width="3" d="{_way(picture.values, top)}"/>')
    parts += [
        f'<a href="{escape(link)}" aria-label="{escape(said)}"><title>{escape(said)}</title>'
        f'<circle class="dot" cx="{_x(at, len(picture.values)):.1f}" cy="{_y(value, top):.1f}" r="5"/></a>'
        for at, (value, link, said) in enumerate(zip(picture.values, picture.links, picture.spoken, strict=True))
    ]
    parts += [f'<text x="{WIDTH - RIGHT + 8}" y="{y + 5:.1f}">{escape(name)}</text>' for y, name in _apart(ends)]
    return (
        f'<svg class="fc-chart" role="group" aria-label="{escape(picture.title)}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="420" font-size="{SIZE}">{"".join(parts)}</svg>'
    )


def _x(at: int, number: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (at / (number - 1) if number > 1 else 0.5)


def _y(value: float, top: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


def _way(values: Sequence[float], top: float) -> str:
    points = [f"{_x(at, len(values)):.1f} {_y(value, top):.1f}" for at, value in enumerate(values)]
    return "M" + "L".join(points)


def _axis(picture: Picture, top: float) -> str:
    low = HEIGHT - BOTTOM
    shown = {0, len(picture.months) // 2, len(picture.months) - 1}
    words = "".join(
        f'<text class="fc-small" text-anchor="middle" x="{_x(at, len(picture.months)):.1f}" y="{HEIGHT - 6}">'
        f"{escape(word)}</text>"
        for at, word in enumerate(picture.months)
        if at in shown
    )
    scale = (
        f'<text class="fc-small" text-anchor="end" x="{LEFT - 6}" y="{low + 5}">0</text>'
        f'<text class="fc-small" text-anchor="end" x="{LEFT - 6}" y="{TOP + 5}">{top:.0f}</text>'
    )
    return f'<path class="dot-line" d="M{LEFT} {low}H{WIDTH - RIGHT}"/>{words}{scale}'


def _apart(ends: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The labels at the ends of the lines, moved so that none stands on another."""
    placed: list[tuple[float, str]] = []
    for y, name in sorted(ends):
        low = placed[-1][0] + LABEL_GAP if placed else y
        placed.append((max(y, low), name))
    over = placed[-1][0] - (HEIGHT - BOTTOM) if placed else 0
    return [(y - max(over, 0), name) for y, name in placed]
