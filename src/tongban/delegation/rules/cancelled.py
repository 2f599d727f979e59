"""取消事项的回头看: when is a cancelled item looked at again, and what may be found? Pure.

A cut that lives on under another name, or that people still ask for, is not done with the day it was published.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tongban.delegation.rules.dues import months_on

DONE, ALIVE, WANTED = "done", "alive", "wanted"
FOUND: Final = {
    DONE: ("取消到位，不再回头看", "really gone; no further look-back"),
    ALIVE: ("换个名目还在办，责成整改", "lives on under another name; to be put right"),
    WANTED: ("群众仍然需要，另想办法", "people still need it; another way is to be found"),
}


def look_due(gone: date, last: tuple[str, date] | None, *, months: int, days: int) -> date | None:
    """The day a cancelled item is looked at (again): months after it went, days after a finding; None once done."""
    if last is None:
        return months_on(gone, months)
    found, on = last
    return None if found == DONE else on + timedelta(days=days)
