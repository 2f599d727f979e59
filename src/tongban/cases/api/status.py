"""Where a case stands, by number and lookup code, without signing in: no names, no papers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from tongban.agencies.forms.programs import Sent
from tongban.cases.api.shapes import Clock, Words, clock, state_words
from tongban.cases.queries.lookup import clean_code, clean_number
from tongban.cases.queries.status import status_of
from tongban.cases.queries.tries import count_fault, wait_for
from tongban.kernel.refusals import Refusal, Refused, refuse

router = Router()
UNKNOWN = Refusal(
    "not_found",
    "编号或查询码不对，没有查到。两样都在收件凭证上。",
    "Number or code is wrong; we found nothing. Both stand on the receipt slip.",
)


class StatusAsked(Sent):
    """Both stand on the receipt slip; blanks, dashes and capitals do not matter."""

    number: Annotated[str, Field(min_length=1, max_length=64)]
    code: Annotated[str, Field(min_length=1, max_length=64)]


class StatusOut(Schema):
    """State, body and clock of a case."""

    number: str
    item: Words
    state: str
    state_words: Words
    decision: str
    deemed: bool
    body: Words
    received_at: datetime
    clock: Clock | None


@router.post("", response=StatusOut, summary="凭编号和查询码查进度 · Where a case stands")
def ask_status(request: HttpRequest, asked: StatusAsked) -> Any:
    """Asked by POST, so that number and code stand in no address. After five wrong pairs answers slow down."""
    number, now = clean_number(asked.number), timezone.now()
    wait = wait_for(number, now.timestamp())
    if wait > 0:
        raise refuse(
            "wait",
            zh="这个编号试错多次，请在 {seconds} 秒后再查。",
            en="This number was tried wrongly too often. Ask again in {seconds} seconds.",
            seconds=wait,
        )
    found = status_of(number, clean_code(asked.code), now)
    if found is None:
        count_fault(number, now.timestamp())
        raise Refused(UNKNOWN)
    return {
        "number": found.number, "item": {"zh": found.item_zh, "en": found.item_en}, "state": str(found.state),
        "state_words": state_words(found.state), "decision": found.decision, "deemed": found.deemed,
        "body": {"zh": found.body_zh, "en": found.body_en}, "received_at": found.received_at,
        "clock": clock(found.standing),
    }  # fmt: skip
