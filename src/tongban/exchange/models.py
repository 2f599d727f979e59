"""Tables of the exchange: outside systems with their mappings, cases handled elsewhere, records on their way out.

And the firms that were registered elsewhere, with the departments that were told of them (双告知).
"""

from __future__ import annotations

from django.db import models

from tongban.exchange.rules.entrants import STATES as PUSH_STATES
from tongban.exchange.rules.records import APPROVAL, BUSINESSES, STATES
from tongban.kernel.ids import uuid7


class System(models.Model):
    """One outside system. `settings` holds where it is reached, never a secret; `fetched` how far it has been read."""

    id = models.UUIDField(primary_key=True)
    key = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    adapter = models.CharField(max_length=40)
    business = models.CharField(max_length=12, default=APPROVAL)
    settings = models.JSONField(default=dict)
    takes = models.BooleanField(default=True)
    sends = models.BooleanField(default=False)
    items = models.JSONField(default=list)
    state = models.CharField(max_length=8, default="active")
    fetched = models.CharField(max_length=120, default="", blank=True)
    fetched_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["active", "stopped"]), name="system_state_known"),
            models.CheckConstraint(condition=models.Q(business__in=list(BUSINESSES)), name="system_business_known"),
        ]

    def __str__(self) -> str:
        return self.key


class SystemMapping(models.Model):
    """One kept mapping; the newest number is in force."""

    id = models.UUIDField(primary_key=True)
    system = models.ForeignKey(System, models.PROTECT, related_name="mappings")
    no = models.IntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by_ref = models.UUIDField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "no"], name="system_mapping_number")]


class ForeignCase(models.Model):
    """A case that another system handles. `state` is ours, `foreign_state` the other's own word or code."""

    id = models.UUIDField(primary_key=True)
    system = models.ForeignKey(System, models.PROTECT, related_name="cases")
    number = models.CharField(max_length=200)
    item_code = models.CharField(max_length=200)
    item_name = models.CharField(max_length=200)
    applicant = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", null=True)
    body_code = models.CharField(max_length=200)
    place_code = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=16)
    foreign_state = models.CharField(max_length=200)
    decision = models.CharField(max_length=8, blank=True, default="")
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "number"], name="foreign_case_once"),
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="foreign_state_known"),
        ]
        indexes = [
            models.Index(fields=["applicant", "-received_at", "id"], name="foreign_case_of_applicant"),
            models.Index(fields=["system", "-seen_at", "id"], name="foreign_case_newest"),
        ]

    def __str__(self) -> str:
        return self.number


class ForeignStep(models.Model):
    """One state of a foreign case as it was told (`told`: all but the applicant), and when it was told to us."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(ForeignCase, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=16)
    foreign_state = models.CharField(max_length=200)
    told = models.JSONField()
    seen_at = models.DateTimeField()
    seq = models.IntegerField()


class Misreading(models.Model):
    """A value or a message that was not understood, with what to do about it, until it has been read again.

    `after` is the mark from which it comes again. It holds the sentence of the finding, never the row itself.
    """

    id = models.UUIDField(primary_key=True)
    system = models.ForeignKey(System, models.PROTECT, related_name="+", db_index=False)
    after = models.CharField(max_length=120, blank=True)
    line = models.IntegerField()
    heading = models.CharField(max_length=200, blank=True)
    zh = models.CharField(max_length=400)
    en = models.CharField(max_length=600)
    at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["system", "at", "id"], condition=models.Q(mended_at=None), name="misreading_open")
        ]


class OutgoingRecord(models.Model):
    """A record on its way to another system: told once, tried until it is taken. Tries alone are no event.

    `overtaken`: it was refused, and a later telling of the same case has arrived there meanwhile.
    """

    id = models.UUIDField(primary_key=True)
    system = models.ForeignKey(System, models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=16)
    subject_id = models.UUIDField()
    after = models.IntegerField()
    state = models.CharField(max_length=9, default="waiting")
    tries = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=200, blank=True, default="")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "subject_id", "after"], name="record_told_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sent", "refused", "overtaken"]), name="record_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="record_waiting"),
            models.Index(fields=["system", "-queued_at", "id"], name="record_newest"),
        ]


class Entrant(models.Model):
    """A firm that another system registered. `scope` as it was told; `read_at`: when its licences were known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(ForeignCase, models.PROTECT, related_name="entrant")
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    registrar = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    scope = models.CharField(max_length=2000, blank=True, default="")
    seen_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["registrar", "seen_at", "id"], condition=models.Q(read_at=None), name="entrant_unread")
        ]


class LicencePush(models.Model):
    """推送: a department was told of a new firm that needs its licence; it claims it or sends it back with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entrant = models.ForeignKey(Entrant, models.PROTECT, related_name="pushes", db_index=False)
    item = models.CharField(max_length=60)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, default="pushed")
    pushed_at = models.DateTimeField()
    claim_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, blank=True, default="")
    words = models.CharField(max_length=200, blank=True, default="")
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entrant", "item", "body"], name="push_once"),
            models.CheckConstraint(condition=models.Q(state__in=list(PUSH_STATES)), name="push_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="returned") ^ models.Q(reason="", words=""), name="push_returned_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["body", "state", "-pushed_at", "id"], name="push_of_body")]
