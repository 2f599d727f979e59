"""Why somebody opens a person's phone, as the page sends it: a usual reason, words of one's own, or both."""

from __future__ import annotations

from collections.abc import Mapping

from tongban.agencies.rules.purposes import reason_of


def told_reason(sent: Mapping[str, str]) -> str:
    """The reason that was told; empty when there is none."""
    return reason_of(sent.get("why", ""), sent.get("reason", ""))
