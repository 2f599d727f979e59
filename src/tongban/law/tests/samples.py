"""Fictional legal texts for tests, in both styles; no words of any real law."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tongban.kernel.actor import SYSTEM
from tongban.law.actions.laws import amend_law, enact_law
from tongban.law.tests.statutes import AMENDED, PLAIN, TITLE

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BY: dict[str, Any] = {"by": SYSTEM, "at": AT}
FIRST_DAY = date(2020, 1, 1)
SECOND_DAY = date(2026, 7, 1)


def enacted(text: str = PLAIN, title: str = TITLE, **changes: Any) -> UUID:
    """A law in force from the first day; answers its id."""
    told = {"kind": "local", "valid_from": FIRST_DAY, "source": "青禾县公报", **changes}
    return enact_law(title=title, text=text, **told, **BY)


def amended(law_id: UUID, text: str = AMENDED, **changes: Any) -> UUID:
    """The law amended from the second day on; answers the version's id."""
    told = {"valid_from": SECOND_DAY, "document": "青人发〔2026〕3号", "source": "青禾县公报", **changes}
    return amend_law(law_id=law_id, text=text, **told, **BY)
