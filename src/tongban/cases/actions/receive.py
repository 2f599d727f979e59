"""收件: receiving an application.

Any integrated-window clerk or the platform itself; the five days of art. 32 start.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction

from tongban.agencies.queries import body_keyed, calendar, seal
from tongban.cases.actions.leaning import lock_to_receive
from tongban.cases.actions.papers import slip_paper
from tongban.cases.actions.statement import StepStatement
from tongban.cases.actions.step import Step, add_document, task_row, told_why
from tongban.cases.actions.taking import Taken, take
from tongban.cases.events import CaseReceived
from tongban.cases.permissions import may_receive
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.lookup import ALPHABET, lookup_hash
from tongban.cases.queries.routes import routes_for
from tongban.cases.queries.situations import About, subject_for
from tongban.cases.queries.step import StepView
from tongban.cases.rules import Act, State
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.actions import encode
from tongban.ledger.rules import FIRST_PREV, link
from tongban.ledger.rules.addresses import held_path
from tongban.powerlist.queries import HoldingRef, VersionRef, version
from tongban.powerlist.rules.holdings import respondent

CENTRE: Final = "centre"  # the body that receives what comes in online
SLIP_FORM: Final = "申请表"  # the form itself is the first paper on the slip, so an application without others has one
CODE_LENGTH: Final = 14  # 14 of 31 signs: 69 random bits, and nothing that reads like something else


@dataclass(frozen=True, slots=True)
class Given:
    """One paper handed in: its key in the item's list, the stored file, or `held` for what the platform has."""

    key: str
    file_id: UUID | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the applicant gets: number, lookup code (shown once), until when acceptance is answered, and the slip.

    `slip_id` is the numbered receipt slip 收件凭证; None for an item whose first step has no limit to be told.
    """

    case_id: UUID
    number: str
    lookup_code: str
    received_at: datetime
    answer_by: datetime | None
    slip_id: UUID | None = None


def new_lookup_code() -> str:
    """A fresh code in groups that can be read out on the telephone."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join((signs[:4], signs[4:9], signs[9:]))


@told_why
@transaction.atomic
def receive_case(
    *,
    version_id: UUID,
    applicant_id: UUID,
    place_id: UUID,
    channel: str,
    answers: Mapping[str, Any],
    materials: Sequence[Given],
    by: Actor,
    at: datetime,
    case_id: UUID | None = None,
    corrected: Collection[str] = (),
    at_once: bool = False,
    certificate_id: UUID | None = None,
) -> Receipt:
    """Receives an application for one item version at a place.

    `answers` are the form's answers by field key; `materials` the papers by key; `corrected` the keys of what the
    applicant put right on the spot; `at_once` that `by` decides in the same act; `certificate_id` the certificate that
    a renewal, change, replacement or surrender is about (the applicant's only one by itself). The case is routed now,
    by the holdings in force at `at`, and stays with them. Refused when nobody holds the power there, when the item is
    only a guide, or when `by` may not receive. Administrative Licence Law arts. 29, 32.
    """
    problem = may_receive(by)
    if problem is not None:
        raise Refused(problem)
    ref = version(version_id)
    _stop_elsewhere(ref)
    subject = subject_for(ref.content, applicant_id, certificate_id, at)
    taken = take(item_id=ref.item_id, place_id=place_id, applicant_id=applicant_id, at=at)
    routes = routes_for(ref, taken.holding, place_id=place_id, by=_desk(by), at=at, at_once=at_once)
    step = _first_step(ref, routes, case_id or uuid7(), taken, place_id, answers, by, at)
    how: dict[str, Any] = {"corrected": sorted(corrected), "at_once": at_once}
    if subject is not None:
        step.facts["situation"] = subject.situation
        how |= {"certificate": str(subject.certificate_id), "situation": subject.situation}
    return _write(step, routes, channel, answers, materials, how, subject, taken.holding)


def _desk(by: Actor) -> Actor:
    """Who receives, as the flow's window lane sees it: whoever files by mandate is no window (代办不是收件)."""
    return by if by.on_behalf_of is None else replace(by, post_id=None, body_id=None)


def _stop_elsewhere(ref: VersionRef) -> None:
    """Refuses what no single case can be made of: a guide entry, and one thing of several items."""
    names = {"item": ref.content.name.zh, "item_en": ref.content.name.en}
    if not ref.content.whole:
        raise refuse(
            "not_here",
            zh="“{item}”不在本平台办理。请按办事指南上的办法申请。",
            en="“{item_en}” is not handled here. Apply as its guide says.",
            **names,
        )
    if ref.content.members:
        raise refuse(
            "bundle",
            zh="“{item}”是几个事项合成的一件事，请在它的申请页或者窗口一次收件。",
            en="“{item_en}” is one thing of several items: apply on its own page or at the window.",
            **names,
        )


