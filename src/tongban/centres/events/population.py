"""How many people live where: the figures that volumes are measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationRecorded(Event):
    """常住人口: the people of a place at the end of a year were entered or corrected, with a digest of the source."""

    type: ClassVar[str] = "population.recorded"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "population"

    place: UUID
    year: int
    people: int
    source_digest: str
