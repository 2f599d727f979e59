"""The desk as JSON: what waits for a post by time left, what waits elsewhere, what is done; finding by number."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from tongban.agencies.forms.programs import After, Rows, Sent, actor_of, actors_of, log_reading, place_after, told_after
from tongban.cases.api.shapes import Applicant, Clock, Words, applicant, clock, state_words
from tongban.cases.queries.desk import Page, Row, done_rows, open_rows, waiting_rows
from tongban.cases.queries.find import find_by_number
from tongban.cases.queries.lookup import clean_number
from tongban.kernel.refusals import Refusal, Refused

router = Router()
DONE_DAYS, WAITING_DAYS = 30, 365
NO_POST = Refusal(
    "no_post_now",
    "您现在没有在岗的岗位，没有工作台。需要任职或代岗的，请联系本单位管理员。",
    "You act in no post now, so you have no desk. Ask your body's administrator for a post or for cover.",
)


class DeskRow(Schema):
    """One task with its case. `task_id` is what acts on a task name."""

    task_id: UUID
    case_id: UUID
    number: str
    item_name: str
    act: str
    state: str
    deemed: bool
    paused: bool
    applicant: Applicant | None
    received_at: datetime
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: str
    clock: Clock | None


class DeskOut(Schema):
    """One page of the desk."""

    rows: list[DeskRow]
    after: str | None


class NumberAsked(Sent):
    """A case number; blanks and capitals do not matter."""

    number: Annotated[str, Field(min_length=1, max_length=64)]


class FoundCase(Schema):
    """A case that was found by its number."""

    case_id: UUID
    number: str
    item_name: str
    state: str
    state_words: Words
    applicant: Applicant | None
    received_at: datetime


class FoundOut(Schema):
    """What was found: one case or none; a case of others is not told from none."""

    cases: list[FoundCase]


@router.get("", response=DeskOut, summary="我的工作台 · The desk")
def desk(
    request: HttpRequest, tab: Literal["mine", "others", "done"] = "mine", after: After = "", limit: Rows = 50
) -> Any:
    """What waits for the caller's posts, the least time left first; what others have in hand; what was done."""
    now = timezone.now()
    posts = [actor.post_id for actor in actors_of(request) if actor.post_id is not None]
    if not posts:
        raise Refused(NO_POST)
    place = place_after(after)
    page = _page(tab, request, posts, now, limit, place)
    log_reading(request, _parties(page), fields=["name"], at=now)
    return {"rows": [_row(row) for row in page.rows], "after": told_after(page.after)}


def _page(
    tab: str, request: HttpRequest, posts: list[UUID], now: datetime, size: int, after: tuple[str, str] | None
) -> Page:
    by = actor_of(request)
    if tab == "others":
        since = now - timedelta(days=WAITING_DAYS)
        return waiting_rows(by, posts, since=since, now=now, size=size, after=after)
    if tab == "done":
        since = now - timedelta(days=DONE_DAYS)
        return done_rows(by, posts, since=since, now=now, size=size, after=after)
    return open_rows(by, posts, now=now, size=size, after=after)


def _parties(page: Page) -> set[UUID]:
    return {row.applicant.party_id for row in page.rows if row.applicant is not None}


def _row(row: Row) -> dict[str, Any]:
    return {
        "task_id": row.task_id, "case_id": row.case_id, "number": row.number, "item_name": row.item_name,
        "act": row.act, "state": row.state, "deemed": row.deemed, "paused": row.paused,
        "applicant": applicant(row.applicant), "received_at": row.received_at, "opened_at": row.opened_at,
        "due_at": row.due_at, "closed_at": row.closed_at, "outcome": row.outcome, "clock": clock(row.standing),
    }  # fmt: skip


@router.post("/find", response=FoundOut, summary="按编号找办件 · Find a case by its number")
def find(request: HttpRequest, asked: NumberAsked) -> Any:
    """Asked by POST: numbers stand in no address. Found are cases of one's own body and window only."""
    by, now = actor_of(request), timezone.now()
    bodies = [actor.body_id for actor in actors_of(request) if actor.body_id is not None]
    number = clean_number(asked.number)
    found = find_by_number(by, number, bodies).cases if number else ()
    log_reading(request, [one.applicant.party_id for one in found if one.applicant], fields=["name"], at=now)
    return {
        "cases": [
            {
                "case_id": one.case_id, "number": one.number, "item_name": one.item_name, "state": one.state,
                "state_words": state_words(one.state), "applicant": applicant(one.applicant),
                "received_at": one.received_at,
            }
            for one in found
        ]
    }  # fmt: skip
