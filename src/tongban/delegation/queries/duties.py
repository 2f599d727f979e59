"""Reading the duty lists: a township's list of a day, its versions, how many lines each township has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from tongban.agencies.queries import BodyRef, bodies, body_keyed, standing_bodies
from tongban.delegation.models import DutyLineRow, DutySheet, DutyVersion
from tongban.delegation.rules.duties_sheet import Directory
from tongban.kernel.refusals import Refused

SUPERIORS = ("department", "government", "centre")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as pages show it, with the names of the bodies it names."""

    id: UUID
    code: str
    kind: str
    domain: str
    item: str
    basis: str
    lead: BodyRef | None
    lead_does: str
    township_does: str
    taker: BodyRef | None
    how: str


@dataclass(frozen=True, slots=True)
class Version:
    """One published version of a township's list."""

    id: UUID
    no: int
    valid_from: date
    digest: str
    published_at: datetime


def townships(on: date | None = None) -> list[BodyRef]:
    """The township governments, by key."""
    return [body for body in standing_bodies(on) if body.kind == "township"]


def township_keyed(key: str, on: date) -> BodyRef | None:
    """A township by its key, like `liuhe`, out of the directory that is kept; None for anything else."""
    try:
        found = body_keyed(key, on)
    except Refused:
        return None
    return found if found.kind == "township" else None


def directory(on: date) -> Directory:
    """Bodies by the names that a sheet may use: their own in both languages, their key, a township's place."""
    towns: dict[str, UUID] = {}
    above: dict[str, UUID] = {}
    for body in bodies(on):
        found = towns if body.kind == "township" else above if body.kind in SUPERIORS else None
        if found is not None:
            found.update(dict.fromkeys((body.key, body.name_zh, body.name_en), body.id))
            if body.kind == "township":
                short = body.name_zh.removesuffix("人民政府")
                found.update(dict.fromkeys((short, short[short.find("县") + 1 :]), body.id))
    return Directory(towns, above)


def newest_version(list_id: UUID) -> Version | None:
    """The version published last."""
    row = DutyVersion.objects.filter(duty_list_id=list_id).order_by("-no").first()
    return _version(row) if row else None


def _version(row: DutyVersion) -> Version:
    return Version(row.pk, row.no, row.valid_from, row.digest, row.published_at)


def versions_of(township_id: UUID) -> list[Version]:
    """All versions of a township's list, the newest first; one statement."""
    return [_version(row) for row in DutyVersion.objects.filter(duty_list__township_id=township_id).order_by("-no")]


def in_force(versions: list[Version], on: date) -> Version | None:
    """Which of a township's versions holds on a day."""
    return next((one for one in versions if one.valid_from <= on), None)


def lines_of(version_id: UUID, known: dict[UUID, BodyRef]) -> list[Line]:
    """The lines of a version by kind and code; one statement."""
    order = {"basic": 0, "cooperating": 1, "taken_back": 2}
    rows = DutyLineRow.objects.filter(version_id=version_id).order_by("code")
    return sorted((line_of(row, known) for row in rows), key=lambda line: order[line.kind])


def line_of(row: DutyLineRow, known: dict[UUID, BodyRef]) -> Line:
    """A line with the bodies it names."""
    return Line(
        row.pk, row.code, row.kind, row.domain, row.item, row.basis, known.get(row.lead_id) if row.lead_id else None,
        row.lead_does, row.township_does, known.get(row.taker_id) if row.taker_id else None, row.how,
    )  # fmt: skip


def current_versions(on: date) -> dict[UUID, UUID]:
    """Township → its version in force on a day; one statement."""
    rows = DutyVersion.objects.filter(valid_from__lte=on).order_by("duty_list", "no")
    return {township: pk for township, pk in rows.values_list("duty_list__township_id", "pk")}


def kinds_counted(on: date) -> dict[UUID, dict[str, int]]:
    """Township → how many lines of each kind it has on a day; two statements."""
    current = current_versions(on)
    of = {version: township for township, version in current.items()}
    found: dict[UUID, dict[str, int]] = {township: {} for township in current}
    rows = DutyLineRow.objects.filter(version_id__in=of).values_list("version_id", "kind").annotate(n=Count("pk"))
    for version, kind, number in rows:
        found[of[version]][kind] = number
    return found


def kinds_of(township: UUID, on: date) -> dict[str, int]:
    """How many lines of each kind a township has on a day; one statement."""
    newest = DutyVersion.objects.filter(duty_list__township_id=township, valid_from__lte=on).order_by("-no")
    rows = DutyLineRow.objects.filter(version_id=newest.values("pk")[:1]).values_list("kind")
    return dict(rows.annotate(n=Count("pk")))


def lines_in_force(on: date, **wanted: object) -> list[DutyLineRow]:
    """The lines of all townships in force on a day that fit; rows for acts and lists of this thing."""
    rows = DutyLineRow.objects.filter(version_id__in=current_versions(on).values(), **wanted)
    return list(rows.select_related("duty_list").order_by("kind", "code"))


def sheet(sheet_id: UUID) -> DutySheet | None:
    """A file that was read and judged."""
    return DutySheet.objects.filter(pk=sheet_id).first()
