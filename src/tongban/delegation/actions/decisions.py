"""赋权决定: drafting a decision, asking its receivers, answering them, approving, publishing; each with its event."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies_by_id, body_named
from tongban.delegation.events.decisions import (
    DelegationApproved,
    DelegationConsulted,
    DelegationDrafted,
    DelegationPublished,
    DelegationWithdrawn,
    OpinionAnswered,
    OpinionGiven,
)
from tongban.delegation.models import Decision, Line, Opinion
from tongban.delegation.permissions.decisions import NOT_FOUND, may_approve, may_draft, may_speak
from tongban.delegation.queries.judging import Judged, LineWish, judge, world_for
from tongban.delegation.rules import decisions as rules
from tongban.delegation.rules.forms import Authority
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions.sets import cell, copy_rows

LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Heading:
    """What a decision says of itself: number, title, form, what authorises it, when it takes effect."""

    number: str
    title: str
    form: str
    authority_level: str
    authority_number: str
    authority_published_on: date | None
    effective_at: datetime
    moves_cases: bool = False

    def authority(self, on: date) -> Authority:
        """The authority as it stands on a day."""
        published = self.authority_published_on is not None and self.authority_published_on <= on
        return Authority(self.authority_level, self.authority_number, published)


def of_county(by: Actor) -> bool:
    """Whether somebody sits in the county's government itself."""
    if by.kind is ActorKind.SYSTEM:
        return True
    return by.body_id is not None and body_named(by.body_id, timezone.localdate()).kind == "government"


@transaction.atomic
def draft_decision(
    *, heading: Heading, lines: Sequence[LineWish], by: Actor, at: datetime, judged: Sequence[Judged] | None = None
) -> UUID:
    """Drafts a decision with its lines; answers its id.

    Refused when a line cannot be (wrong form, no holder, unknown power …): the first sentence is the refusal. What a
    receiver still lacks is no reason not to draft; it stops the activation. `judged` spares judging again.
    """
    stop(may_draft(by, of_county=of_county(by)))
    if not heading.number.strip() or not heading.title.strip() or not lines:
        raise refuse(
            "delegation.heading", zh="请填写文号、标题，并至少列一项权力。",
            en="Give the number, the title and at least one power.",
        )  # fmt: skip
    if judged is None:
        judged = judge(
            lines, form=heading.form, authority=heading.authority(timezone.localdate(at)),
            effective_at=heading.effective_at, at=at, world=world_for(one.item_id for one in lines),
        )  # fmt: skip
    for one in judged:
        stop(next((problem for problem in one.problems if problem.code != "delegation.not_ready"), None))
    row = Decision(**{name: getattr(heading, name) for name in _HEADING}, state=rules.DRAFT)
    event = DelegationDrafted(
        number=heading.number, form=heading.form, authority_level=heading.authority_level,
        authority_number=heading.authority_number, effective_at=heading.effective_at,
        moves_cases=heading.moves_cases, lines=len(lines), digest=_digest(lines),
    )  # fmt: skip
    try:
        with transaction.atomic():
            begin(row, event, by=by, at=at)
    except IntegrityError as error:
        raise refuse("delegation.number", zh="这个文号已经用过。", en="This number is used already.") from error
    copy_rows("delegation_line", _LINE, _lines(row.pk, judged))
    return row.pk


_HEADING: Final = (
    "number", "title", "form", "authority_level", "authority_number", "authority_published_on", "effective_at",
    "moves_cases",
)  # fmt: skip


_LINE: Final = (
    "id", "decision_id", "item_id", "place_id", "receiver_id", "giver_id", "mode", "until", "reason", "state",
    "end_document", "moves_back", "seq",
)  # fmt: skip


def _lines(decision_id: UUID, judged: Sequence[Judged]) -> Iterator[str]:
    """The lines as COPY reads them; none is in force yet."""
    for one in judged:
        wish = one.wish
        what = f"{uuid7()}\t{decision_id}\t{wish.item_id}\t{wish.place_id}\t{wish.receiver_id}\t{cell(one.giver_id)}"
        yield f"{what}\t{wish.mode}\t{cell(wish.until)}\t{cell(wish.reason)}\tplanned\t\tf\t1"


def _digest(lines: Sequence[LineWish]) -> str:
    told = "\n".join(sorted(f"{one.item_id} {one.place_id} {one.receiver_id} {one.mode} {one.until}" for one in lines))
    return hashlib.sha256(told.encode()).hexdigest()


