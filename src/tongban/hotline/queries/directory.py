"""Reading the dispatch directory: what is in force, and how it was before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from tongban.hotline.models import DirectoryLine


def lines_at(at: datetime) -> list[DirectoryLine]:
    """The lines in force, by topic."""
    return list(DirectoryLine.objects.filter(valid__contains=at).order_by("topic", "place_id"))


def lines_led_by(body_id: UUID, at: datetime) -> int:
    """How many lines in force at a moment or after it send orders to a body."""
    named = DirectoryLine.objects.filter(Q(body_id=body_id) | Q(supports__contains=[body_id]))
    return named.filter(valid__overlap=DateTimeTZRange(at, None)).count()


def lines_before(at: datetime, most: int = 100) -> list[DirectoryLine]:
    """The lines that ended, the latest first."""
    return list(DirectoryLine.objects.filter(valid__endswith__lte=at).order_by("-valid__endswith")[:most])
