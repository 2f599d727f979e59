"""Entering how many people live where, year by year, from a list with its source."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import divisions
from tongban.centres.events.population import PopulationRecorded
from tongban.centres.models import Population
from tongban.centres.rules.population import Fault, Figure, read_figures
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.powerlist.adapters.spreadsheet.read import Sheet, read_sheet

SOURCE_LENGTH = range(4, 201)


def read_list(data: bytes, *, name: str = "", by: Actor, at: datetime) -> tuple[Sheet, list[Figure[UUID]], list[Fault]]:
    """A list, CSV or XLSX, as figures and faults by line; nothing is kept. Refused when it cannot be read at all."""
    stop(may_administer(by))
    sheet, day = read_sheet(data, name=name), timezone.localdate(at)
    known = {place.code: place.id for place in divisions(day)}
    figures, faults = read_figures(sheet.heading, sheet.rows, known, last=day.year)
    return sheet, figures, faults


@transaction.atomic
def record_population(*, figures: Sequence[Figure[UUID]], source: str, by: Actor, at: datetime) -> int:
    """Enters figures with their source; those that stand already are left, others corrected. Answers how many changed.

    `source` names the publication, such as a yearbook. Refused without it and without a figure.
    """
    stop(may_administer(by))
    source = source.strip()
    if len(source) not in SOURCE_LENGTH:
        raise refuse(
            "population.source", zh="请写明数据出处，4 到 200 个字，如统计年鉴的名称和年份。",
            en="Say where the figures come from, in 4 to 200 characters, such as a yearbook and its year.",
        )  # fmt: skip
    if not figures:
        raise refuse(
            "population.none", zh="清单里没有填人数的行，请至少填一行。",
            en="No line of the list has a number of people. Fill in at least one.",
        )  # fmt: skip
    rows = Population.objects.select_for_update().filter(place_id__in={one.place for one in figures})
    known = {(row.place_id, row.year): row for row in rows}
    return sum(_enter(one, known.get((one.place, one.year)), source, by, at) for one in figures)


def _enter(one: Figure[UUID], row: Population | None, source: str, by: Actor, at: datetime) -> bool:
    if row is not None and (row.people, row.source) == (one.people, source):
        return False
    event = PopulationRecorded(
        place=one.place, year=one.year, people=one.people, source_digest=hashlib.sha256(source.encode()).hexdigest()
    )
    if row is None:
        row = Population(place_id=one.place, year=one.year, people=one.people, source=source)
        begin(row, event, by=by, at=at, place_id=one.place)
        return True
    row.people, row.source = one.people, source
    go_on(row, event, by=by, at=at, place_id=one.place, fields=("people", "source"))
    return True
