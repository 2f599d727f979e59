"""Documents 文书, their numbers and the marks of bodies. No layout and no decision lives here."""

from __future__ import annotations

from django.db import models


class DocumentMark(models.Model):
    """The document mark 代字 of a body, first part of each of its numbers.

    Changing it does not touch issued numbers.
    """

    body = models.OneToOneField("agencies.Body", models.PROTECT, primary_key=True, related_name="+")
    mark = models.CharField(max_length=10, unique=True)
    seq = models.IntegerField()


class ReviewLine(models.Model):
    """Who looks again at what a body decides: whether it is run by its government (`level`) or by the department above
    it (`vertical`), the authority's name where that is no body of this county, and the court of the place.
    """

    body = models.OneToOneField("agencies.Body", models.PROTECT, primary_key=True, related_name="+")
    line = models.CharField(max_length=8)
    authority_zh = models.CharField(max_length=60, blank=True, default="")
    authority_en = models.CharField(max_length=160, blank=True, default="")
    court_zh = models.CharField(max_length=60)
    court_en = models.CharField(max_length=160)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(line__in=["level", "vertical"]), name="documents_line_known"),
            models.CheckConstraint(
                condition=models.Q(line="level") | ~models.Q(authority_zh=""), name="documents_line_above_is_named"
            ),
        ]


class NumberSeries(models.Model):
    """The last serial given in one series of a body in one year; moves by one, in the transaction that uses it."""

    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    series = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "series", "year"], name="documents_one_series"),
            models.CheckConstraint(condition=models.Q(last__gte=1), name="documents_series_from_one"),
        ]


class Document(models.Model):
    """One issued document.

    `data` holds nothing personal; what is personal (addressee, lookup code) is in `sealed`, encrypted by the caller
    with the party's key. `subject_kind` and `subject_id` name the chain it is part of; `seq` is the entry of that
    chain that issued or voided it. A voided document keeps its number.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    series = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    no = models.IntegerField()
    number = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    seq = models.IntegerField()
    data = models.JSONField()
    sealed = models.BinaryField(null=True)
    issued_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "series", "year", "no"], name="documents_one_number"),
            models.UniqueConstraint(fields=["number"], name="documents_number_once"),
            models.CheckConstraint(condition=models.Q(no__gte=1), name="documents_number_from_one"),
        ]
        indexes = [
            models.Index(fields=["subject_id", "issued_at"], name="documents_of_subject"),
            models.Index(fields=["body", "issued_at"], name="documents_of_body"),
        ]