def locked(decision_id: UUID, step: str) -> Decision:
    """The decision for a step, locked; refused when there is none, or the step cannot be taken now."""
    row = Decision.objects.select_for_update().filter(pk=decision_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    stop(rules.step_problem(step, row.state))
    return row


@transaction.atomic
def consult_receivers(*, decision_id: UUID, until: date, by: Actor, at: datetime) -> None:
    """Asks every receiver what it thinks, until a day."""
    stop(may_draft(by, of_county=of_county(by)))
    row = locked(decision_id, "consult")
    if until < timezone.localdate(at):
        raise refuse("delegation.until", zh="请给承接单位留出时间。", en="Leave the receivers time.")
    row.state, row.consult_until = rules.CONSULTING, until
    event = DelegationConsulted(receivers=sorted(receivers_of(decision_id), key=str), until=until)
    go_on(row, event, by=by, at=at, fields=("state", "consult_until"))


def receivers_of(decision_id: UUID) -> set[UUID]:
    """The bodies that a decision gives something, or withholds it from."""
    return set(Line.objects.filter(decision_id=decision_id).values_list("receiver_id", flat=True).distinct())


@transaction.atomic
def give_opinion(*, decision_id: UUID, agrees: bool, words: str, by: Actor, at: datetime) -> UUID:
    """A receiver says what it thinks; once. Refused for others, and without words when it does not agree."""
    row = locked(decision_id, "opinion")
    stop(may_speak(by, receivers_of(decision_id)))
    assert by.body_id is not None  # asked by may_speak
    if not agrees and not words.strip():
        raise refuse("opinion.words", zh="不同意的，请写明意见。", en="Say what you do not agree with.")
    if Opinion.objects.filter(decision=row, body_id=by.body_id).exists():
        raise refuse("opinion.twice", zh="本单位已经提交过意见。", en="Your body has given its opinion already.")
    seq = go_on(row, OpinionGiven(body=by.body_id, agrees=agrees), by=by, at=at)
    answer = "adopted" if agrees and not words.strip() else ""
    made = Opinion(decision=row, body_id=by.body_id, agrees=agrees, words=words.strip()[:LONGEST], given_at=at, seq=seq)
    made.answer = answer
    made.save(force_insert=True)
    return made.pk


@transaction.atomic
def answer_opinion(*, opinion_id: UUID, answer: str, why: str, by: Actor, at: datetime) -> None:
    """Answers a receiver's opinion: `adopted`, or `declined` with the reason."""
    stop(may_draft(by, of_county=of_county(by)) or rules.answer_problem(answer, why))
    told = Opinion.objects.filter(pk=opinion_id).first()
    if told is None:
        raise Refused(NOT_FOUND)
    row = locked(told.decision_id, "answer")
    told.seq = go_on(row, OpinionAnswered(body=told.body_id, answer=answer), by=by, at=at)
    told.answer, told.why, told.answered_at = answer, why.strip()[:LONGEST], at
    told.save(update_fields=["answer", "why", "answered_at", "seq"])


@transaction.atomic
def approve_decision(*, decision_id: UUID, by: Actor, at: datetime) -> None:
    """The county's head approves; impossible with an unanswered opinion (D-25), or while receivers may still speak."""
    stop(may_approve(by, of_county=of_county(by)))
    row = locked(decision_id, "approve")
    given = list(Opinion.objects.filter(decision=row))
    quiet = receivers_of(decision_id) - {one.body_id for one in given}
    names = {key: body.name for key, body in bodies_by_id({*quiet, *(one.body_id for one in given)}).items()}
    said = [rules.Said(names.get(one.body_id, ""), one.answer) for one in given]
    assert row.consult_until is not None  # consulted
    silent = sorted(names.get(key, "") for key in quiet)
    stop(rules.approval_problem(said, silent, row.consult_until, timezone.localdate(at)))
    row.state, row.approved_at = rules.APPROVED, at
    go_on(row, DelegationApproved(opinions=len(given)), by=by, at=at, fields=("state", "approved_at"))


@transaction.atomic
def publish_decision(*, decision_id: UUID, by: Actor, at: datetime) -> None:
    """Publishes an approved decision, before it takes effect: it stands on the public list from then on."""
    stop(may_draft(by, of_county=of_county(by)))
    row = locked(decision_id, "publish")
    stop(rules.publication_problem(row.effective_at, at))
    row.state, row.published_at = rules.PUBLISHED, at
    go_on(row, DelegationPublished(effective_at=row.effective_at), by=by, at=at, fields=("state", "published_at"))


@transaction.atomic
def withdraw_decision(*, decision_id: UUID, by: Actor, at: datetime) -> None:
    """Withdraws a decision that is not active yet."""
    stop(may_draft(by, of_county=of_county(by)))
    row = locked(decision_id, "withdraw")
    row.state = rules.WITHDRAWN
    go_on(row, DelegationWithdrawn(), by=by, at=at, fields=("state",))
