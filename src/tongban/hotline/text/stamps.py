"""Days as people and programs write them in a table: what can be read, and what cannot."""

from __future__ import annotations

import re
from datetime import date

DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?![\d])")


def day_of(text: str) -> date | None:
    """The day a text begins with; None where there is none or the calendar has no such day."""
    match = DAY.match(text)
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
