"""吹哨报到: a township calls, departments must come within their hours, each rates the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import body_named
from tongban.hotline.events.others import WhistleBlown, WhistleCame, WhistleClosed, WhistleRated
from tongban.hotline.models import Whistle, WhistleCall
from tongban.hotline.permissions import NOT_FOUND, may_handle, may_whistle
from tongban.hotline.queries.clocks import ZONE, due
from tongban.hotline.rules.clocks import WHISTLE
from tongban.hotline.rules.redact import clean_words, redacted
from tongban.hotline.rules.turns import words_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse


@transaction.atomic
def blow_whistle(*, bodies: Sequence[UUID], words: str, by: Actor, at: datetime, order_id: UUID | None = None) -> UUID:
    """吹哨: the township of `by` calls departments to come, about an order or a matter on the spot."""
    day = at.astimezone(ZONE).date()
    home = body_named(by.body_id, day) if by.body_id is not None else None
    stop(may_whistle(by, township=home is not None and home.kind == "township"))
    stop(words_problem(words))
    called = tuple(dict.fromkeys(bodies))
    kinds = {body_named(body, day).kind for body in called}
    if not called or kinds - {"department"}:
        raise refuse("whistle_whom", zh="请选择要来报到的部门。", en="Choose the departments that are to come.")
    assert home is not None  # asked by may_whistle
    row = Whistle(body_id=home.id, place_id=home.place_id, order_id=order_id, at=at)
    row.text, row.come_by = redacted(clean_words(words, 500)), due(WHISTLE, home.place_id, at).at
    event = WhistleBlown(body=home.id, place=home.place_id, order=order_id, bodies=called, come_by=row.come_by)
    begin(row, event, by=by, at=at, place_id=home.place_id)
    for body in called:
        WhistleCall(whistle=row, body_id=body, seq=row.seq).save(force_insert=True)
    return row.pk


def _call(whistle_id: UUID, body_id: UUID | None) -> tuple[Whistle, WhistleCall]:
    row = Whistle.objects.select_for_update().filter(pk=whistle_id).first()
    call = WhistleCall.objects.filter(whistle_id=whistle_id, body_id=body_id).first() if body_id else None
    if row is None or call is None:
        raise Refused(NOT_FOUND)
    return row, call


@transaction.atomic
def report_in(*, whistle_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """报到: the department came and says what it did; recorded as late after its hours."""
    row, call = _call(whistle_id, by.body_id)
    stop(may_handle(by, call.body_id, "") or words_problem(words))
    if call.came_at is not None:
        raise refuse("came_already", zh="已经报到。", en="It came already.")
    seq = go_on(row, WhistleCame(body=call.body_id, late=at > row.come_by), by=by, at=at, place_id=row.place_id)
    call.came_at, call.did, call.seq = at, redacted(clean_words(words, 500)), seq
    call.save(update_fields=["came_at", "did", "seq"])


@transaction.atomic
def rate_whistle(*, whistle_id: UUID, body_id: UUID, level: int, by: Actor, at: datetime) -> None:
    """双向评价: the township rates a department that came, or that department the township; once each, 1 to 5."""
    row, call = _call(whistle_id, body_id)
    township = by.body_id == row.body_id
    stop(may_handle(by, row.body_id if township else body_id, ""))
    if call.came_at is None or not 1 <= level <= 5:
        raise refuse("rate_what", zh="报到以后才能评价，分 1 到 5 级。", en="Who came is rated, from 1 to 5.")
    if (call.by_township if township else call.by_department) is not None:
        raise refuse("rated_already", zh="已经评价过。", en="It was rated already.")
    event = WhistleRated(body=body_id, by_township=township, level=level)
    call.seq = go_on(row, event, by=by, at=at, place_id=row.place_id)
    field = "by_township" if township else "by_department"
    setattr(call, field, level)
    call.save(update_fields=[field, "seq"])


@transaction.atomic
def close_whistle(*, whistle_id: UUID, by: Actor, at: datetime) -> None:
    """吹哨办结: by the township; who has not come by its hours stays named, and nobody closes before them."""
    row = Whistle.objects.select_for_update().filter(pk=whistle_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    stop(may_handle(by, row.body_id, ""))
    silent = tuple(row.calls.filter(came_at=None).values_list("body_id", flat=True))
    if row.closed_at is not None or (silent and at <= row.come_by):
        raise refuse(
            "whistle_open", zh="还有部门没有报到，也没有到期。", en="A department has not come and still has time."
        )
    row.closed_at = at
    go_on(row, WhistleClosed(silent=silent), by=by, at=at, place_id=row.place_id, fields=("closed_at",))
