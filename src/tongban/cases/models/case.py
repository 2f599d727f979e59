"""The case itself, its sealed form and its papers. Governed: no row changes without its event."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tongban.cases.rules import State


class Case(models.Model):
    """One application on its way. `facts` <= 1 kB and never personal; `routes` says for each lane of the flow which
    body, post and holding act, fixed when the case was received, so a case finishes with the organ that took it."""

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=32)
    lookup_hash = models.BinaryField(max_length=32)
    item_id = models.UUIDField()
    item_version = models.ForeignKey(
        "powerlist.ItemVersion", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    item_name = models.CharField(max_length=200)
    applicant = models.ForeignKey("agencies.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(
        "agencies.Division", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    window_post = models.ForeignKey(
        "agencies.Post", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    holding_id = models.UUIDField(null=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in State])
    origin = models.CharField(max_length=8, default="act")
    decision = models.CharField(max_length=8, default="")
    marking = ArrayField(models.SmallIntegerField())
    facts = models.JSONField(default=dict)
    routes = models.JSONField(default=dict)
    channel = models.CharField(max_length=12)
    paused = models.BooleanField(default=False)
    seq = models.IntegerField()
    received_at = models.DateTimeField()
    received_last_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    counted_from = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    promised_due_at = models.DateTimeField(null=True)
    calendar_version = models.CharField(max_length=32)
    provisional = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["applicant", "-received_at", "id"], name="case_mine"),
            models.Index(
                fields=["place", "promised_due_at", "id"],
                name="case_open_due",
                condition=models.Q(state__in=["received", "noticed", "accepted", "suspended", "decided"]),
            ),
            models.Index(fields=["id"], name="case_paused", condition=models.Q(paused=True)),
            models.Index(fields=["body", "-received_at", "id"], name="case_body"),
            models.Index(fields=["body", "item_id", "-received_at", "-id"], name="case_body_item"),
            models.Index(fields=["body", "state", "-received_at", "-id"], name="case_body_state"),
            # What a window post received; neither column ever changes, so later steps do not touch it.
            models.Index(
                fields=["window_post", "-received_at"],
                name="case_by_window",
                condition=models.Q(window_post__isnull=False),
            ),
            models.Index(
                fields=["place", "-closed_at"], name="case_closed", condition=models.Q(closed_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in State]), name="case_state_known"),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=False)
                | ~models.Q(state__in=["accepted", "suspended", "decided", "closed"]),
                name="case_accepted_before_review",
            ),
        ]


class CaseNumber(models.Model):
    """The next serial of a prefix and day; moved only inside the act that takes the number."""

    prefix = models.CharField(max_length=8)
    day = models.DateField()
    next = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "day"], name="case_number_series")]


class CaseForm(models.Model):
    """What the applicant answered, sealed with the applicant's key; a correction is a new revision."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="forms", db_index=False)
    revision = models.SmallIntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "revision"], name="case_form_revision")]


class CaseMaterial(models.Model):
    """One paper of a case: an uploaded file, or what the platform has (`held`)."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="materials", db_index=False)
    key = models.CharField(max_length=60)
    revision = models.SmallIntegerField()
    file_id = models.UUIDField(null=True)
    held = models.BooleanField(default=False)
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key", "revision"], name="case_material_revision")]

    def __str__(self) -> str:
        return self.key


Facts = dict[str, Any]
