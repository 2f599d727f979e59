"""Contrast of every pair of tokens that meets on a page, in both themes, computed as WCAG 2.2 says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "static/portal/tokens.css").read_text(encoding="utf-8")
TEXT, SHAPE = 4.5, 3.0
# (what is seen, on what, at least): the table of the house, state words on their own grounds included.
PAIRS = [
    *[
        (seen, ground, TEXT)
        for seen in ("ink", "muted", "brand")
        for ground in ("paper", "ground", "sunk", "brand-tint")
    ],
    *[(state, f"{state}-t", TEXT) for state in ("near", "yellow", "red", "dred", "paused", "deemed", "done")],
    *[(state, "paper", TEXT) for state in ("near", "yellow", "red", "paused", "deemed", "done")],
    ("red", "ground", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-deep", "brand-deep", TEXT),
    ("deep-soft", "brand-deep", TEXT),
    ("sheet-ink", "sheet", TEXT),
    *[("ink", f"heat-{step}", TEXT) for step in (1, 2, 3, 4)],
    ("edge", "paper", SHAPE),
    ("edge", "ground", SHAPE),
    ("deep-edge", "brand-deep", SHAPE),
]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--t-([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", block))


def themes(text: str) -> dict[str, dict[str, str]]:
    light, rest = text.split('[data-theme="dark"]', 1)
    chosen, device = rest.split("@media screen and (prefers-color-scheme: dark)", 1)
    shared = colours(light)
    return {"light": shared, "dark": shared | colours(chosen), "device": shared | colours(device.split("--t-sans")[0])}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weak_pairs(palette: dict[str, str]) -> list[str]:
    measured = [(seen, ground, least, ratio(palette[seen], palette[ground])) for seen, ground, least in PAIRS]
    return [f"{seen} on {ground}: {got:.2f} < {least}" for seen, ground, least, got in measured if got < least]


@pytest.mark.parametrize("theme", ["light", "dark", "device"])
def test_every_pair_can_be_read(theme: str) -> None:
    assert weak_pairs(themes(TOKENS)[theme]) == []


def test_black_on_white_is_21() -> None:
    assert round(ratio("#000000", "#FFFFFF"), 2) == 21.0


def test_dark_by_choice_and_dark_by_device_are_the_same() -> None:
    assert themes(TOKENS)["dark"] == themes(TOKENS)["device"]


def test_a_token_made_too_pale_is_found() -> None:
    assert weak_pairs(themes(TOKENS.replace("#4A5855", "#8A9895"))["light"]) != []
