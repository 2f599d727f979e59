"""How an order ends: called back by somebody else, judged by the person, not reached, no objection; and reopens."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import seal, sealing_key
from tongban.hotline.actions.parts import digest, locked, move, sealed
from tongban.hotline.actions.placing import Placing, place_order
from tongban.hotline.actions.supervising import supervise_within
from tongban.hotline.events.closing import OrderCalledBack, OrderClosed, OrderJudged, OrderReopened
from tongban.hotline.models import Order, OrderCallback, OrderContact
from tongban.hotline.permissions import NOT_FOUND, may_call_back, may_operate
from tongban.hotline.queries.clocks import ZONE, due, figure
from tongban.hotline.queries.orders import handlers_of
from tongban.hotline.rules.clocks import REOPEN
from tongban.hotline.rules.intake import Request, words_problem
from tongban.hotline.rules.kinds import ContactKind, Kind
from tongban.hotline.rules.redact import clean_words, redacted
from tongban.hotline.rules.states import ANSWERED, Act, State, move_problem
from tongban.hotline.rules.turns import CONTACT_WAYS, code_problem, reopen_problem, try_problem
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused

BATCH: Final = 200


@transaction.atomic
def call_back(
    *,
    order_id: UUID,
    how: str,
    reached: bool,
    by: Actor,
    at: datetime,
    solved: bool | None = None,
    satisfied: int | None = None,
    words: str = "",
) -> None:
    """回访: one try. Reached and solved: closed. Not solved: sent back, unless it was left out by audit.

    Not reached so often on different days: closed as such. Refused for who handled it and for the body that led.
    """
    order = locked(order_id, Act.CALL_BACK)
    elsewhere = order.lead_id if order.lead_id != order.body_id else None  # the desk's own body may have led
    stop(may_call_back(by, handlers=handlers_of(order), lead=elsewhere))
    stop(code_problem({k: v for k, v in CONTACT_WAYS.items() if k != "none_left"}, how))
    stop(_judgement_problem(reached, solved, satisfied))
    last = OrderCallback.objects.filter(order=order, round=order.round).order_by("-no").first()
    today = at.astimezone(ZONE).date()
    if not reached:
        stop(try_problem(last.at.astimezone(ZONE).date() if last else None, today))
    no = (last.no if last else 0) + 1
    event = OrderCalledBack(
        round=order.round, no=no, how=how, reached=reached, solved=solved, satisfied=satisfied,
        words_digest=digest(words),
    )  # fmt: skip
    seq = move(order, event, by=by, at=at, tries=no)
    OrderCallback(
        order=order, round=order.round, no=no, how=how, reached=reached, solved=solved, satisfied=satisfied,
        sealed=sealed(order, words), by_ref=by.ref, at=at, seq=seq,
    ).save(force_insert=True)  # fmt: skip
    if reached:
        _follow(order, bool(solved), satisfied, "called_back", by, at)
    elif no >= figure("hotline.callback_tries", order.place_id, at):
        _close(order, "not_reached", None, None, by, at)


def _judgement_problem(reached: bool, solved: bool | None, satisfied: int | None) -> Refusal | None:
    wrong = reached == (solved is None) or (not reached and satisfied is not None)
    level = satisfied is not None and not 1 <= satisfied <= 5
    if not (wrong or level):
        return None
    return Refusal(
        "callback_whole",
        "接通的请记明是否解决；没有接通的不填。",
        "Say whether it is solved when reached, else nothing.",
    )


@transaction.atomic
def judge_order(*, order_id: UUID, solved: bool, satisfied: int | None, by: Actor, at: datetime) -> None:
    """本人评价: who asked says online whether it is solved; no sends it back at once."""
    order = locked(order_id)
    _stop_strangers(order, by)
    if State(order.state) not in ANSWERED:
        stop(move_problem(Act.CLOSE, State(order.state)))
    stop(_judgement_problem(True, solved, satisfied))
    move(order, OrderJudged(round=order.round, solved=solved, satisfied=satisfied), by=by, at=at)
    _follow(order, solved, satisfied, "judged", by, at)


def _stop_strangers(order: Order, by: Actor) -> None:
    if by.kind is not ActorKind.CITIZEN or by.ref is None or not order.contacts.filter(party_id=by.ref).exists():
        raise Refused(NOT_FOUND)


def _follow(order: Order, solved: bool, satisfied: int | None, ending: str, by: Actor, at: datetime) -> None:
    if solved:
        _close(order, ending, True, satisfied, by, at)
    elif order.excluded:
        _close(order, "audited", False, satisfied, by, at)
    else:
        _again(order, by, at)


def _close(order: Order, ending: str, solved: bool | None, satisfied: int | None, by: Actor, at: datetime) -> None:
    late = order.replied_at is not None and order.replied_at > order.due_at
    event = OrderClosed(ending=ending, solved=solved, satisfied=satisfied, late=late)
    move(
        order, event, by=by, at=at, state=State.CLOSED, ending=ending, solved=solved, satisfied=satisfied,
        closed_at=at, step_due=None,
    )  # fmt: skip


def _again(order: Order, by: Actor, at: datetime, **changes: Any) -> None:
    """重办: back to the body that led; the limit of the reply is not set anew."""
    assert order.lead_id is not None  # who answered has led
    order.round += 1
    place_order(order, Placing(order.lead_id, "redo"), by=by, at=at, round=order.round, **changes)
    if order.round >= figure("hotline.redo_most", order.place_id, at) and not order.supervised:
        supervise_within(order, "unsolved", "多次重办仍未解决", by=SYSTEM, at=at)


@transaction.atomic
def reopen_order(*, order_id: UUID, asked: Request, by: Actor, at: datetime) -> None:
    """要求再办: by who asked, or by an operator for them, within its days; the same request twice reopens once."""
    if OrderContact.objects.filter(request=asked.request).exists():
        return
    stop(words_problem(asked.text, needed=by.kind is ActorKind.CITIZEN))
    order = locked(order_id, Act.REOPEN)
    if by.kind is ActorKind.OFFICIAL:
        stop(may_operate(by))
    else:
        _stop_strangers(order, by)
    until = due(REOPEN, order.place_id, order.closed_at or at).at
    stop(reopen_problem(order.closed_at, until, at))
    event = OrderReopened(round=order.round + 1, channel=asked.channel, request=asked.request)
    party, words = asked.party_id or order.party_id, clean_words(asked.text)
    readable = "" if order.kind == Kind.MISCONDUCT else redacted(words)
    seq = move(order, event, by=by, at=at)
    OrderContact(
        order=order, party_id=party, request=asked.request, kind=ContactKind.REOPENING, channel=asked.channel,
        named=asked.named, text=readable, sealed=seal(sealing_key(party), words.encode()),
        by_ref=by.ref if by.kind is ActorKind.OFFICIAL else None, at=at, seq=seq,
    ).save(force_insert=True)  # fmt: skip
    _again(order, by, at, closed_at=None, ending="", solved=None, satisfied=None)


@transaction.atomic
def close_silent(*, at: datetime) -> int:
    """Closes answered orders that were not drawn and to which nobody objected in time; answers how many."""
    waiting = Order.objects.select_for_update(skip_locked=True).filter(state=State.REPLIED, step_due__lt=at)
    rows = list(waiting.order_by("step_due")[:BATCH])
    for order in rows:
        _close(order, "no_objection", None, None, SYSTEM, at)
    return len(rows)
