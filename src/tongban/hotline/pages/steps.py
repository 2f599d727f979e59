"""The way of an order as a list of steps: when, which body, what; no officer is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tongban.hotline.pages.asking import lang
from tongban.hotline.queries.view import OrderView
from tongban.hotline.rules.kinds import ELSEWHERE, EMERGENCY_LINES
from tongban.hotline.rules.states import state_word
from tongban.hotline.rules.turns import (
    ASPECTS,
    ENDINGS,
    FAULTS,
    LEADS_TO,
    OUTCOMES,
    RESULTS,
    RETURN_GROUNDS,
    SUPERVISION_GROUNDS,
    word_of,
)
from tongban.hotline.rules.words import EVENT_WORDS


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the way."""

    at: datetime
    text: str
    note: str = ""


def steps_of(view: OrderView, names: Mapping[UUID, Any]) -> list[Step]:
    """Everything that happened, the oldest first."""
    return sorted([*_parts(view, names), *_turns(view)], key=lambda step: step.at)


def _said(key: str) -> str:
    return word_of(EVENT_WORDS, key, lang())


def _parts(view: OrderView, names: Mapping[UUID, Any]) -> Iterator[Step]:
    for node in view.nodes:
        body = names[node.body_id].name if node.body_id in names else ""
        role = _("supports") if node.role != "lead" else _("leads")
        yield Step(node.opened_at, _said("dispatched"), f"{body} · {role}")
        if node.signed_at:
            late = _("late") if node.signed_at > node.sign_by else ""
            yield Step(node.signed_at, _said("signed"), " · ".join(filter(None, (body, late))))
        if node.contacted_at:
            late = _("late") if node.contact_by and node.contacted_at > node.contact_by else ""
            yield Step(node.contacted_at, _said("contacted"), " · ".join(filter(None, (body, late))))
    for reply in view.replies:
        late = _("late") if reply.row.late else ""
        result = word_of(RESULTS, reply.row.result, lang())
        yield Step(reply.row.at, _said("replied"), " · ".join(filter(None, (result, late))))


def _turns(view: OrderView) -> Iterator[Step]:
    back, extension, asked = view.returned, view.extension, view.supervision
    if back is not None:
        yield Step(back.at, _said("returned"), word_of(RETURN_GROUNDS, back.ground, lang()))
        if back.decided_at:
            yield Step(back.decided_at, _said("arbitrated"), _("upheld") if back.upheld else _("not upheld"))
    if extension is not None and extension.decided_at:
        yield Step(extension.decided_at, _said("extended"), _("granted") if extension.approved else _("not granted"))
    if asked is not None:
        yield Step(asked.at, _said("supervised"), word_of(SUPERVISION_GROUNDS, asked.ground, lang()))
    for one in view.callbacks:
        answer = _("not reached") if not one.reached else _("solved") if one.solved else _("not solved")
        yield Step(one.at, _said("called"), answer)
    yield from _found(view)
    yield from _ended(view)


def _ended(view: OrderView) -> Iterator[Step]:
    """How it ended here: closed, or handed to another line or channel and why."""
    order, language = view.order, lang()
    if order.closed_at is None or order.state == "merged":
        return
    if order.state == "closed":
        yield Step(order.closed_at, _said("closed"), word_of(ENDINGS, order.ending, language))
        return
    elsewhere = {code: (one.zh, one.en) for code, one in ELSEWHERE.items()}
    ground = word_of({**EMERGENCY_LINES, **elsewhere}, order.ending, language)
    line = f"{order.ending} · " if order.ending in EMERGENCY_LINES else ""
    yield Step(order.closed_at, state_word(order.state, language), f"{line}{ground}")


def _found(view: OrderView) -> Iterator[Step]:
    """What the investigation found and what came of it: the same words for officials and for who complained."""
    row, language = view.finding, lang()
    if row is None or row.found_at is None:
        return
    axes = [word_of(table, key, language) for table, key in ((FAULTS, row.fault), (ASPECTS, row.aspect)) if key]
    holds = [_("substantiated"), *axes, word_of(LEADS_TO, row.leads_to, language)]
    yield Step(row.found_at, _said("found"), " · ".join(holds) if row.substantiated else _("not substantiated"))
    if row.outcome_at is not None:
        yield Step(row.outcome_at, _said("outcome"), word_of(OUTCOMES.get(row.leads_to, {}), row.outcome, language))
