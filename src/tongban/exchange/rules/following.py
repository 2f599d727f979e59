"""Our own case as a record for others, folded from its events; and when a failed sending is tried again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Folded:
    """What the events of a case say: references and times, nothing personal. Empty where no event has said it yet."""

    number: str = ""
    version: str = ""
    applicant: str = ""
    body: str = ""
    state: str = ""
    decision: str = ""
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    due_at: str = ""
    decided_at: datetime | None = None
    closed_at: datetime | None = None


ENDS: Final = frozenset({"closed", "not_accepted", "withdrawn", "terminated"})


def fold(events: Iterable[tuple[str, datetime, Mapping[str, Any]]]) -> Folded:
    """Reads (type, moment, data) of one case's events in their order; later events win."""
    told: dict[str, Any] = {}
    for type_, at, data in events:
        told["state"] = data.get("state") or told.get("state", "")
        if type_ == "case.received":
            opened = next((task["body"] for task in data.get("opened", []) if task.get("body")), "")
            told |= {"number": data["number"], "version": data["item_version"], "applicant": data["applicant"]}
            told |= {"received_at": at, "body": opened}
        elif type_ == "case.accepted":
            told |= {"accepted_at": at, "due_at": data.get("promised_due") or data.get("due") or ""}
        elif type_ == "case.decided":
            told |= {"decided_at": at, "decision": data["decision"]}
        if told["state"] in ENDS and told.get("closed_at") is None:
            told["closed_at"] = at
    return Folded(**told)


def next_try(tries: int, at: datetime, first: int, most: int) -> datetime:
    """After a failure: soon at first, each wait twice the last, then every `most` minutes for as long as it takes."""
    return at + timedelta(minutes=min(first * 2 ** min(max(tries, 1) - 1, 16), most))
