"""The demonstration's stand-in for e-mail to officials; the contract is in README.md beside it."""

from __future__ import annotations

from django.conf import settings

from tongban.reminders.adapters.spool import put
from tongban.reminders.rules.sending import Outgoing

NAME = "demonstration mail"


def send(outgoing: Outgoing) -> str:
    """Lays the message into the folder of this channel; answers its reference."""
    return put(settings.DATA_ROOT / "outgoing" / "mail", outgoing)