def _first_step(
    ref: VersionRef,
    routes: dict[str, dict[str, str | None]],
    case_id: UUID,
    taken: Taken,
    place_id: UUID,
    answers: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> Step:
    key = taken.key
    flow_facts = {f.key: answers.get(f.key) for f in ref.content.fields() if f.flow_fact and not f.personal}
    started = ref.net.start(flow_facts)
    lead = routes["@holder"]
    view = StepView(
        case_id=case_id,
        number=taken.number,
        item_id=ref.item_id,
        version_id=ref.id,
        applicant_id=key.party_id,
        place_id=place_id,
        body_id=UUID(str(lead["body"])),
        state=State.RECEIVED,
        marking=list(started.marking),
        facts=flow_facts,
        routes=routes,
        paused=False,
        seq=0,
        received_at=at,
        received_last_at=at,
        counted_from=None,
        due_at=None,
        promised_due_at=None,
        decision="",
        case_holding_id=UUID(str(lead["holding"])) if lead["holding"] else None,
        in_name_of=_in_name_of(taken.holding, UUID(str(lead["body"]))),
        key_id=key.key_id,
        wrapped=key.wrapped,
    )
    step = Step(view, Act.RECEIVE, by, at, ref, State.RECEIVED, started.marking, flow_facts, None)
    step.opened = [task_row(step, node) for node in started.opened]
    return step


def _in_name_of(holding: HoldingRef | None, holder: UUID) -> UUID:
    return respondent(holding.legal_form, holder, holding.supervisor_id) if holding is not None else holder


def _write(
    step: Step,
    routes: dict[str, dict[str, str | None]],
    channel: str,
    answers: Mapping[str, Any],
    materials: Sequence[Given],
    how: Mapping[str, Any],
    subject: About | None,
    holding: HoldingRef | None,
) -> Receipt:
    view, ref, at = step.view, step.ref, step.at
    sealed = seal(view.key, orjson.dumps(dict(answers)))
    number, code, desk = view.number, new_lookup_code(), _desk(step.by)
    event = CaseReceived(
        number=number,
        item=str(ref.item_id),
        item_version=str(ref.id),
        applicant=str(view.applicant_id),
        channel=channel,
        window_post=str(desk.post_id) if desk.post_id else None,
        holding=str(view.case_holding_id) if view.case_holding_id else None,
        materials=sorted(m.key for m in materials if not m.held),
        materials_held=sorted(m.key for m in materials if m.held),
        **how,
        **step.notes(),
    )
    event_id = uuid7()
    body = encode(event, subject=view.case_id, seq=1, by=step.by, at=at, place_id=view.place_id, event_id=event_id)
    proof = settings.SITE_URL + held_path(event_id, link(FIRST_PREV, body))
    statement = StepStatement(body)
    lock_to_receive(statement, holding, at)
    statement.insert("cases_case", [_case_row(step, routes, number, code, channel)])
    statement.insert("cases_task", step.opened)
    statement.insert(
        "cases_caseform", [{"id": uuid7(), "case_id": view.case_id, "revision": 1, "sealed": sealed, "at": at}]
    )
    statement.insert("cases_casematerial", [material_row(view.case_id, given, 1, at) for given in materials])
    if subject is not None:
        statement.insert("cases_casecertificate", [{"id": uuid7(), "case_id": view.case_id, **asdict(subject)}])
    answer_by = step.opened[0]["due_at"] if step.opened else None
    slip_id = _slip(statement, step, number, answer_by, materials, proof) if answer_by else None
    statement.run()
    return Receipt(view.case_id, number, code, at, answer_by, slip_id)


def _slip(
    statement: StepStatement, step: Step, number: str, answer_by: datetime, materials: Sequence[Given], proof: str
) -> UUID:
    """Adds the receipt slip: in the name of the window's body, for online applications in the service centre's.

    Its code leads to the proof of this very event, and from there to where the case stands.
    """
    day, document_id = step.at.astimezone(ZONE).date(), uuid7()
    paper = slip_paper(
        step.ref.content,
        number=number,
        at=step.at,
        answer_by=answer_by,
        materials=[SLIP_FORM, *sorted(m.key for m in materials)],
        held={m.key: m.held for m in materials},
        window="",
        url=proof,
    )
    body_id = _desk(step.by).body_id or body_keyed(CENTRE, day).id
    add_document(
        statement, step, document_id=document_id, kind="receipt_slip", body_id=body_id, data=paper, sealed=None
    )
    return document_id


def material_row(case_id: UUID, given: Given, revision: int, at: datetime) -> dict[str, Any]:
    """The row of one paper in one revision of the case."""
    return {
        "id": uuid7(),
        "case_id": case_id,
        "key": given.key,
        "revision": revision,
        "file_id": given.file_id,
        "held": given.held,
        "at": at,
    }


def _case_row(step: Step, routes: Mapping[str, Any], number: str, code: str, channel: str) -> dict[str, Any]:
    view, ref = step.view, step.ref
    return {
        "id": view.case_id,
        "number": number,
        "lookup_hash": lookup_hash(number, code),
        "item_id": ref.item_id,
        "item_version_id": ref.id,
        "item_name": ref.content.name.zh,
        "applicant_id": view.applicant_id,
        "place_id": view.place_id,
        "body_id": view.body_id,
        "window_post_id": _desk(step.by).post_id,
        "holding_id": view.case_holding_id,
        "state": State.RECEIVED,
        "origin": "act",
        "decision": "",
        "marking": list(step.marking),
        "facts": orjson.dumps(step.facts).decode(),
        "routes": orjson.dumps(routes).decode(),
        "channel": channel,
        "paused": False,
        "received_at": step.at,
        "received_last_at": step.at,
        "calendar_version": calendar().version,
        "provisional": False,
    }
