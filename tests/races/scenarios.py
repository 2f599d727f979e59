"""The races: who starts together for what, and how many of them may win."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tests.cast import ANSWERS, Cast, on
from tests.races.start import RUNNERS, Contender
from tests.stages import accepted, decide, decided, issued, reviewed, reviewer, two_testers
from tongban.agencies.actions.parties import register_party
from tongban.cases.actions.accept import NoticePoint, accept_case, deem_accepted, notify_once
from tongban.cases.actions.decide import deliver_case, issue_result
from tongban.cases.actions.drafts import put_material, save_answers, start_draft, submit_draft
from tongban.cases.actions.receive import Given
from tongban.cases.actions.review import review_task
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.actions.turns import extend_case, pause_case, resume_case, urge_task, withdraw_case
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.actor import SYSTEM
from tongban.simulation.rules.codes import citizen_code

LATE: Final = on(11, 12)


@dataclass(frozen=True, slots=True)
class Race:
    """One race: `prepare` brings a case to the line and gives the contenders; exactly `winners` of them may win."""

    prepare: Callable[[Cast], Sequence[Contender]]
    winners: int
    cost: int = 1  # cases that one start takes


def eight(make: Callable[[int], Contender]) -> list[Contender]:
    return [make(number) for number in range(RUNNERS)]


def double_decision(cast: Cast) -> Sequence[Contender]:
    case_id = reviewed(cast)
    return eight(lambda n: lambda: decide(cast, case_id, ("grant", "refuse")[n % 2], role=n // 2 % 2))


def answers_to_one_receipt(cast: Cast) -> Sequence[Contender]:
    """The organ accepts, tells what is missing, and the five days pass, all in the same moment."""
    case_id = cast.receive(on(11, 2)).case_id
    officer = cast.officer("market_review", LATE)
    points = [NoticePoint("m_sign", "missing", "未提交")]
    acts: list[Contender] = [
        lambda: accept_case(case_id=case_id, by=officer, at=LATE),
        lambda: deem_accepted(case_id=case_id, at=LATE),
        lambda: notify_once(case_id=case_id, points=points, by=officer, at=LATE),
    ]
    return eight(lambda n: acts[n % 3])


def branches_side_by_side(cast: Cast) -> Sequence[Contender]:
    """Three bodies review at once: all must get through, each once."""
    tasks = open_tasks(accepted(cast))
    officers = [reviewer(cast, task, on(11, 5)) for task in tasks]

    def review(n: int) -> Contender:
        task, officer = tasks[n % 3], officers[n % 3]
        return lambda: review_task(task_id=task.id, opinion="agree", reasons="", by=officer, at=on(11, 5))

    return eight(review)


def one_certificate(cast: Cast) -> Sequence[Contender]:
    case_id = decided(cast)
    return eight(lambda n: lambda: issue_result(case_id=case_id, at=on(11, 9, 11)))


def certificate_numbers(cast: Cast) -> Sequence[Contender]:
    cases = [decided(cast) for _ in range(RUNNERS)]
    return eight(lambda n: lambda: issue_result(case_id=cases[n], at=on(11, 9, 11)))


def document_numbers(cast: Cast) -> Sequence[Contender]:
    cases = [cast.receive(on(11, 2)).case_id for _ in range(RUNNERS)]
    officer = cast.officer("market_review", on(11, 3))
    return eight(lambda n: lambda: accept_case(case_id=cases[n], by=officer, at=on(11, 3)))


def case_numbers(cast: Cast) -> Sequence[Contender]:
    return eight(lambda n: lambda: cast.receive(on(11, 2)))


def one_draft(cast: Cast) -> Sequence[Contender]:
    draft_id = start_draft(
        version_id=cast.version_id, party_id=cast.applicant, place_id=cast.county.home, channel="web",
        by=cast.citizen, at=on(11, 2),
    )  # fmt: skip
    save_answers(draft_id=draft_id, answers=ANSWERS, place_id=None, by=cast.citizen, at=on(11, 2))
    put_material(draft_id=draft_id, given=Given("m_lease"), by=cast.citizen, at=on(11, 2))
    return eight(lambda n: lambda: submit_draft(draft_id=draft_id, by=cast.citizen, at=on(11, 2)))


def withdrawal_and_decision(cast: Cast) -> Sequence[Contender]:
    case_id = reviewed(cast)
    return eight(
        lambda n: (
            (lambda: withdraw_case(case_id=case_id, by=cast.citizen, at=on(11, 9)))
            if n % 2
            else (lambda: decide(cast, case_id))
        )
    )


def one_delivery(cast: Cast) -> Sequence[Contender]:
    case_id, clerk = issued(cast), cast.officer("delivery", on(11, 10))
    return eight(lambda n: lambda: deliver_case(case_id=case_id, method="window", by=clerk, at=on(11, 10)))


def one_pause(cast: Cast) -> Sequence[Contender]:
    case_id, officer = accepted(cast), cast.officer("market_review", on(11, 4))
    return eight(
        lambda n: (
            lambda: pause_case(
                case_id=case_id,
                kind="testing",
                document="检验通知书",
                told_at=on(11, 4),
                until=date(2026, 11, 9),
                by=officer,
                at=on(11, 4),
                starts_on=date(2026, 11, 5),
                staff=two_testers(cast),
            )
        )
    )


def one_resumption(cast: Cast) -> Sequence[Contender]:
    case_id, officer = accepted(cast), cast.officer("market_review", on(11, 4))
    pause_case(
        case_id=case_id, kind="testing", document="检验通知书", told_at=on(11, 4), until=date(2026, 11, 9), by=officer,
        at=on(11, 4), starts_on=date(2026, 11, 5), staff=two_testers(cast),
    )  # fmt: skip
    return eight(lambda n: lambda: resume_case(case_id=case_id, by=officer, at=on(11, 6)))


def one_extension(cast: Cast) -> Sequence[Contender]:
    case_id, head = accepted(cast), cast.officer("market_decide", on(11, 4))
    return eight(
        lambda n: (
            lambda: extend_case(
                case_id=case_id, length=5, reason="现场条件复杂", told_at=on(11, 4), by=head, at=on(11, 4)
            )
        )
    )


def one_urging_a_day(cast: Cast) -> Sequence[Contender]:
    task, manager = open_tasks(accepted(cast))[0], cast.officer("centre_manager", on(11, 4))
    return eight(lambda n: lambda: urge_task(task_id=task.id, by=manager, at=on(11, 4)))


def one_supplement(cast: Cast) -> Sequence[Contender]:
    case_id, officer = cast.receive(on(11, 2)).case_id, cast.officer("market_review", on(11, 3))
    points = [NoticePoint("m_sign", "missing", "未提交")]
    notify_once(case_id=case_id, points=points, by=officer, at=on(11, 3))
    paper = [Given("m_sign")]
    return eight(
        lambda n: (
            lambda: supplement_case(case_id=case_id, answers=ANSWERS, materials=paper, by=cast.citizen, at=on(11, 4))
        )
    )


_births = iter(range(10**6))


def one_person(cast: Cast) -> Sequence[Contender]:
    """Eight windows register the same person: all are served, there is one record (see the test)."""
    number = citizen_code(next(_births) % 900, date(1990, 1, 1 + next(_births) % 28))
    return eight(
        lambda n: lambda: register_party(kind="person", name="李明", id_number=number, by=SYSTEM, at=on(11, 2))
    )


RACES: Final[dict[str, Race]] = {
    "double decision": Race(double_decision, 1),
    "acceptance, deemed acceptance and notice": Race(answers_to_one_receipt, 1),
    "branches side by side": Race(branches_side_by_side, 3),
    "one certificate": Race(one_certificate, 1),
    "certificate numbers": Race(certificate_numbers, RUNNERS, RUNNERS),
    "document numbers": Race(document_numbers, RUNNERS, RUNNERS),
    "case numbers": Race(case_numbers, RUNNERS, RUNNERS),
    "one draft": Race(one_draft, 1),
    "withdrawal and decision": Race(withdrawal_and_decision, 1),
    "one delivery": Race(one_delivery, 1),
    "one pause": Race(one_pause, 1),
    "one resumption": Race(one_resumption, 1),
    "one extension": Race(one_extension, 1),
    "one urging a day": Race(one_urging_a_day, 1),
    "one supplement": Race(one_supplement, 1),
    "one person": Race(one_person, RUNNERS),
}
