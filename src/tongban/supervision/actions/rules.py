"""Setting a rule: on or off, its figures, for all, one item or one place, from a moment on; each is an edition."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused
from tongban.ledger.actions import append
from tongban.ledger.queries import head_seq
from tongban.supervision.events import RuleSet
from tongban.supervision.models import Setting, rule_subject
from tongban.supervision.permissions import may_supervise
from tongban.supervision.queries.rules import editions
from tongban.supervision.rules.shipped.every import BY_CODE
from tongban.supervision.rules.shipped.figures import figures_of

LARGEST: Final = 10_000
NO_RULE: Final = Refusal("no_rule", "没有这条监督规则。", "There is no such rule of supervision.")


UNTESTED: Final = Refusal(
    "rule_back_test",
    "启用之前要先做回测，看清去年会发哪些牌。请先点“回测”，再启用。",
    "Test the rule on the past first, and see which cards it would have raised; only then can it be switched on.",
)


@transaction.atomic
def set_rule(
    *, code: str, active: bool, by: Actor, at: datetime, figures: Mapping[str, int] | None = None,
    valid_from: datetime | None = None, item_id: UUID | None = None, place_id: UUID | None = None,
    back_test: Mapping[str, Any] | None = None,
) -> int:  # fmt: skip
    """Sets a rule from `valid_from` (now) on; answers the edition's number.

    `figures` are rulebook figures that this rule reads, set otherwise for all; changing them needs the `back_test` that
    shows what the rule would have raised, and so does switching on what is off. Refused for others than supervisors.
    """
    stop(may_supervise(by))
    if code not in BY_CODE:
        raise Refused(NO_RULE)
    told, tried = dict(figures or {}), dict(back_test or {})
    stop(_figures_problem(code, told, tried, narrow=item_id is not None or place_id is not None))
    if active and not tried and not _on(code, item_id, place_id, at) and by.kind is not ActorKind.SYSTEM:
        raise Refused(UNTESTED)
    subject = rule_subject(code)
    number = head_seq("supervision_rule", subject) + 1
    digest = hashlib.sha256(orjson.dumps(tried, option=orjson.OPT_SORT_KEYS)).hexdigest() if tried else ""
    begins = valid_from or at
    event = RuleSet(
        rule=code, no=number, item=item_id, place=place_id, active=active, valid_from=begins,
        figures={key.partition(".")[2]: value for key, value in told.items()}, back_test=digest,
    )  # fmt: skip
    append(event=event, subject=subject, seq=number, by=by, at=at)
    Setting(
        subject_id=subject, rule=code, no=number, item_id=item_id, place_id=place_id, active=active, figures=told,
        valid_from=begins, back_test=tried, by_ref=by.ref, at=at, seq=number,
    ).save(force_insert=True)  # fmt: skip
    return number


def _on(code: str, item: UUID | None, place: UUID | None, at: datetime) -> bool:
    """Whether a rule is on there already."""
    found = editions().holding(code, item, place, at)
    return BY_CODE[code].starts_on if found is None else found.active


def _figures_problem(code: str, told: dict[str, int], tried: dict[str, Any], *, narrow: bool) -> Refusal | None:
    own = set(figures_of(BY_CODE[code]))
    if not set(told) <= own or any(not 1 <= value <= LARGEST for value in told.values()) or (told and narrow):
        return Refusal(
            "rule_figures",
            "只能改这条规则自己的数值，数值在 1 到 10000 之间，并且对全部事项一起改。",
            "Only the rule's own figures can be changed, between 1 and 10,000, and for all items together.",
        )
    if told and not tried:
        return Refusal(
            "rule_back_test",
            "改数值要先做回测，看清去年会多发、少发哪些牌，再启用。",
            "Test the new figures on the past first; only then can they be put to use.",
        )
    return None
