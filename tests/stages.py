"""How far a case has come: brings a case of the small county to a stage through the real acts, nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from tests.cast import ANSWERS, FOUNDING, Cast, on
from tongban.agencies.actions.parties import register_party
from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once
from tongban.cases.actions.bundles import receive_bundle
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.halts import terminate_case
from tongban.cases.actions.hearing_rights import answer_hearing_right, tell_hearing_right
from tongban.cases.actions.interested import tell_interested
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.renewal import deem_renewed
from tongban.cases.actions.review import review_task
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.actions.turns import extend_case, pause_case, resume_case, urge_task
from tongban.cases.queries.special import special_of
from tongban.cases.queries.tasks import OpenTask, open_tasks
from tongban.certificates.actions import issue_certificate
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7
from tongban.law.actions.laws import enact_law, interpret
from tongban.powerlist.actions.bundles import compose_bundle
from tongban.powerlist.actions.docket import open_adjustments
from tongban.powerlist.actions.editions import publish_edition
from tongban.powerlist.actions.items import create_item, publish_version, save_draft_version
from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries.docket import docket
from tongban.simulation.actions.items import build_items
from tongban.simulation.rules.places import DATA

POSTS: Final = {"market": "market_review", "fire": "fire_review", "urban": "urban_review"}


def reviewer(cast: Cast, task: OpenTask, at: datetime) -> Actor:
    """The official whose branch a review task is."""
    body = next(key for key, body_id in cast.county.bodies.items() if body_id == task.body_id)
    return cast.officer(POSTS[body], at)


def two_testers(cast: Cast) -> tuple[UUID, ...]:
    """The two officials of the lead body who test (licence law art. 55)."""
    return cast.county.holders["market_review"]


def accepted(cast: Cast) -> UUID:
    return cast.accepted(on(11, 2), on(11, 3)).case_id


def reviewed(cast: Cast) -> UUID:
    case_id = accepted(cast)
    for task in open_tasks(case_id):
        review_task(
            task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, on(11, 5)), at=on(11, 5)
        )  # fmt: skip
    return case_id


def decide(cast: Cast, case_id: UUID, decision: str = "grant", role: int = 0) -> UUID:
    """The head decides on 9 November."""
    return decide_case(
        case_id=case_id, decision=decision, reasons="不符合规划条件", basis=["行政许可法第三十八条"],
        by=cast.officer("market_decide", on(11, 9), role), at=on(11, 9),
    )  # fmt: skip


def decided(cast: Cast) -> UUID:
    case_id = reviewed(cast)
    decide(cast, case_id)
    return case_id


def issued(cast: Cast) -> UUID:
    case_id = decided(cast)
    issue_result(case_id=case_id, at=on(11, 9, 11))
    return case_id


def delivered(cast: Cast) -> UUID:
    case_id = issued(cast)
    deliver_case(case_id=case_id, method="window", by=cast.officer("delivery", on(11, 10)), at=on(11, 10))
    return case_id


def with_every_turn(cast: Cast) -> UUID:
    """A case that knew everything a case can know: notice, supplement, pause, extension, urging, decision, delivery."""
    case_id = cast.receive(on(11, 2)).case_id
    market, head = cast.officer("market_review", on(11, 3)), cast.officer("market_decide", on(11, 3))
    notify_once(case_id=case_id, points=[NoticePoint("m_sign", "missing", "未提交")], by=market, at=on(11, 3))
    supplement_case(case_id=case_id, answers={}, materials=[Given("m_sign")], by=cast.citizen, at=on(11, 4))
    accept_case(case_id=case_id, by=market, at=on(11, 5))
    pause_case(
        case_id=case_id, kind="testing", document="检验通知书", told_at=on(11, 6), until=date(2026, 11, 9), by=market,
        at=on(11, 6), starts_on=date(2026, 11, 6), staff=two_testers(cast),
    )  # fmt: skip
    resume_case(case_id=case_id, by=market, at=on(11, 9))
    extend_case(case_id=case_id, length=5, reason="现场条件复杂", told_at=on(11, 9), by=head, at=on(11, 9))
    tasks = open_tasks(case_id)
    urge_task(task_id=tasks[0].id, by=cast.officer("centre_manager", on(11, 9)), at=on(11, 9))
    for task in tasks:
        review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, on(11, 9)), at=on(11, 9))
    decide(cast, case_id)
    issue_result(case_id=case_id, at=on(11, 9, 11))
    deliver_case(case_id=case_id, method="window", by=cast.officer("delivery", on(11, 10)), at=on(11, 10))
    return case_id


def with_every_special(cast: Cast) -> UUID:
    """A case with a third party, the right to a hearing, a hearing that was asked for, ended by its termination."""
    case_id, at = accepted(cast), on(11, 5)
    market, head = cast.officer("market_review", at), cast.officer("market_decide", at)
    tell_interested(case_id=case_id, party_id=neighbour(), interest="排烟口正对其窗户", by=market, at=at)
    tell_hearing_right(case_id=case_id, interested_id=None, by=market, at=at)
    right = special_of(case_id).rights[0]
    answer_hearing_right(case_id=case_id, right_id=right.pk, answer="asked", by=cast.citizen, at=at)
    terminate_case(case_id=case_id, ground="impossible", reason="场地被征收", by=head, at=on(11, 6))
    return case_id


def neighbour() -> UUID:
    """李大山, whose window is beside the restaurant."""
    return register_party(kind="person", name="李大山", phone="13900000000", by=SYSTEM, at=on(11, 4))


STAGES: Final[dict[str, Callable[[Cast], UUID]]] = {
    "accepted": accepted, "reviewed": reviewed, "decided": decided, "issued": issued, "delivered": delivered,
}  # fmt: skip


def renewed_by_law(cast: Cast) -> UUID:
    """A renewal that nobody decided before the certificate ended, so that the law renewed it."""
    versions = build_items(cast.county, by=SYSTEM, at=FOUNDING, valid_from=FOUNDING.date(), only={"food_renewal"})
    content = {"title": "食品经营许可证", "number_word": "JY", "type_code": "11100000MB0143028R001", "fields": {}}
    held = issue_certificate(
        case_id=uuid7(), body_id=cast.county.bodies["market"], kind="food_business", holder=cast.applicant,
        content=content, valid_from=date(2021, 12, 1), valid_to=date(2026, 11, 30), by=SYSTEM, at=FOUNDING,
    )  # fmt: skip
    answers = {"conditions_same": "same", "phone": "13800000000"}
    case_id = receive_case(
        version_id=versions["food_renewal"], applicant_id=cast.applicant, place_id=cast.county.home, channel="web",
        answers=answers, materials=[], by=cast.citizen, at=on(9, 1), certificate_id=held.id,
    ).case_id  # fmt: skip
    deem_renewed(case_id=case_id, at=on(12, 1))
    return case_id


def with_bundle(cast: Cast) -> UUID:
    """One thing made of the restaurant alone, applied for; answers the bundle."""
    content = json.loads((DATA / "items" / "bundle_restaurant.json").read_text(encoding="utf-8"))
    flow = (DATA / "items" / "bundle_restaurant.bpmn").read_text(encoding="utf-8")
    content |= {"local_code": "QH-YJS-009", "members": [{"item": "QH-YJS-001"}]}
    item_id = create_item(code="QH-YJS-009", by=SYSTEM, at=FOUNDING)
    version_id = save_draft_version(
        item_id=item_id, content=compose_bundle(content, on=FOUNDING.date()), flow=flow, by=SYSTEM, at=FOUNDING
    )
    publish_version(version_id=version_id, valid_from=FOUNDING.date(), by=SYSTEM, at=FOUNDING)
    return receive_bundle(
        version_id=version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="web",
        answers=ANSWERS | {"has_board": False, "has_drain": False}, materials=[Given("m_lease")], by=cast.citizen,
        at=on(11, 2),
    ).bundle_id  # fmt: skip


def on_the_docket(at: datetime) -> UUID:
    """The restaurant's item waits on the docket for a law that was interpreted; answers the entry.

    The list has its first edition, too.
    """
    law_id = enact_law(
        title="中华人民共和国食品安全法", kind="law", valid_from=date(2009, 6, 1), source="公报", by=SYSTEM, at=at
    )
    interpret(law_id=law_id, since=at.date(), document="解释〔2026〕1号", note="从其规定。", by=SYSTEM, at=at)
    open_adjustments(law_id=law_id, act=2, by=SYSTEM, at=at)
    publish_edition(by=SYSTEM, at=at)
    return docket(reach=Reach(everything=True), today=at.date()).lines[0].id
