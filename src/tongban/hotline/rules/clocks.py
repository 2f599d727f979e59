"""Which limit of the rulebook runs for an order: by its kind, its urgency and its place. Pure.

A locality's own row (`hotline.reply.help@990823`) goes before the general one; both carry their source.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from tongban.hotline.rules.kinds import Kind, Urgency
from tongban.kernel.clock.limits import Limit, LimitKind, StartEvent
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import rule, time_limit

DISPATCH: Final = "hotline.dispatch"
SIGN: Final = "hotline.sign"
CONTACT: Final = "hotline.contact"
RETURN: Final = "hotline.return"
ARBITRATE: Final = "hotline.arbitrate"
CALLBACK: Final = "hotline.callback"
REDO: Final = "hotline.redo"
REPLY: Final = "hotline.reply"
RATE: Final = "hotline.rate"
REOPEN: Final = "hotline.reopen"
SUPERVISE: Final = "hotline.supervised"
EXTENSION: Final = "hotline.extension"
WHISTLE: Final = "hotline.whistle"


def local_key(key: str, places: tuple[str, ...], on: date) -> str:
    """The key of the nearest place that has a row of its own, else the general key; `places` from near to far."""
    for place in places:
        try:
            return rule(f"{key}@{place}", on).key
        except Refused:
            continue
    return key


def reply_key(kind: str, urgency: str) -> str:
    """Under which key the limit to reply stands: urgent matters by urgency, all others by kind."""
    return f"{REPLY}.{urgency if urgency != Urgency.GENERAL else Kind(kind).value}"


def step_key(step: str, urgency: str) -> str:
    """Dispatching and signing have a limit for each urgency; every other step has one."""
    return f"{step}.{Urgency(urgency).value}" if step in (DISPATCH, SIGN, CONTACT) else step


def limit_for(key: str, places: tuple[str, ...], on: date) -> Limit:
    """The limit of a key at a place on a day; it starts with the step it belongs to."""
    kind = LimitKind.STATUTORY if key.startswith(REPLY) else LimitKind.STEP
    return time_limit(local_key(key, places, on), on, starts=StartEvent.TASK, kind=kind)
