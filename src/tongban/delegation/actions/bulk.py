"""成批下放: a spreadsheet of powers and receivers read and judged cell by cell; then drafted whole, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import stop
from tongban.agencies.queries import BodyRef, bodies
from tongban.delegation.actions.decisions import Heading, draft_decision, of_county
from tongban.delegation.models import Sheet
from tongban.delegation.permissions.decisions import NOT_FOUND, may_draft
from tongban.delegation.queries.judging import Judged, LineWish, judge, world_for
from tongban.delegation.rules.bulk import Cell, Finding, Kept, packed, read_cells, unpacked
from tongban.kernel.actor import Actor
from tongban.kernel.ids import Keys
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.powerlist.adapters.spreadsheet.read import read_sheet
from tongban.powerlist.queries.powers import powers_coded

WIDEST: Final = 400
SHOWN: Final = 2000


@dataclass(frozen=True, slots=True)
class Preview:
    """A judged sheet: how many cells say something, what is wrong with which; `warnings` stop activation only."""

    sheet_id: UUID
    cells: int
    faults: int
    warnings: int


def preview_sheet(*, data: bytes, name: str, heading: Heading, by: Actor, at: datetime) -> Preview:
    """Reads a sheet and judges every cell; nothing but the preview is kept. Refused when it cannot be read at all."""
    stop(may_draft(by, of_county=of_county(by)))
    sheet = read_sheet(data, columns=WIDEST, name=name)
    known = bodies()
    reading = read_cells(sheet.heading, sheet.rows, _keys(known))
    wishes, cells, strange = _wishes(reading.cells, {one.key: one for one in known}, heading)
    judged = _judged(wishes, heading, at)
    found = [*reading.findings, *strange]
    found += [
        Finding(cell.row, cell.column, cell.code, problem)
        for cell, one in zip(cells, judged, strict=True)
        for problem in one.problems
    ]
    warnings = sum(one.refusal.code == "delegation.not_ready" for one in found)
    row = Sheet(
        file_name=name[:120], file_digest=hashlib.sha256(data).hexdigest(), made_at=at, made_by=by.ref,
        heading=_told(heading), faults=len(found) - warnings, warnings=warnings,
        cells=packed((cell.row, cell.column, *_plain(one)) for cell, one in zip(cells, wishes, strict=True)),
        findings=[_shown(one) for one in found[:SHOWN]],
    )  # fmt: skip
    row.save(force_insert=True)
    return Preview(row.pk, len(cells), row.faults, warnings)


@transaction.atomic
def draft_from_sheet(*, sheet_id: UUID, by: Actor, at: datetime) -> UUID:
    """Drafts a decision of all cells of a judged sheet, or refuses them all; answers the decision's id.

    Judged anew: what changed since the preview counts.
    """
    stop(may_draft(by, of_county=of_county(by)))
    row = Sheet.objects.select_for_update().filter(pk=sheet_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    if row.decision_id is not None or row.faults:
        raise refuse(
            "bulk.faults", zh="表里还有 {number} 处错误，或者已经起草过；请改好文件重新上传。",
            en="The sheet has {number} faults, or was drafted already; mend the file and upload it again.",
            number=row.faults,
        )  # fmt: skip
    told = row.heading
    day = told["authority_published_on"]
    heading = Heading(
        **{**told, "effective_at": datetime.fromisoformat(told["effective_at"]),
           "authority_published_on": date.fromisoformat(day) if day else None}
    )  # fmt: skip
    keys = Keys()
    wishes = [_wish(cell, keys) for cell in unpacked(row.cells)]
    row.decision_id = draft_decision(heading=heading, lines=wishes, by=by, at=at, judged=_judged(wishes, heading, at))
    row.save(update_fields=["decision_id"])
    return row.decision_id


def _keys(known: list[BodyRef]) -> dict[str, str]:
    """Receivers by their whole names, by the short ones of townships, and by key."""
    found: dict[str, str] = {}
    for one in known:
        found |= {one.name_zh: one.key, one.name_en: one.key, one.key: one.key}
        if one.kind == "township":
            found[one.name_zh.removesuffix("人民政府").split("县")[-1]] = one.key
    return found


def _wishes(
    cells: list[Cell], known: dict[str, BodyRef], heading: Heading
) -> tuple[list[LineWish], list[Cell], list[Finding]]:
    """The cells as wishes; a whole row of an unknown power is one finding."""
    items = powers_coded({cell.code for cell in cells})
    wishes, kept, strange, told = [], [], [], set()
    for cell in cells:
        power = items.get(cell.code)
        if power is None:
            if cell.row not in told:
                told.add(cell.row)
                problem = Refusal("bulk.power", "没有这项权力。", "There is no such power.")
                strange.append(Finding(cell.row, 1, cell.code, problem))
            continue
        body = known[cell.receiver]
        until = _end_of(cell.until) if cell.until else None
        wishes.append(LineWish(power.id, body.place_id, body.id, cell.mode, until, cell.reason))
        kept.append(cell)
    return wishes, kept, strange


def _end_of(day: date) -> datetime:
    """The first moment after a day, in the county's time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _judged(wishes: list[LineWish], heading: Heading, at: datetime) -> list[Judged]:
    return judge(
        wishes, form=heading.form, authority=heading.authority(timezone.localdate(at)),
        effective_at=heading.effective_at, at=at, world=world_for(one.item_id for one in wishes),
    )  # fmt: skip


def _told(heading: Heading) -> dict[str, Any]:
    day = heading.authority_published_on
    return asdict(replace(heading, authority_published_on=None)) | {
        "effective_at": heading.effective_at.astimezone(UTC).isoformat(),
        "authority_published_on": day.isoformat() if day else None,
    }


def _plain(one: LineWish) -> tuple[str, str, str, str, str | None, str]:
    until = one.until.astimezone(UTC).isoformat() if one.until else None
    return str(one.item_id), str(one.place_id), str(one.receiver_id), one.mode, until, one.reason


def _wish(cell: Kept, keys: Keys) -> LineWish:
    _, _, item, place, receiver, mode, until, reason = cell
    ends = datetime.fromisoformat(until) if until else None
    return LineWish(keys[item], keys[place], keys[receiver], mode, ends, reason)


def _shown(one: Finding) -> dict[str, Any]:
    told = {"zh": one.refusal.sentence("zh"), "en": one.refusal.sentence("en")}
    return {"row": one.row, "column": one.column, "where": one.where, "code": one.refusal.code, **told}
