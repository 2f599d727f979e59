"""Which words of a search that found nothing may be kept: words for a matter, never what could be about a person.

Pure. Whoever typed them is not asked for and not known here.
"""

from __future__ import annotations

import re

from tongban.powerlist.rules.words import asked

SHORTEST, LONGEST = 2, 20
"""Characters: one sign says nothing, a long text is a story and may be somebody's."""
PERSONAL = re.compile(r"[0-9@]{4}|[0-9].*[0-9].*[0-9].*[0-9]|@")
NO_WORD = re.compile(r"[\W\d_]+")


def keepable(typed: str) -> str:
    """The words as they may be counted; empty when they may not: too short, too long, numbers, addresses."""
    words = asked(typed[: LONGEST * 4]).text
    if not SHORTEST <= len(words) <= LONGEST or len(typed.strip()) > LONGEST:
        return ""
    return "" if PERSONAL.search(words) or NO_WORD.fullmatch(words) else words
