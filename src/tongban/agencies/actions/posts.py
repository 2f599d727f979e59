"""Acts on posts, officials, appointments (A/B) and absences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tongban.agencies import events
from tongban.agencies.actions.bodies import standing
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.models import Absence, Official, Post, PostHolding, User
from tongban.agencies.permissions import may_administer, may_record_absence
from tongban.agencies.queries.staffing import post_left_empty
from tongban.agencies.rules.duties import ABSENCE_REASONS, APART, DUTIES, PLANNED_REASONS, audits_besides, joined
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def create_post(
    *, body_id: UUID, key: str, name_zh: str, name_en: str, duties: Sequence[str], by: Actor, at: datetime
) -> UUID:
    """Sets up a post of a body with its duties.

    Refused for a duty the platform does not know, for two administrators in one post, and for an audit that does more.
    """
    stop(may_administer(by))
    if not set(duties) <= DUTIES:
        raise refuse("unknown_duty", zh="岗位职责里有平台没有的一项。", en="One of the duties is not known.")
    if joined(duties):
        raise refuse(
            "administrators_joined",
            zh="系统管理、安全管理和审计管理不能设在同一个岗位，请分设。",
            en="System, security and audit administration cannot be one post. Set up one for each.",
        )
    if audits_besides(duties):
        raise refuse(
            "audit_alone",
            zh="审计管理岗只看记录、不办事，不能带其他职责。",
            en="The audit administrator reads and changes nothing, so the post carries no other duty.",
        )
    body = standing(body_id)
    kept = sorted(set(duties))
    row = Post(body=body, place_id=body.place_id, key=key, name_zh=name_zh, name_en=name_en, duties=kept)
    event = events.PostCreated(
        body=body_id, key=key, name_digest=events.digest_of(name_zh, name_en), duties=tuple(kept)
    )
    begin(row, event, by=by, at=at, place_id=body.place_id)
    return row.pk


@transaction.atomic
def register_official(
    *,
    username: str,
    password: str | None,
    name_zh: str,
    name_en: str,
    staff_no: str,
    body_id: UUID,
    by: Actor,
    at: datetime,
) -> UUID:
    """Adds a person who works for a body, with an account; without a password only demonstration mode can sign in."""
    stop(may_administer(by))
    body = standing(body_id)
    user = User.objects.create_user(username=username, password=password)
    row = Official(user=user, name_zh=name_zh, name_en=name_en, staff_no=staff_no, body=body, place_id=body.place_id)
    event = events.OfficialRegistered(staff_no=staff_no, body=body_id)
    begin(row, event, by=by, at=at, place_id=body.place_id)
    return row.pk


@transaction.atomic
def appoint(*, post_id: UUID, official_id: UUID, role: str, valid_from: datetime, by: Actor, at: datetime) -> UUID:
    """Gives a post to an official in role A or B from a moment on; answers the holding's id.

    Refused while somebody else holds the post in that role, or the same person in the other; and when two
    administrators would come into one hand.
    """
    stop(may_administer(by))
    row = Post.objects.get(pk=post_id)
    standing(row.body_id)
    _keep_apart(row, official_id, valid_from)
    event = events.OfficialAppointed(official=official_id, role=role, valid_from=valid_from)
    seq = go_on(row, event, by=by, at=at, place_id=row.place_id)
    holding = PostHolding(post=row, official_id=official_id, body_id=row.body_id, place_id=row.place_id, role=role)
    holding.valid, holding.seq = DateTimeTZRange(valid_from, None), seq
    try:
        with transaction.atomic():
            holding.save(force_insert=True)
    except IntegrityError as taken:
        raise refuse(
            "post_taken",
            zh="这个岗位的 {role} 岗已有人任职，或者此人已任本岗位的另一岗。请先结束原任职。",
            en="The post already has a holder in role {role}, or this person holds its other role. End that first.",
            role=role,
        ) from taken
    return holding.pk


def _keep_apart(row: Post, official_id: UUID, valid_from: datetime) -> None:
    """Refuses when the other posts of an official, then and later, and this one join the administrators."""
    if not APART & set(row.duties):
        return
    Official.objects.select_for_update().get(pk=official_id)  # of two appointments at once the second sees the first
    span = DateTimeTZRange(valid_from, None)
    held = PostHolding.objects.filter(official_id=official_id, valid__overlap=span).values_list(
        "post__duties", flat=True
    )
    if joined([*row.duties, *(duty for duties in held for duty in duties)]):
        raise refuse(
            "administrators_joined_in_one",
            zh="系统管理、安全管理和审计管理不能由一个人兼任，请安排另一人，或先结束其现任职务。",
            en="One person cannot be two of system, security and audit administrator. Appoint another, or end the "
            "present post.",
        )


@transaction.atomic
def end_appointment(*, holding_id: UUID, valid_to: datetime, by: Actor, at: datetime) -> None:
    """Ends a holding at a moment; from then on the official cannot act in the post."""
    stop(may_administer(by))
    holding = PostHolding.objects.select_related("post").get(pk=holding_id)
    if valid_to < holding.valid.lower:
        raise refuse(
            "end_before_start",
            zh="结束时间不能早于任职开始的时间。",
            en="The appointment cannot end before it began.",
        )
    event = events.AppointmentEnded(official=holding.official_id, role=holding.role, valid_to=valid_to)
    holding.seq = go_on(holding.post, event, by=by, at=at, place_id=holding.place_id)
    holding.valid = DateTimeTZRange(holding.valid.lower, valid_to)
    holding.save(update_fields=["valid", "seq"])


@transaction.atomic
def record_absence(
    *, official_id: UUID, starts: datetime, ends: datetime, reason: str, by: Actor, at: datetime
) -> UUID:
    """Records that an official does not act over a span; B of each post covers. `reason` is one of ABSENCE_REASONS.

    Refused for others' absence without the duty, for an empty span and for a span that overlaps a recorded one; a
    planned absence also when it would leave a post with nobody. Illness is recorded whatever it leaves: whoever then
    asks who acts in the post is told both names and the head.
    """
    row = Official.objects.get(pk=official_id)
    stop(may_record_absence(by, official_id, row.body_id))
    if reason not in ABSENCE_REASONS or ends <= starts:
        raise refuse(
            "absence_span",
            zh="请填写不在岗的起止时间和事由，结束要晚于开始。",
            en="Give start, end and reason of the absence; it must end after it starts.",
        )
    if reason in PLANNED_REASONS:
        stop(post_left_empty(official_id, starts, ends))
    event = events.AbsenceRecorded(starts=starts, ends=ends, reason=reason)
    seq = go_on(row, event, by=by, at=at, place_id=row.place_id)
    absence = Absence(official=row, body_id=row.body_id, place_id=row.place_id, reason=reason, seq=seq)
    absence.during = DateTimeTZRange(starts, ends)
    try:
        with transaction.atomic():
            absence.save(force_insert=True)
    except IntegrityError as overlap:
        raise refuse(
            "absence_twice",
            zh="这段时间里已登记过不在岗，请改登记其余日期。",
            en="Part of this span is already recorded as an absence; record the other days.",
        ) from overlap
    return absence.pk


@transaction.atomic
def end_absence(*, absence_id: UUID, ends: datetime, by: Actor, at: datetime) -> None:
    """Records that an official is back at `ends`, before the recorded end; refused outside the span."""
    absence = Absence.objects.select_related("official").get(pk=absence_id)
    stop(may_record_absence(by, absence.official_id, absence.body_id))
    if not absence.during.lower < ends < absence.during.upper:
        raise refuse(
            "absence_span",
            zh="返岗时间要在登记的起止时间之内。",
            en="The time of return must lie within the recorded span.",
        )
    event = events.AbsenceEnded(ends=ends)
    absence.seq = go_on(absence.official, event, by=by, at=at, place_id=absence.place_id)
    absence.during = DateTimeTZRange(absence.during.lower, ends)
    absence.save(update_fields=["during", "seq"])
