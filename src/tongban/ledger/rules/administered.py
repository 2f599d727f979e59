"""What kinds of events tell of administering the platform: of accounts, posts, bodies, settings, keys, personal data.

The reads of the auditor take this and one index holds it; a kind that is added here brings a migration of the index.
"""

from __future__ import annotations

from typing import Final

# All events of these kinds of subjects; each is few however many cases there are.
ADMINISTERED_KINDS: Final = (
    "access_log", "body", "calendar", "data_request", "document_mark", "official", "place", "population",
    "post", "review_line", "sign_in", "system", "token", "unit",
)  # fmt: skip
# Events of subjects that are many: only these of them.
ADMINISTERED_TYPES: Final = (
    "party.access_reset", "party.account_opened", "party.corrected", "party.erased", "record.queued_again",
)  # fmt: skip


def administered(kind: str, event_type: str) -> bool:
    """Whether an event tells of administering."""
    return kind in ADMINISTERED_KINDS or event_type in ADMINISTERED_TYPES


def administered_sql() -> str:
    """The same as a condition on the columns `kind` and `type`, word for word as the index states it."""
    kinds, types = (", ".join(f"'{one}'" for one in some) for some in (ADMINISTERED_KINDS, ADMINISTERED_TYPES))
    return f"(kind IN ({kinds}) OR type IN ({types}))"
