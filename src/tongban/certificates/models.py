"""Tables of certificates 电子证照. A certificate is main row of its own chain; its signed file lies in the store."""

from __future__ import annotations

from django.db import models


class Certificate(models.Model):
    """One issued certificate.

    A newer certificate for the same right is a row of its own: the same number with the next `edition`, or a new
    number, and `predecessor` says what it stands for. `origin` is `deemed` when the period that runs now was renewed
    by the law itself, from `origin_from` on.

    `content` holds what it says and is not personal; the holder's name is read from the party when the file is made.
    `sealed` may hold further personal parts, encrypted by the issuer with the party's key. `digest` is the SHA-256 of
    the signed file, null until it is signed.
    """

    id = models.UUIDField(primary_key=True)
    case_id = models.UUIDField()
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    no = models.IntegerField()
    number = models.CharField(max_length=60)
    edition = models.SmallIntegerField(default=1)
    identifier = models.CharField(max_length=120, unique=True)
    title = models.CharField(max_length=80)
    holder = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+")
    content = models.JSONField()
    sealed = models.BinaryField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=12)
    state_from = models.DateTimeField(null=True)
    ground = models.CharField(max_length=40, default="", blank=True)
    origin = models.CharField(max_length=8, default="", blank=True)
    origin_from = models.DateField(null=True)
    predecessor = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    digest = models.BinaryField(max_length=32, null=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "year", "no", "edition"], name="certificates_one_number"),
            models.UniqueConstraint(fields=["number", "edition"], name="certificates_number_once"),
            models.UniqueConstraint(fields=["case_id", "kind"], name="certificates_one_per_case"),
            models.CheckConstraint(
                condition=models.Q(state__in=["active", "revoked", "cancelled", "replaced"]), name="certificates_state"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="certificates_period",
            ),
            models.CheckConstraint(
                condition=models.Q(origin="", origin_from=None) | models.Q(origin="deemed", origin_from__isnull=False),
                name="certificates_origin",
            ),
            models.CheckConstraint(
                condition=models.Q(digest=None, file=None) | models.Q(digest__isnull=False, file__isnull=False),
                name="certificates_file_with_digest",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "issued_at"], name="certificates_of_holder"),
            models.Index(fields=["digest"], name="certificates_by_digest"),
            models.Index(
                fields=["body", "valid_to"], condition=models.Q(state="active"), name="certificates_running_out"
            ),
            models.Index(fields=["issued_at"], condition=models.Q(digest=None), name="certificates_unsigned"),
        ]


class CertificatePeriod(models.Model):
    """One period of validity after the first: from when, until when, how it came about and in which case."""

    id = models.UUIDField(primary_key=True)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="periods")
    case_id = models.UUIDField()
    origin = models.CharField(max_length=8)
    valid_from = models.DateField()
    valid_to = models.DateField()
    recorded_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "valid_from"], name="certificates_one_period"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="certificates_period_runs"
            ),
        ]
