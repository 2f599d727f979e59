"""What templates and style sheets must not hold: anything inline, and colours outside the tokens.

Our content security policy forbids inline style and script, so a page that holds some is broken; a colour beside the
tokens escapes the contrast tests.
"""

import re
from collections.abc import Iterator
from pathlib import Path

INLINE = {
    "an inline style": re.compile(r"<style[\s>]|\sstyle\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"),
    "an inline handler": re.compile(r"<[^>]*\son\w+\s*="),
    "a javascript: address": re.compile(r"[\"']javascript:"),
}
COLOUR = re.compile(r"(?<![\w&-])#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(?:rgba?|hsla?|oklch|oklab)\(")
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def style_faults(source: Path) -> Iterator[str]:
    """Every fault of templates and style sheets below a folder, as `file:line: what`."""
    for template in sorted(source.glob("*/templates/**/*.html")):
        yield from faults(template, source, INLINE)
    for sheet in sorted(source.glob("*/static/**/*.css")):
        if sheet.name != "tokens.css" and sheet.parent.name != "built":  # the colours of a library are its own
            yield from faults(sheet, source, {"a colour outside tokens.css": COLOUR})


def faults(path: Path, source: Path, patterns: dict[str, re.Pattern[str]]) -> Iterator[str]:
    """The faults of one file."""
    text = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), path.read_text(encoding="utf-8"))
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{path.relative_to(source)}:{number}"
        yield from (f"{where}: {what}" for what, found in patterns.items() if found.search(line))
