"""Drafts: what a citizen has begun and not submitted.

Not governed: no limit runs, nothing has been asked of anybody.
"""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """Answers sealed with the applicant's key; kept until `expires_on`, then swept."""

    id = models.UUIDField(primary_key=True)
    item_version = models.ForeignKey("powerlist.ItemVersion", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("agencies.Party", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("agencies.Division", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, default="web")
    sealed = models.BinaryField(null=True)
    revision = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_on = models.DateField()
    submitted_case = models.UUIDField(null=True)
    certificate_id = models.UUIDField(null=True)
    mandate = models.ForeignKey("cases.Mandate", models.PROTECT, null=True, related_name="drafts")

    class Meta:
        indexes = [models.Index(fields=["party", "-updated_at"], name="draft_mine")]


class DraftMaterial(models.Model):
    """A paper put to a draft: a stored file, or consent that the platform uses what it has."""

    id = models.UUIDField(primary_key=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="materials")
    key = models.CharField(max_length=60)
    file_id = models.UUIDField(null=True)
    held = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "key"], name="draft_material_once")]
