"""The official work calendar as it was published, one immutable version after another; counting is the kernel's."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CalendarVersion(models.Model):
    """One published state of the calendar: from which notice, recorded when."""

    no = models.BigAutoField(primary_key=True)
    version = models.CharField(max_length=40, unique=True)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()


class CalendarDay(models.Model):
    """What kind of day one day is, in one version."""

    version = models.ForeignKey(CalendarVersion, models.PROTECT, related_name="days")
    day = models.DateField()
    kind = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "day"], name="calendar_day_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["working", "rest", "holiday", "make_up"]), name="calendar_day_kind"
            ),
        ]
