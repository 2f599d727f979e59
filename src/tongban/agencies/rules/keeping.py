"""How long the access log is kept: a locality may lengthen what the law says, never shorten it. Pure."""

from __future__ import annotations


def days_kept(local: int, least: int) -> int:
    """The days of the rulebook, and never fewer than the least of the law."""
    return max(local, least)
