"""成批来往: orders of the city taken in from a file, acts on many at once; a file is written whole or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import divisions
from tongban.hotline.actions.bringing import bring_order, request_of
from tongban.hotline.actions.handling import contact_person, reply_order
from tongban.hotline.actions.routing import send_back, sign_order
from tongban.hotline.permissions import NOT_FOUND, may_dispatch, may_hold_parts
from tongban.hotline.queries.batch import order_called
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.orders import open_part
from tongban.hotline.rules.batch import CITY, HANDLE, MOST_ROWS, TAKE, Finding, Reading, Row, read_rows
from tongban.hotline.rules.intake import Request, request_problem
from tongban.hotline.rules.kinds import Channel
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.adapters.spreadsheet.read import read_sheet

Rows = Sequence[tuple[int, Row]]


def stop_stranger(what: str, by: Actor) -> None:
    """Files of the city are the desk's; lists of acts those of the bodies that handle orders."""
    stop(may_dispatch(by) if what == TAKE else may_hold_parts(by))


def preview_file(*, what: str, data: bytes, by: Actor, at: datetime, name: str = "") -> Reading:
    """Reads and judges a file; nothing is written or kept. A list of acts is tried row by row and taken back."""
    stop_stranger(what, by)
    sheet, places = read_sheet(data, name=name), dict[str, list[str]]()
    for place in divisions(at.astimezone(ZONE).date()) if what == TAKE else []:
        for name in {place.name_zh, place.name_en, place.code}:
            places.setdefault(name, []).append(str(place.id))
    reading = read_rows(what, sheet.heading, sheet.rows[: MOST_ROWS + 1], places)
    if what == HANDLE and not reading.findings:
        return replace(reading, findings=tuple(_together(reading.rows, _do, by, at, keep=False)))
    if what == TAKE and not reading.findings:
        told = ((number, row, request_problem(_request(row))) for number, row in reading.rows)
        return replace(
            reading, findings=tuple(Finding(number, "text", row["text"], wrong) for number, row, wrong in told if wrong)
        )
    return reading


def write_file(*, what: str, rows: Rows, by: Actor, at: datetime) -> tuple[Finding, ...]:
    """Takes the orders in, or does the acts: all of them, or none with a sentence for each row that was refused."""
    stop_stranger(what, by)
    return tuple(_together(rows, _bring if what == TAKE else _do, by, at, keep=True))


def _together(
    rows: Rows, act: Callable[[Row, Actor, datetime], None], by: Actor, at: datetime, *, keep: bool
) -> list[Finding]:
    found = []
    with transaction.atomic():
        for number, row in rows:
            try:
                with transaction.atomic():
                    act(row, by, at)
            except Refused as refused:
                found.append(Finding(number, "", row["number"], refused.refusal))
        if found or not keep:
            transaction.set_rollback(True)
    return found


def _bring(row: Row, by: Actor, at: datetime) -> None:
    """One order of the city; its number again is the same order, new words about it one more contact."""
    bring_order(asked=_request(row), by=by, at=at)


def _request(row: Row) -> Request:
    until = row.get("until", "")
    return Request(
        request=request_of(CITY, row["number"], row["text"]), kind=row["kind"], urgency=row["urgency"],
        place_id=UUID(row["place"]), text=row["text"], channel=Channel.CITY.value, topic=row.get("topic", "")[:60],
        title=row.get("title", ""), name=row.get("name", ""), phone=row.get("phone", "")[:20],
        named=bool(row.get("name")), origin=CITY, outside_no=row["number"],
        outside_due=datetime.combine(datetime.fromisoformat(until), time(23, 59), ZONE) if until else None,
    )  # fmt: skip


def _do(row: Row, by: Actor, at: datetime) -> None:
    """One act on the open part that the actor's body has in the order."""
    order = order_called(row["number"])
    if order is None or by.body_id is None:
        raise Refused(NOT_FOUND)
    node = open_part(order.pk, by.body_id)
    if node is None:
        raise Refused(NOT_FOUND)
    choice, words = row.get("choice", ""), row.get("words", "")
    if row["act"] == "sign":
        sign_order(node_id=node, by=by, at=at)
    elif row["act"] == "return":
        send_back(order_id=order.pk, ground=choice, reason=words, by=by, at=at)
    elif row["act"] == "contact":
        contact_person(node_id=node, how=choice, by=by, at=at)
    else:
        reply_order(node_id=node, result=choice, words=words, by=by, at=at)
