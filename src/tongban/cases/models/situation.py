"""What a case does to a certificate that its applicant holds already."""

from __future__ import annotations

from django.db import models

from tongban.cases.models.case import Case


class CaseCertificate(models.Model):
    """The certificate that a case is about, fixed at receipt: which, in what situation, when it expires.

    `in_time`: a renewal asked so early that silence renews (licence law art. 50).
    """

    id = models.UUIDField(primary_key=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="about")
    certificate_id = models.UUIDField(db_index=True)
    situation = models.CharField(max_length=10)
    expires_on = models.DateField(null=True)
    in_time = models.BooleanField(default=False)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(situation__in=["renew", "change", "replace", "surrender"]),
                name="case_situation_known",
            )
        ]
        indexes = [
            models.Index(
                fields=["expires_on"],
                condition=models.Q(situation="renew", in_time=True),
                name="case_renewals_by_expiry",
            )
        ]
