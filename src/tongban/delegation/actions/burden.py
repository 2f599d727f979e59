"""Counts what bears on townships, event by event, as a follower reads the ledger; no act of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from tongban.delegation.models import BurdenMark
from tongban.delegation.queries.burden import asked_before
from tongban.delegation.queries.duties import townships
from tongban.delegation.rules.burden import again, month_of
from tongban.ledger.events import Entry
from tongban.rulebook.lookup import number


def count_burden(entry: Entry) -> None:
    """One event of the ledger: what came down, was asked, went to an officer, or was found by supervision."""
    handler = HANDLERS.get(entry.type)
    if handler is not None:
        handler(entry)


def _sent(entry: Entry) -> None:
    if not entry.data["held"]:
        _came_down(entry)


def _answered(entry: Entry) -> None:
    if entry.data["verdict"] == "approved":
        _came_down(entry)


def _came_down(entry: Entry) -> None:
    """A task reached a township: the task itself, the report, each kind of data, and what was asked before."""
    told, day = entry.data, timezone.localdate(entry.at)
    township, superior = UUID(told["township"]), UUID(told["sender"])
    within = number("township.again_months", day)
    before = asked_before(township, told["data"])
    repeated = [kind for kind in told["data"] if again(before, kind, day, within)]
    kinds = [
        ("task", ""), *([("report", "")] if told["reports"] else []), *(("data", one) for one in told["data"]),
        *(("again", one) for one in repeated),
    ]  # fmt: skip
    _mark(kinds, township, entry.subject, entry.at, superior=superior)


def _given_back(entry: Entry) -> None:
    superior = UUID(entry.data["sender"])
    _mark([("back", "")], UUID(entry.data["township"]), entry.subject, entry.at, superior=superior)


def _signed(entry: Entry) -> None:
    BurdenMark.objects.filter(subject=entry.subject).update(officer_id=UUID(entry.data["officer"]))


def _card(entry: Entry) -> None:
    body = entry.data.get("body")
    if body and UUID(body) in {town.id for town in townships()}:
        _mark([("card", "")], UUID(body), entry.subject, entry.at)


def _case(entry: Entry) -> None:
    if entry.body_id is not None and entry.body_id in {town.id for town in townships()}:
        _mark([("case", "")], entry.body_id, entry.subject, entry.at, officer=entry.actor)


HANDLERS = {
    "township_task.sent": _sent,
    "township_task.answered": _answered,
    "township_task.signed": _signed,
    "township_task.given_back": _given_back,
    "card.raised": _card,
    "case.accepted": _case,
}


def _mark(
    kinds: Iterable[tuple[str, str]], township: UUID, subject: UUID, at: datetime, *, superior: UUID | None = None,
    officer: UUID | None = None,
) -> None:  # fmt: skip
    month = month_of(timezone.localdate(at))
    BurdenMark.objects.bulk_create(
        BurdenMark(
            month=month, at=at, township_id=township, kind=kind, detail=detail, superior_id=superior,
            officer_id=officer, subject=subject,
        )
        for kind, detail in kinds
    )  # fmt: skip
