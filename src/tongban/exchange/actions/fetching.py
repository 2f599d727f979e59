"""Reading what other systems have put out, from where we stopped last time; what was not understood is kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongban.exchange.actions.systems import need_exchange
from tongban.exchange.actions.taking import take_in
from tongban.exchange.adapters.door import Turned, Unreachable
from tongban.exchange.adapters.registry import door
from tongban.exchange.models import Misreading, System
from tongban.exchange.queries.systems import mapping_of, misreadings_of
from tongban.exchange.rules.mapping import Finding
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse

MOST: Final = 500  # findings kept of one reading; a wholly wrong file says the same thing on every line
ROUNDS: Final = 1000  # readings of one renewed fetch, each of them at most one door's batch

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Fetched:
    """What one reading brought: messages seen, cases new or moved, values and messages not understood."""

    messages: int = 0
    changed: int = 0
    findings: list[Finding] = field(default_factory=list)


def fetch_all(*, at: datetime) -> int:
    """Fetches from every active system that gives cases; one that cannot be reached is asked again next time.

    A system without a mapping is not asked at all, so nothing of it is passed over.
    """
    return sum(_fetch(system, at) for system in System.objects.filter(takes=True, state="active"))


def _fetch(system: System, at: datetime) -> int:
    if mapping_of(system) is None:
        return 0
    try:
        seen, mark = _read(system, system.fetched, SYSTEM, at, again=None)
    except (Unreachable, Turned) as error:
        log.warning("system %s not reached: %s", system.key, error)
        return 0
    with transaction.atomic():
        _keep(system, system.fetched, seen.findings, at)
        _mark(system, mark, at)
    return seen.changed


def fetch_again(*, system_id: UUID, by: Actor, at: datetime) -> Fetched:
    """Reads again from the first message that was not understood; what is understood now leaves the list.

    What had been taken then changes nothing. Refused when nothing is open, when the system cannot be reached, and when
    it does not give those messages any more: then the list stays as it is.
    """
    need_exchange(by)
    system = System.objects.get(pk=system_id)
    open_ones = misreadings_of(system)
    if not open_ones:
        raise refuse("nothing_open", zh="没有要重新读取的内容。", en="There is nothing to read again.")
    mark = open_ones[0].after
    whole, stirred = Fetched(), set[str]()
    kept: list[tuple[str, list[Finding]]] = []
    for _ in range(ROUNDS):
        seen, further = _reached(system, mark, by, at, stirred)
        whole.messages, whole.changed = whole.messages + seen.messages, whole.changed + seen.changed
        whole.findings += seen.findings
        kept.append((mark, seen.findings))
        if not seen.messages or further == mark:
            break
        mark = further
    if not whole.messages:
        raise refuse(
            "not_given_again",
            zh="对方没有再给出这些内容。请让对方重新放出，或者把文件交到下面收进。",
            en="The other system does not give these messages any more. Ask it to, or take the file in below.",
        )
    with transaction.atomic():
        Misreading.objects.filter(pk__in=[one.pk for one in open_ones]).update(mended_at=at)
        for place, findings in kept:
            _keep(system, place, findings, at)
        _mark(system, mark, at)
    return whole


def _reached(system: System, mark: str, by: Actor, at: datetime, stirred: set[str]) -> tuple[Fetched, str]:
    try:
        return _read(system, mark, by, at, again=stirred)
    except (Unreachable, Turned) as error:
        raise refuse(
            "not_reached",
            zh="现在连不上“{name}”，请过一会儿再试。",
            en="“{name_en}” cannot be reached now. Try again in a while.",
            name=system.name_zh,
            name_en=system.name_en,
        ) from error


def _read(system: System, mark: str, by: Actor, at: datetime, *, again: set[str] | None) -> tuple[Fetched, str]:
    messages, further = door(system.adapter, system.settings).fetch(mark)
    seen = Fetched(len(messages))
    for data in messages:
        try:
            taken = take_in(system_id=system.pk, data=data, by=by, at=at, again=again)
        except Refused as refused:
            said = refused.refusal
            seen.findings.append(Finding(0, "", said.sentence("zh"), said.sentence("en")))
            continue
        seen.changed += taken.new + taken.moved
        seen.findings += taken.findings
    return seen, further


def _mark(system: System, mark: str, at: datetime) -> None:
    # How far we have read is a mark, no act; a crash before it is kept reads the same again, which changes nothing.
    System.objects.filter(pk=system.pk).update(fetched=mark, fetched_at=at)


def _keep(system: System, after: str, findings: list[Finding], at: datetime) -> None:
    """The findings of one reading, at most so many; the rest is of the same kind and comes up when these are mended."""
    Misreading.objects.bulk_create(
        Misreading(
            id=uuid7(), system=system, after=after, line=one.line, heading=one.heading[:200], zh=one.zh[:400],
            en=one.en[:600], at=at,
        )
        for one in findings[:MOST]
    )  # fmt: skip
