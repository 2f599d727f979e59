"""What is shown of a person to whom (脱敏): names, identity numbers, phones and addresses.

Pure functions over text; who the viewer is, is decided in `permissions`. Firms are shown in clear.
"""

from __future__ import annotations

import re
from enum import StrEnum

from tongban.agencies.rules.identity import PartyFacts

# All up to the last sign of a place or street: what follows is the house.
_STREET = re.compile(r"^.*(?:[省市县区旗镇乡村路街巷]|街道|社区|大道)")
# What stands in place of the name of somebody who gave none.
NOBODY_NAMED = "匿名"


class View(StrEnum):
    """How much a viewer sees of a party."""

    FULL = "full"
    STAFF = "staff"
    PUBLIC = "public"


def mask_name(name: str, view: View) -> str:
    """`张*`, `陈*芳` for staff who must tell people apart, `陈**` for the public; Latin names keep one letter."""
    if view is View.FULL or not name or name == NOBODY_NAMED:
        return name
    if name.isascii():
        return f"{name[0]}***"
    if view is View.STAFF and len(name) > 2:
        return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"
    return name[0] + "*" * max(1, len(name) - 1)


def mask_id_number(number: str, view: View) -> str:
    """Staff see 6 + 4 characters, the public 3 + 4; the length stays."""
    return _ends(number, 6 if view is View.STAFF else 3, 4, view)


def mask_phone(phone: str, view: View) -> str:
    """3 + 4 digits."""
    return _ends(phone, 3, 4, view)


def mask_address(address: str, view: View) -> str:
    """Down to the street or village; house, building and room are hidden. The public sees nothing."""
    if view is View.FULL or not address:
        return address
    if view is View.PUBLIC:
        return "***"
    found = _STREET.match(address)
    return f"{found.group()}***" if found else f"{address[:6]}***"


def mask_facts(kind: str, facts: PartyFacts, view: View) -> PartyFacts:
    """All values as this viewer sees them; a firm's name and code are public by law, its phone is not."""
    if view is View.FULL:
        return facts
    if kind == "firm":
        return PartyFacts(facts.name, facts.id_number, mask_phone(facts.phone, view), facts.address)
    return PartyFacts(
        mask_name(facts.name, view),
        mask_id_number(facts.id_number, view),
        mask_phone(facts.phone, view),
        mask_address(facts.address, view),
    )


def _ends(text: str, head: int, tail: int, view: View) -> str:
    if view is View.FULL or not text:
        return text
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
