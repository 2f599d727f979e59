"""The page itself as a channel: the message lies in the outbox and is shown from there, so there is nothing to send."""

from __future__ import annotations

from tongban.reminders.rules.sending import Outgoing

NAME = "page"


def send(outgoing: Outgoing) -> str:
    """Nothing leaves: the reference is the word page."""
    return NAME
