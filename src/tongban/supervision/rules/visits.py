"""到现场次数 (S-14): when a person stood at a window, read from the events of a case. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def visit_of(kind: str, data: Mapping[str, object], *, in_office: bool) -> str:
    """What the person came for by this event, or nothing; `in_office`: it happened at a post's desk."""
    if kind == "case.received":
        return "received" if in_office and data.get("channel") == "window" else ""
    if kind == "case.supplemented":
        return "supplemented" if in_office else ""
    return "delivered" if kind == "case.delivered" and data.get("method") == "window" else ""
