"""Connecting outside systems and keeping what they call our fields."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from tongban.exchange.actions.sending import send_again
from tongban.exchange.adapters.registry import door
from tongban.exchange.events import SystemConnected, SystemMapped, SystemTurned
from tongban.exchange.models import System, SystemMapping
from tongban.exchange.permissions import may_exchange
from tongban.exchange.rules.mapping import FieldMapping, mapping_problem
from tongban.exchange.rules.records import APPROVAL, BUSINESSES
from tongban.kernel import canonical
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import append

KEY: Final = re.compile(r"[a-z][a-z0-9_]{1,38}", re.ASCII)


def need_exchange(by: Actor) -> None:
    """Stops whoever may not touch outside systems."""
    refusal = may_exchange(by)
    if refusal is not None:
        raise Refused(refusal)


@transaction.atomic
def connect_system(
    *, key: str, name_zh: str, name_en: str, body_id: UUID, adapter: str, settings: Mapping[str, Any], takes: bool,
    sends: bool, items: Sequence[str] = (), business: str = APPROVAL, by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Connects one outside system; answers its id. `takes`: we take its cases; `sends`: we send it ours and others'.

    `items` names the item codes that it is told of; none means all. `business`: what its cases are. Refused for a key
    that is not plain or is taken, for an unknown adapter or business, and when it neither takes nor sends.
    """
    need_exchange(by)
    if not KEY.fullmatch(key):
        raise refuse(
            "system_key", zh="系统代号用 2 到 39 个小写字母、数字或下划线，以字母开头。",
            en="The key is 2 to 39 small letters, digits or underscores, beginning with a letter.",
        )  # fmt: skip
    if not (name_zh.strip() and name_en.strip()):
        raise refuse("system_name", zh="请填写系统的中文名和英文名。", en="Name the system in Chinese and in English.")
    if not (takes or sends):
        raise refuse("system_way", zh="请选择收进、送出，或者两样都要。", en="Choose to take, to send, or both.")
    if business not in BUSINESSES:
        raise refuse("system_business", zh="请从列出的业务里选一种。", en="Choose one of the kinds of business listed.")
    door(adapter, settings)
    row = System(
        id=uuid7(), key=key, name_zh=name_zh.strip(), name_en=name_en.strip(), body_id=body_id, adapter=adapter,
        business=business, settings=dict(settings), takes=takes, sends=sends, items=list(items), seq=1,
    )  # fmt: skip
    event = SystemConnected(key, str(body_id), adapter, takes, sends, business)
    append(event=event, subject=row.pk, seq=1, by=by, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise refuse(
            "system_known", zh="已经有代号“{key}”的系统，请换一个代号。",
            en="There is a system “{key}” already; choose another key.", key=key,
        ) from error  # fmt: skip
    return row.pk


@transaction.atomic
def keep_mapping(*, system_id: UUID, mapping: FieldMapping, by: Actor, at: datetime) -> int:
    """Keeps what a person has looked at; the newest is in force from now on. Answers its number.

    What could not be said in the words known before is queued again.
    """
    need_exchange(by)
    problem = mapping_problem(mapping)
    if problem is not None:
        raise Refused(problem)
    system = System.objects.get(pk=system_id)
    last = SystemMapping.objects.filter(system=system).order_by("-no").first()
    no = last.no + 1 if last is not None else 1
    # Headings are the other side's words, so they are values of the digest, never keys of canonical form.
    told = [[kind, sorted([theirs, ours] for theirs, ours in pairs.items())] for kind, pairs in _pairs(mapping)]
    digest = hashlib.sha256(canonical.encode([told, mapping.time_format])).hexdigest()
    _go_on(system, SystemMapped(no, digest), by, at)
    SystemMapping.objects.create(
        id=uuid7(), system=system, no=no, content=mapping.to_json(), at=at, by_ref=by.ref, seq=system.seq
    )
    send_again(system=system, by=by, at=at)
    return no


def _pairs(mapping: FieldMapping) -> list[tuple[str, Mapping[str, str]]]:
    parts = [("fields", mapping.fields), ("constants", mapping.constants), *sorted(mapping.codes.items())]
    return [(kind, pairs) for kind, pairs in parts]


@transaction.atomic
def turn_system(*, system_id: UUID, state: str, by: Actor, at: datetime) -> None:
    """Stops a system (`stopped`) or puts it to work again (`active`); nothing that waits is lost."""
    need_exchange(by)
    if state not in ("active", "stopped"):
        raise refuse("system_state", zh="请选择停用或启用。", en="Choose to stop it or to start it.")
    system = System.objects.get(pk=system_id)
    system.state = state
    _go_on(system, SystemTurned(state), by, at, "state")


def _go_on(system: System, event: SystemMapped | SystemTurned, by: Actor, at: datetime, *fields: str) -> None:
    append(event=event, subject=system.pk, seq=system.seq + 1, by=by, at=at)
    system.seq += 1
    system.save(update_fields=["seq", *fields])
