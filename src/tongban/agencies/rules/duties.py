"""The duties a post can carry (岗位职责), in the platform's words; which act needs which is said by each thing."""

from __future__ import annotations

DUTIES = frozenset(
    {"receive", "accept", "review", "decide", "deliver", "manage_list", "lead", "centre_manage", "admin"}
)
# Those who handle a case may need a person's full data; those who lead, manage lists or run the centre do not.
HANDLING_DUTIES = frozenset({"receive", "accept", "review", "decide", "deliver"})
ABSENCE_REASONS = frozenset({"leave", "sick", "training", "trip", "other"})
