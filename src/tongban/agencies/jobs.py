"""What this thing does without a person: publishing the official calendar after an installation or an upgrade."""

from __future__ import annotations

from django.utils import timezone

from tongban.agencies.actions import publish_calendar
from tongban.kernel.actor import SYSTEM
from tongban.rulebook.calendar_seed import SEED_VERSION, seed_rows

SEED_SOURCE = "国务院办公厅关于部分节假日安排的通知（历年）"


def seed_calendar() -> None:
    """Publishes the rulebook's calendar once; the same version again changes nothing."""
    publish_calendar(
        version=SEED_VERSION, days=dict(seed_rows()), source=SEED_SOURCE, by=SYSTEM, at=timezone.now()
    )
