"""受理 and its other ends: acceptance, one-time notice, non-acceptance, deemed acceptance (licence law art. 32)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import orjson

from tongban.agencies.queries import seal
from tongban.cases.actions.deferring import GIVEN, defer, deferred_list
from tongban.cases.actions.doubting import refuse_wrong_organ
from tongban.cases.actions.papers import acceptance_paper, non_acceptance_paper, notice_paper
from tongban.cases.actions.step import Step, add_document, begin_step, close_task, finish_task, retrying
from tongban.cases.events import CaseAccepted, CaseNotAccepted, CaseNotified
from tongban.cases.permissions import may_work_on_task
from tongban.cases.queries.limits import deadline_of
from tongban.cases.queries.step import NOTICES, step_by_case
from tongban.cases.queries.visible import then_and_now
from tongban.cases.rules import Act, second_notice_problem, unlisted_problem
from tongban.cases.rules.competence import right_body_problem
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.rules.codes import BENEFIT


@dataclass(frozen=True, slots=True)
class NoticePoint:
    """One thing to supply or correct: the key of a material or field, `missing` or `wrong`, and the reason in words."""

    key: str
    state: str
    reason: str


def begin_acceptance(case_id: UUID, act: Act, by: Actor, at: datetime, *, extra: str = "") -> Step:
    """The step of an act in place of acceptance, read and allowed; pages preview its letter from the same step."""
    read = step_by_case(case_id, "accept", extra=extra, keyed=act in (Act.NOTIFY, Act.REJECT))
    step = begin_step(read, act, by=by, at=at)
    problem = may_work_on_task(by, post_id=step.view.post_id, duty="accept")
    if problem is not None:
        raise Refused(problem)
    return step


def _set_limits(step: Step, origin: str) -> None:
    """Whole-case limits run from acceptance (or receipt, where the item's own law says so).

    Both projections are stored.
    """
    view = step.view
    step.counted_from = view.received_last_at if origin == "deemed" else step.at
    times = view.times(step.at, step.counted_from)
    statutory = deadline_of(step.ref.content, "whole_statutory", times)
    promised = deadline_of(step.ref.content, "whole_promised", times)
    step.columns |= {
        "origin": origin,
        "accepted_at": step.at,
        "counted_from": step.counted_from,
        "due_at": statutory.at if statutory else None,
        "promised_due_at": promised.at if promised else None,
        "provisional": bool((statutory and statutory.provisional) or (promised and promised.provisional)),
    }


def _accepted_event(step: Step, origin: str, document_id: UUID | None, deferred: Sequence[str] = ()) -> CaseAccepted:
    columns = step.columns
    return CaseAccepted(
        origin=origin,
        counted_from=columns["counted_from"].isoformat(),
        due=_iso(columns["due_at"]),
        promised_due=_iso(columns["promised_due_at"]),
        document=str(document_id) if document_id else None,
        calendar=step.ref.digest[:12],
        deferred=sorted(deferred),
        **step.notes(),
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def accept_case(*, case_id: UUID, by: Actor, at: datetime, promise: str = "") -> UUID:
    """Accepts a case in the name of the competent organ; the reviews open, the limits of arts. 42 and of the item run.

    Papers that may follow later are listed with their days; `promise` says how the applicant promised them (signed,
    online, phone). Returns the id of the acceptance document. Refused when the case is not waiting for acceptance,
    `by` acts in another post, or such papers are missing without a promise; `stale` when somebody was first.
    """

    def attempt() -> UUID:
        step = begin_acceptance(case_id, Act.ACCEPT, by, at, extra=GIVEN)
        _set_limits(step, "act")
        following = defer(step, promise)
        close_task(step, outcome="accepted", facts={"acceptance": "accepted"})
        document_id = uuid7()
        statement = step.statement(_accepted_event(step, "act", document_id, [row["key"] for row in following]))
        finish_task(statement, step, outcome="accepted")
        statement.insert("cases_deferral", following)
        add_document(
            statement,
            step,
            document_id=document_id,
            kind="acceptance",
            body_id=step.view.body_id,
            data=acceptance_paper(step) | deferred_list(step, following),
            sealed=None,
        )
        statement.run()
        return document_id

    return retrying(attempt)


def _refuse_relief(step: Step) -> None:
    """Silence grants nothing in relief: the licence law's deemed acceptance is not that of social assistance."""
    if step.ref.content.item_type == BENEFIT:
        raise refuse(
            "no_licence",
            zh="救助不是行政许可，不适用视为受理；请催办，逾期由受理单位说明理由。",
            en="Relief is no licence, so silence does not accept it. Urge the body, which has to say why it is late.",
        )


def deem_accepted(*, case_id: UUID, at: datetime, by: Actor = SYSTEM) -> None:
    """视为受理: five working days passed without a word, so the case counts as accepted from the day of receipt.

    Changes state without a person (art. 32 para. 1 no. 4). Refused (`not_due`) while the limit has not passed, and
    (`wrong_organ`) when the application went to a body that is not competent: that is never deemed accepted.
    """

    def attempt() -> None:
        step = begin_step(step_by_case(case_id, "accept", extra="t.due_at"), Act.DEEM, by=by, at=at)
        if step.view.extra is None or at <= step.view.extra:
            raise refuse(
                "not_due",
                zh="受理期限还没有过，不能视为受理。",
                en="The time to answer has not passed, so nothing is deemed yet.",
            )
        refuse_wrong_organ(step)
        _refuse_relief(step)
        _set_limits(step, "deemed")
        close_task(step, outcome="deemed", facts={"acceptance": "accepted"})
        statement = step.statement(_accepted_event(step, "deemed", None))
        finish_task(statement, step, outcome="deemed")
        statement.run()

    retrying(attempt)


def notify_once(
    *,
    case_id: UUID,
    points: Sequence[NoticePoint],
    by: Actor,
    at: datetime,
    again_reason: str = "",
    visible_before: bool = False,
) -> UUID:
    """一次性告知: tells everything that is missing or wrong, at once. Returns the document's id.

    A further notice needs `again_reason`. It is recorded as a breach when `visible_before`, and whatever is said there
    when a point was there unchanged the first time and was not told. Refused without any point, and for a point that
    the item's list of papers and questions does not have.
    """
    if not points:
        raise refuse(
            "no_points",
            zh="请至少列出一项要补正的内容；没有要补的，请受理。",
            en="List at least one point, or accept the case.",
        )

    def attempt() -> UUID:
        step = begin_acceptance(case_id, Act.NOTIFY, by, at, extra=NOTICES)
        content = step.ref.content
        listed = {*(paper.key for paper in content.materials), *(field.key for field in content.fields())}
        problem = unlisted_problem([point.key for point in points], listed) or second_notice_problem(
            int(step.view.extra), again_reason
        )
        if problem is not None:
            raise Refused(problem)
        return _write_notice(step, points, again_reason, visible_before)

    return retrying(attempt)


def seen_before(step: Step, keys: Sequence[str]) -> frozenset[str]:
    """Which points of a further notice were visible the first time and not told: computed, nobody ticks it away."""
    then = then_and_now(step.view.case_id, step.view.key)
    papers = {paper.key for paper in step.ref.content.materials}
    return then.visible(keys, papers) if then else frozenset()


def _write_notice(step: Step, points: Sequence[NoticePoint], again_reason: str, visible_before: bool) -> UUID:
    no, document_id, view = int(step.view.extra) + 1, uuid7(), step.view
    seen = seen_before(step, [point.key for point in points]) if no > 1 else frozenset()
    breach = no > 1 and (visible_before or bool(seen))
    close_task(step, outcome="notice", facts={"acceptance": "notice"})
    event = CaseNotified(
        no=no,
        points=[f"{p.key}:{p.state}" for p in points],
        document=str(document_id),
        again=no > 1,
        breach=breach,
        seen=sorted(seen),
        **step.notes(),
    )
    statement = step.statement(event)
    finish_task(statement, step, outcome="notice")
    plain = [{"key": p.key, "state": p.state} for p in points]
    sealed = seal(view.key, orjson.dumps([asdict(p) for p in points]))
    statement.insert(
        "cases_notice",
        [
            {
                "id": uuid7(),
                "case_id": view.case_id,
                "no": no,
                "points": orjson.dumps(plain).decode(),
                "sealed": sealed,
                "document_id": document_id,
                "again_reason": again_reason,
                "breach": breach,
                "at": step.at,
                "by_ref": step.by.ref,
            }
        ],
    )
    add_document(
        statement,
        step,
        document_id=document_id,
        kind="one_time_notice",
        body_id=view.body_id,
        data=notice_paper(step, points),
        sealed=None,
    )
    statement.run()
    return document_id


def reject_acceptance(
    *,
    case_id: UUID,
    ground: str,
    reasons: str,
    by: Actor,
    at: datetime,
    right_body_id: UUID | None = None,
    right_body: str = "",
    outside_reason: str = "",
) -> UUID:
    """不予受理: `not_needed` (no licence is needed) or `not_competent` (another body's business, which is named).

    The right body is one of the list; another one needs `outside_reason`, why it is not in the list. Returns the
    document's id. Refused when the right body is not named for `not_competent`.
    """
    problem = right_body_problem(ground, right_body, right_body_id is not None, outside_reason)
    if problem is not None:
        raise Refused(problem)

    def attempt() -> UUID:
        step = begin_acceptance(case_id, Act.REJECT, by, at)
        close_task(step, outcome="refused", facts={"acceptance": "refused"})
        step.state, document_id = "not_accepted", uuid7()
        step.columns["closed_at"] = at
        event = CaseNotAccepted(
            ground=ground,
            right_body=str(right_body_id) if right_body_id else None,
            outside=bool(right_body.strip()) and right_body_id is None,
            document=str(document_id),
            **step.notes(),
        )
        statement = step.statement(event)
        why = seal(step.view.key, outside_reason.encode()) if outside_reason.strip() else None
        finish_task(statement, step, outcome="refused", remarks=why)
        add_document(
            statement,
            step,
            document_id=document_id,
            kind="non_acceptance",
            body_id=step.view.body_id,
            data=non_acceptance_paper(step, reasons, right_body),
            sealed=None,
        )
        statement.run()
        return document_id

    return retrying(attempt)
