"""A person's rights as JSON: what is held, the copy, correcting, erasing; and the answers of whoever has the duty."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from tongban.agencies.actions import correct_party
from tongban.agencies.forms.programs import Sent, actor_of, actors_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.rights.actions.erasing import ask_erasure, erase_rest, keep_rest
from tongban.rights.actions.filing import ask_correction, correct_as_asked, refuse_correction, take_back
from tongban.rights.permissions import NOT_YOURS, may_list
from tongban.rights.queries.copying import copy_of
from tongban.rights.queries.own import RequestView, own_requests, request_for, requests_for
from tongban.rights.rules.requests import UNKNOWN

mine = Router()
staff = Router()
Reasons = Annotated[str, Field(max_length=400)]


class KeptOut(Schema):
    """What stands against erasing: a kind, how many, how many open, and its last day where one is known.

    It is kept for `years` after its end; what is valid until a day has ended by `expires`. Requests answered before
    these were kept have neither.
    """

    kind: str
    number: int
    open: int
    until: date | None
    years: int | None = None
    expires: date | None = None


class DataRequestOut(Schema):
    """One request; `name` and `answer` are told to the person alone."""

    id: UUID
    kind: str
    state: str
    body_id: UUID
    asked_at: datetime
    answer_by: datetime
    drafts: int
    reminders: int
    contact: bool
    kept: list[KeptOut]
    rest_until: date | None
    decided_at: datetime | None
    ended_at: datetime | None
    name: str
    answer: str


class DataRequestsOut(Schema):
    """Requests, the newest first; for officials those that wait come first."""

    requests: list[DataRequestOut]


class CopyPlace(Schema):
    """One kind of data, for what it is held, and its rows; `not_given` says why there are none."""

    kind: str
    words: str
    words_en: str
    purpose: str
    purpose_en: str
    basis: str
    basis_en: str
    number: int
    rows: list[dict[str, Any]]
    not_given: str = ""
    not_given_en: str = ""


class CopyOut(Schema):
    """Everything that is held about the person."""

    made_at: datetime
    held: list[CopyPlace]


class ContactSent(Sent):
    """Phone and address as they shall be; empty ones are erased."""

    phone: Annotated[str, Field(max_length=40)]
    address: Annotated[str, Field(max_length=400)]


class NameSent(Sent):
    """The name as it stands on the papers."""

    name: Annotated[str, Field(min_length=1, max_length=100)]


class EraseSent(Sent):
    """The confirmation that it cannot be undone."""

    agreed: bool


class AnswerSent(Sent):
    """An answer: `correct` with the name read on the papers, the others with reasons."""

    act: Literal["correct", "refuse", "keep", "erase"]
    name: Annotated[str, Field(max_length=100)] = ""
    answer: Reasons = ""


class FiledOut(Schema):
    """The request that was made."""

    request_id: UUID


@mine.get("/data", response=CopyOut, summary="我的个人信息 · Everything held about me")
def my_data(request: HttpRequest) -> Any:
    """The same as the copy of the page, without the files; places without a row are left out."""
    actor = actor_of(request)
    return copy_of(_person(actor), viewer=actor, at=timezone.now())


@mine.put("/contact", response={204: None}, summary="更正电话和地址 · Correct phone and address")
def my_contact(request: HttpRequest, sent: ContactSent) -> Any:
    """Changes them at once."""
    actor = actor_of(request)
    correct_party(party_id=_person(actor), phone=sent.phone, address=sent.address, by=actor, at=timezone.now())
    return Status(204, None)


@mine.get("/data-requests", response=DataRequestsOut, summary="我提出的请求 · My requests about my data")
def my_data_requests(request: HttpRequest) -> Any:
    """With their answers."""
    actor = actor_of(request)
    return {"requests": [_told(one) for one in own_requests(_person(actor), viewer=actor)]}


@mine.post("/data-requests/name", response={201: FiledOut}, summary="请求更正姓名 · Ask to correct my name")
def ask_name(request: HttpRequest, sent: NameSent) -> Any:
    """A window corrects it after a look at the papers."""
    actor = actor_of(request)
    made = ask_correction(party_id=_person(actor), name=sent.name, by=actor, at=timezone.now())
    return Status(201, {"request_id": made})


@mine.post("/data-requests/erase", response={201: FiledOut}, summary="删除我的信息 · Erase my data")
def ask_erase(request: HttpRequest, sent: EraseSent) -> Any:
    """Erases what can go at once; the rest is answered and erased when its time is over."""
    actor = actor_of(request)
    made = ask_erasure(party_id=_person(actor), agreed=sent.agreed, by=actor, at=timezone.now())
    return Status(201, {"request_id": made})


@mine.post("/data-requests/{request_id}/back", response={204: None}, summary="撤回请求 · Take a request back")
def take_request_back(request: HttpRequest, request_id: UUID) -> Any:
    """Nothing more is corrected or erased for it."""
    take_back(request_id=request_id, by=actor_of(request), at=timezone.now())
    return Status(204, None)


@staff.get("", response=DataRequestsOut, summary="个人信息请求 · Requests that wait for our answer")
def data_requests(request: HttpRequest) -> Any:
    """Those that wait, most urgent first, then the answered ones."""
    by = next((one for one in actors_of(request) if may_list(one) is None), None)
    if by is None:
        raise Refused(NOT_YOURS)
    return {"requests": [_told(one) for waiting in (True, False) for one in requests_for(by, waiting=waiting)]}


@staff.post("/{request_id}/answer", response={204: None}, summary="答复请求 · Answer a request")
def answer_data_request(request: HttpRequest, request_id: UUID, sent: AnswerSent) -> Any:
    """Corrects, refuses, keeps what the law keeps, or erases the rest."""
    by = next((one for one in actors_of(request) if request_for(request_id, one) is not None), None)
    if by is None:
        raise Refused(UNKNOWN if any(may_list(one) is None for one in actors_of(request)) else NOT_YOURS)
    now = timezone.now()
    if sent.act == "correct":
        correct_as_asked(request_id=request_id, name=sent.name, by=by, at=now)
    else:
        acts = {"refuse": refuse_correction, "keep": keep_rest, "erase": erase_rest}
        acts[sent.act](request_id=request_id, answer=sent.answer, by=by, at=now)
    return Status(204, None)


def _person(actor: Actor) -> UUID:
    if actor.ref is None:
        raise Refused(UNKNOWN)
    return actor.ref


def _told(one: RequestView) -> dict[str, Any]:
    return {
        "id": one.id, "kind": one.kind, "state": one.state, "body_id": one.body_id, "asked_at": one.asked_at,
        "answer_by": one.answer_by, "drafts": one.drafts, "reminders": one.reminders, "contact": one.contact,
        "kept": one.kept, "rest_until": one.rest_until, "decided_at": one.decided_at, "ended_at": one.ended_at,
        "name": one.wish, "answer": one.answer,
    }  # fmt: skip
