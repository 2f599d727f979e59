"""Recording what townships have, and seconding officers to them (D-27)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies_by_id, person
from tongban.delegation.events import capacity as events
from tongban.delegation.models import Appraisal, Capacity, Qualification, Secondment
from tongban.delegation.permissions.capacity import may_appraise, may_record_capacity, may_second
from tongban.delegation.rules.capacity import CERTIFICATES, appraisal_problem, capacity_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def record_capacity(
    *, township_id: UUID, established: int, filled: int, vehicles: int, by: Actor, at: datetime
) -> None:
    """Records how many posts are approved and filled at a township and how many vehicles it has."""
    stop(may_record_capacity(by, township_id))
    stop(capacity_problem(established, filled, vehicles))
    row = Capacity.objects.select_for_update().filter(township_id=township_id).first()
    event = events.CapacityRecorded(township=township_id, established=established, filled=filled, vehicles=vehicles)
    fields = {"established": established, "filled": filled, "vehicles": vehicles, "recorded_at": at}
    if row is None:
        begin(Capacity(township_id=township_id, **fields), event, by=by, at=at)
        return
    for name, value in fields.items():
        setattr(row, name, value)
    go_on(row, event, by=by, at=at, fields=tuple(fields))


@transaction.atomic
def record_certificate(*, official_id: UUID, kind: str, valid_to: date, by: Actor, at: datetime) -> None:
    """Records a certificate of an officer until a day; the same kind again prolongs it. By the head of their body."""
    found = person(official_id)
    if found is None or kind not in CERTIFICATES:
        raise refuse("no_certificate", zh="请选择人员和证件种类。", en="Choose the officer and the certificate.")
    stop(may_record_capacity(by, found[1]))
    row = Qualification.objects.select_for_update().filter(official_id=official_id, kind=kind).first()
    event = events.QualificationRecorded(official=official_id, certificate=kind, valid_to=valid_to)
    if row is None:
        begin(Qualification(official_id=official_id, kind=kind, valid_to=valid_to), event, by=by, at=at)
        return
    row.valid_to = valid_to
    go_on(row, event, by=by, at=at, fields=("valid_to",))


@transaction.atomic
def second_officer(*, official_id: UUID, township_id: UUID, valid_from: datetime, by: Actor, at: datetime) -> UUID:
    """Puts an officer under a township's command: in its roster, given its tasks, appraised by it. Answers the id.

    The home body keeps the professional line. Refused while the officer is seconded already, and to one's own body.
    """
    found = person(official_id)
    town = bodies_by_id([township_id], timezone.localdate(at)).get(township_id)
    if found is None or town is None or town.kind != "township" or found[1] == township_id:
        raise refuse("no_secondment", zh="请选择要下沉的人员和乡镇。", en="Choose the officer and another township.")
    stop(may_second(by, found[1]))
    row = Secondment(
        official_id=official_id, home_id=found[1], township_id=township_id, valid=DateTimeTZRange(valid_from, None)
    )
    event = events.OfficerSeconded(official=official_id, home=found[1], township=township_id, valid_from=valid_from)
    try:
        with transaction.atomic():
            begin(row, event, by=by, at=at, place_id=town.place_id)
    except IntegrityError as taken:
        raise refuse(
            "seconded_already",
            zh="此人这段时间已经下沉到乡镇，请先结束原来的。",
            en="This officer is seconded already in that span. End that first.",
        ) from taken
    return row.pk


@transaction.atomic
def end_secondment(*, secondment_id: UUID, valid_to: datetime, by: Actor, at: datetime) -> None:
    """The officer returns to the home body from a moment on."""
    row = Secondment.objects.select_for_update().filter(pk=secondment_id).first()
    if row is None or row.valid.upper is not None or valid_to < row.valid.lower:
        raise refuse("secondment_over", zh="没有这项下沉，或者已经结束。", en="There is no such secondment any more.")
    stop(may_second(by, row.home_id))
    row.valid = DateTimeTZRange(row.valid.lower, valid_to)
    go_on(row, events.SecondmentEnded(valid_to=valid_to), by=by, at=at, fields=("valid",))


@transaction.atomic
def appraise_officer(
    *, secondment_id: UUID, since: date, until: date, grade: str, words: str, by: Actor, at: datetime
) -> UUID:
    """The township's head says how a seconded officer worked from one day to another (D-27). Answers the record's id.

    Refused for others, for days outside the secondment or to come, without a grade of the list or words, and twice for
    days that have an appraisal.
    """
    row = Secondment.objects.select_for_update().filter(pk=secondment_id).first()
    if row is None:
        raise refuse("secondment_over", zh="没有这项下沉，或者已经结束。", en="There is no such secondment any more.")
    stop(may_appraise(by, row.township_id))
    first, last = timezone.localdate(row.valid.lower), row.valid.upper and timezone.localdate(row.valid.upper)
    today = timezone.localdate(at)
    stop(appraisal_problem(grade, words, (since, until), (first, min(last or today, today))))
    if Appraisal.objects.filter(secondment=row, since__lte=until, until__gte=since).exists():
        raise refuse("appraised_already", zh="这段时间已经考核过。", en="These days have been appraised already.")
    seq = go_on(row, events.OfficerAppraised(since=since, until=until, grade=grade), by=by, at=at)
    made = Appraisal(
        secondment=row, since=since, until=until, grade=grade, words=words.strip()[:300], at=at, by_ref=by.ref, seq=seq
    )
    made.save(force_insert=True)
    return made.pk
