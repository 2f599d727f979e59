"""Reading decision tables: the edition in force, the draft, all editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from tongban.delegation.models.tables import TableEdition
from tongban.delegation.rules.tables import MODE, table_of
from tongban.kernel.dmn.model import Table


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a decision table, read and ready."""

    id: UUID
    no: int
    state: str
    digest: str
    source: str
    saved_at: datetime
    published_at: datetime | None
    by_ref: UUID | None
    document: str

    @property
    def table(self) -> Table:
        """The table itself."""
        return _read(self.document)


@lru_cache(maxsize=64)
def _read(document: str) -> Table:
    return table_of(document.encode())


def _edition(row: TableEdition | None) -> Edition | None:
    if row is None:
        return None
    return Edition(
        row.pk, row.no, row.state, row.digest, row.source, row.saved_at, row.published_at, row.by_ref, row.document
    )


def edition_in_force(at: datetime, key: str = MODE) -> Edition | None:
    """The newest edition published at a moment; None before the first."""
    rows = TableEdition.objects.filter(key=key, state="published", published_at__lte=at)
    return _edition(rows.order_by("-no").first())


def draft_of_table(key: str = MODE) -> Edition | None:
    """The draft, when there is one."""
    return _edition(TableEdition.objects.filter(key=key, state="draft").first())


def edition_no(no: int, key: str = MODE) -> Edition | None:
    """A published edition by its number."""
    return _edition(TableEdition.objects.filter(key=key, state="published", no=no).first())


def editions_of(key: str = MODE) -> list[Edition]:
    """The published editions, newest first."""
    rows = TableEdition.objects.filter(key=key, state="published").order_by("-no")
    return [found for row in rows if (found := _edition(row))]
