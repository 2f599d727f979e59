"""容缺受理: which papers may follow acceptance, by when, and what waits for them. Pure; the calendar is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tongban.kernel.refusals import Refusal

PROMISES: Final[dict[str, tuple[str, str]]] = {
    "signed": ("书面承诺", "in writing"),
    "online": ("网上承诺", "online"),
    "phone": ("电话承诺，有记录", "by telephone, recorded"),
}
DECISION, ISSUE = "decision", "issue"


def promise_problem(promise: str, names: tuple[str, str]) -> Refusal | None:
    """Papers follow only on the applicant's own word, recorded with how it was given."""
    if promise in PROMISES:
        return None
    return Refusal(
        "promise_needed",
        "还缺：{names}。可以容缺受理，但要先有申请人按期补交的承诺，并登记承诺的方式。",
        "Still missing: {names_en}. It can be accepted all the same, once the applicant has promised to supply it and "
        "how this was promised is recorded.",
        {"names": names[0], "names_en": names[1]},
    )


def due_day(counted: date, whole: date | None) -> date:
    """By when a paper follows: its own days, but never after the whole case is due."""
    return min(counted, whole) if whole else counted


def outstanding(facts: Mapping[str, Any], waits: str) -> list[str]:
    """The keys of papers still to come before a decision, or before the certificate is made."""
    deferred = facts.get("deferred") or {}
    return sorted(key for key, what in deferred.items() if what == waits)


def outstanding_problem(names: tuple[str, str], waits: str) -> Refusal | None:
    """Why nothing can be granted or made yet: a promised paper has not come."""
    if not names[0]:
        return None
    if waits == ISSUE:
        return Refusal(
            "deferred_missing",
            "还缺容缺材料：{names}。补交后才能制证。",
            "Papers that were to follow have not come: {names_en}. The certificate is made when they are there.",
            {"names": names[0], "names_en": names[1]},
        )
    return Refusal(
        "deferred_missing",
        "还缺容缺材料：{names}。补交后才能准予；逾期不补的，可以不予许可并写明理由。",
        "Papers that were to follow have not come: {names_en}. It can be granted when they are there; when they do not "
        "come in time, it can be refused with that reason.",
        {"names": names[0], "names_en": names[1]},
    )
