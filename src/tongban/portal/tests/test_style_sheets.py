"""The style sheets keep the house rules: raw values only in the tokens, weight, no leftovers, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

PORTAL = Path(__file__).parents[1]
STATIC = PORTAL / "static/portal"
TEMPLATES = sorted((PORTAL / "templates").glob("**/*.html"))
MOST_BYTES = 30 * 1024
RAW = {
    "colour": r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(",
    "font": r"font-family:(?!\s*var\()",
    "size": r"font-size:\s*[0-9.]+(?:px|rem|pt)",
    "shadow": r"box-shadow:(?!\s*(?:none|inset|0 0 0 2px var\(--t-paper\)))",
    "leftover": r"tblr|data-bs|form-check",
}
INLINE = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style\b",
    "inline script": r"<script(?![^>]*\ssrc=)",
    "handler": r"\son[a-z]+\s*=",
    "other site": r"""(?:src|href)=["']https?://""",
}


def raw_values(css: str) -> list[str]:
    return [name for name, pattern in RAW.items() if re.search(pattern, css)]


def inline_parts(html: str) -> list[str]:
    return [name for name, pattern in INLINE.items() if re.search(pattern, html, re.IGNORECASE)]


@pytest.mark.parametrize("name", ["pages.css", "reset.css"])
def test_raw_values_stand_in_the_tokens_alone(name: str) -> None:
    assert raw_values((STATIC / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("rule", ["a { color: #fff }", "a { font-size: 13px }", "a { font-family: Arial }"])
def test_a_raw_value_is_found(rule: str) -> None:
    assert raw_values(rule) != []


def test_the_style_sheets_weigh_at_most_30_kilobytes() -> None:
    assert sum((STATIC / name).stat().st_size for name in ("reset.css", "tokens.css", "pages.css")) <= MOST_BYTES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_nothing_inline(path: Path) -> None:
    assert inline_parts(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("html", ['<p style="x">', "<script>x</script>", '<a onclick="x">', '<img src="https://x">'])
def test_an_inline_part_is_found(html: str) -> None:
    assert inline_parts(html) != []


def test_shapes_named_by_states_are_drawn() -> None:
    shapes = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    used = set(
        re.findall(r'^    "[a-z_]+": \("([a-z]+)"', (PORTAL / "rules/drawings.py").read_text(encoding="utf-8"), re.M)
    )
    assert used
    assert used <= shapes


def test_the_portal_is_wholly_translated() -> None:
    catalogue = polib.pofile(str(PORTAL / "locale/zh_Hans/LC_MESSAGES/django.po"))
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []


def test_no_template_speaks_words_that_are_not_in_the_catalogue() -> None:
    catalogue = {entry.msgid for entry in polib.pofile(str(PORTAL / "locale/zh_Hans/LC_MESSAGES/django.po"))}
    spoken = {
        word for path in TEMPLATES for word in re.findall(r'{% translate "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert spoken - catalogue == set()
