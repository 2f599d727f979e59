"""Where a text is about: a known place it names, or the words that look like one."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Divisions as the public messages name them (a letter and a number in place of the name), then by their last word.
DIVISION = re.compile(r"[A-Z]\d{0,2}(?:市|区|县|镇)|[\u4e00-\u9fff]{2,4}(?:街道|镇|乡|县|区|市)")
# Words before a place that are no part of its name.
BEFORE = re.compile(r"^(?:请问|关于|反映|投诉|举报|建议|咨询|希望|位于|我是|我们是|在|请求|对|来自|住在)+")


def place_of(*texts: str) -> str:
    """The first division that one of the texts names, its most exact form in that text; empty when there is none."""
    for text in texts:
        names = [BEFORE.sub("", name) for name in DIVISION.findall(text)]
        exact = [name for name in names if re.match(r"[A-Z]\d", name)] or names
        if exact:
            return exact[0]
    return ""


def places_in(text: str, known: Iterable[str]) -> list[str]:
    """The known places that a text names, in the order of its words; a longer name wins over one within it."""
    at = sorted((place, -len(name), name) for name in known if (place := text.find(name)) >= 0)
    kept: list[tuple[int, int, str]] = []
    for start, negative, name in at:
        if not any(start >= one and start - negative <= one - size for one, size, _ in kept):
            kept.append((start, negative, name))
    return [name for _, _, name in kept]
