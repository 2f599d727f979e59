"""Acts on places and bodies: divisions, organs and their names, service centres and windows."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tongban.agencies import events
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.models import Body, BodyName, Centre, Division, DivisionName, Post, Window
from tongban.agencies.permissions import may_administer
from tongban.agencies.rules.bodies import ONE_A_PLACE, body_problem, moved_on, name_day_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def create_division(
    *,
    code: str,
    name_zh: str,
    name_en: str,
    kind: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    parent_id: UUID | None = None,
) -> UUID:
    """Adds a county, township or village with the code and name it bears from a day on; answers its id.

    Divisions are set up with the installation and are not governed: bodies refer to them, the ledger names their ids.
    """
    stop(may_administer(by))
    row = Division.objects.create(kind=kind, parent_id=parent_id)
    valid = DateRange(valid_from, None)
    DivisionName.objects.create(division=row, code=code, name_zh=name_zh, name_en=name_en, valid=valid)
    return row.pk


@transaction.atomic
def create_body(
    *,
    key: str,
    uscc: str,
    kind: str,
    place_id: UUID,
    name_zh: str,
    name_en: str,
    valid_from: date,
    by: Actor,
    at: datetime,
    parent_id: UUID | None = None,
    address: tuple[str, str] = ("", ""),
) -> UUID:
    """Sets up a body (department, township, centre, government) with its credit code and first name; answers its id.

    With an `address` (Chinese, English) it runs a window there from the first. Refused for a wrong check digit, a kind
    that does not sit at this level of place, and for a key, code, name or government of a place that is there already.
    """
    stop(may_administer(by))
    place = Division.objects.select_for_update().get(pk=place_id)
    stop(body_problem(key, uscc, kind, place.kind))
    if place.ended_on is not None:
        raise refuse(
            "place_ended_body",
            zh="这个地方定于{day}撤销，不能再设单位。",
            en="This place ends on {day}; no body can sit there any more.",
            day=place.ended_on,
        )
    _not_there_yet(key, uscc, kind, place_id, name_zh)
    row = Body(key=key, uscc=uscc, kind=kind, place_id=place_id, parent_id=parent_id)
    event = events.BodyCreated(
        key=key, uscc=uscc, body_kind=kind, name_digest=events.digest_of(name_zh, name_en), valid_from=valid_from
    )
    begin(row, event, by=by, at=at, place_id=place_id)
    BodyName.objects.create(body=row, name_zh=name_zh, name_en=name_en, valid=DateRange(valid_from, None), seq=1)
    if any(address):
        open_centre(body_id=row.pk, address_zh=address[0], address_en=address[1], by=by, at=at)
    return row.pk


def _not_there_yet(key: str, uscc: str, kind: str, place_id: UUID, name_zh: str) -> None:
    """Refuses what would be there twice; the database holds keys and codes to it, too."""
    for field, value, zh, en in (
        ("key", key, "代号", "key"), ("uscc", uscc, "统一社会信用代码", "unified social credit code"),
    ):  # fmt: skip
        taken = BodyName.objects.filter(**{f"body__{field}": value}).order_by("-valid").first()
        if taken is not None:
            raise refuse(
                f"body_{field}_taken",
                zh="这个{what_zh}已经是“{body}”的，请核对。",
                en="This {what_en} is that of “{body}” already. Check it.",
                what_zh=zh, what_en=en, body=taken.name_zh,
            )  # fmt: skip
    if kind in ONE_A_PLACE and Body.objects.filter(kind=kind, place_id=place_id, ended_on=None).exists():
        raise refuse(
            "government_twice",
            zh="这个地方已经有政府了，一个地方只设一个。",
            en="This place has its government already; a place has one.",
        )
    _name_free(name_zh, None)


def _name_free(name_zh: str, own: UUID | None) -> None:
    """Refuses a name that another standing body bears or will bear: on paper nobody could tell them apart."""
    same = BodyName.objects.filter(name_zh=name_zh, valid__upper_inf=True, body__ended_on=None)
    if any(body != own for body in same.values_list("body_id", flat=True)):
        raise refuse(
            "body_name_taken",
            zh="已经有单位叫“{name}”，请核对，或者写全称。",
            en="There is a body called “{name}” already. Check it, or give the full name.",
            name=name_zh,
        )


def standing(body_id: UUID) -> Body:
    """A body to which something new is given: locked, so that it cannot end meanwhile; refused when it has ended."""
    row = Body.objects.select_for_update().get(pk=body_id)
    if row.ended_on is not None:
        raise refuse(
            "body_ended",
            zh="这个单位定于{day}撤销，不能再设岗位、任职和窗口。",
            en="This body ends on {day}: no posts, appointments or windows can be given to it.",
            day=row.ended_on,
        )
    return row


@transaction.atomic
def rename_body(
    *, body_id: UUID, name_zh: str, name_en: str, valid_from: date, by: Actor, at: datetime, seen: int | None = None
) -> None:
    """Gives a body another name from a day on; the earlier name stays true for earlier days and on earlier papers.

    `seen` is the entry at which the body was read. Refused for a day before the present name began, for a body that
    has ended, for the name of another body, and when somebody changed the body meanwhile.
    """
    stop(may_administer(by))
    row = Body.objects.select_for_update().get(pk=body_id)
    current = BodyName.objects.get(body=row, valid__upper_inf=True)
    stop(moved_on(row.seq, row.seq if seen is None else seen))
    if row.ended_on is not None:
        raise refuse(
            "body_ended_name",
            zh="这个单位定于{day}撤销，不再改名。",
            en="This body ends on {day}; it bears no other name any more.",
            day=row.ended_on,
        )
    stop(name_day_problem(current.valid.lower, valid_from))
    _name_free(name_zh, body_id)
    event = events.BodyRenamed(name_digest=events.digest_of(name_zh, name_en), valid_from=valid_from)
    seq = go_on(row, event, by=by, at=at, place_id=row.place_id)
    current.valid = DateRange(current.valid.lower, valid_from)
    current.seq = seq
    current.save(update_fields=["valid", "seq"])
    BodyName.objects.create(body=row, name_zh=name_zh, name_en=name_en, valid=DateRange(valid_from, None), seq=seq)


@transaction.atomic
def open_centre(*, body_id: UUID, address_zh: str, address_en: str, by: Actor, at: datetime) -> None:
    """Says that a body runs a service centre at an address."""
    stop(may_administer(by))
    body = standing(body_id)
    event = events.CentreOpened(address_digest=events.digest_of(address_zh, address_en))
    seq = go_on(body, event, by=by, at=at, place_id=body.place_id)
    Centre.objects.create(body=body, address_zh=address_zh, address_en=address_en, seq=seq)


@transaction.atomic
def open_window(*, centre_id: UUID, number: int, post_id: UUID, by: Actor, at: datetime) -> UUID:
    """Opens window `number` of a centre (by its body's id) with the post that serves there; answers the window's id."""
    stop(may_administer(by))
    body = standing(centre_id)
    event = events.WindowOpened(number=number, post=post_id)
    seq = go_on(body, event, by=by, at=at, place_id=body.place_id)
    try:
        with transaction.atomic():
            return Window.objects.create(centre_id=centre_id, number=number, post_id=post_id, seq=seq).pk
    except IntegrityError as taken:
        raise refuse(
            "window_exists",
            zh="{number} 号窗口已经有了，请换一个号，或者重新开放它。",
            en="There is a window {number} already; take another number, or open that one again.",
            number=number,
        ) from taken


@transaction.atomic
def staff_window(*, window_id: UUID, post_id: UUID, by: Actor, at: datetime) -> None:
    """Lets another post serve at a window, or opens a closed window again with a post.

    Refused for a post without the duty to receive.
    """
    stop(may_administer(by))
    window = Window.objects.select_related("centre__body").get(pk=window_id)
    body = window.centre.body
    standing(body.pk)
    if not Post.objects.filter(pk=post_id, duties__contains=["receive"]).exists():
        raise refuse(
            "not_a_window_post",
            zh="这个岗位没有收件职责，不能在窗口办理。",
            en="This post does not carry the duty to receive, so it cannot serve at a window.",
        )
    event = events.WindowStaffed(number=window.number, post=post_id)
    window.seq = go_on(body, event, by=by, at=at, place_id=body.place_id)
    window.post_id, window.closed_at = post_id, None
    window.save(update_fields=["post", "closed_at", "seq"])


@transaction.atomic
def close_window(*, window_id: UUID, by: Actor, at: datetime) -> None:
    """Closes a window; what its post has in hand stays with the post. Refused when it is closed already."""
    stop(may_administer(by))
    window = Window.objects.select_related("centre__body").get(pk=window_id)
    if window.closed_at is not None:
        raise refuse("window_closed", zh="这个窗口已经关闭。", en="This window is closed already.")
    body = window.centre.body
    window.seq = go_on(body, events.WindowClosed(number=window.number), by=by, at=at, place_id=body.place_id)
    window.closed_at = at
    window.save(update_fields=["closed_at", "seq"])
