"""Posts and the officials who hold them: who answers for what, on which day, and who stands in.

A post has one A and one B holder at a time (AB 岗); the database refuses a second. Accounts are in `accounts`.
"""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from tongban.agencies.rules.duties import DUTIES
from tongban.kernel.ids import uuid7


class Official(models.Model):
    """A person who works for a body; the name is public, as officials' names are on their acts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField("agencies.User", models.PROTECT, related_name="official")
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    staff_no = models.CharField(max_length=20, unique=True)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="officials")
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+")
    seq = models.IntegerField()


class Post(models.Model):
    """A post of a body with the duties that go with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="posts")
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    duties = ArrayField(models.CharField(max_length=20))
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "key"], name="post_key_once"),
            models.CheckConstraint(condition=Q(duties__contained_by=sorted(DUTIES)), name="post_duties_known"),
        ]


class PostHolding(models.Model):
    """Who holds a post, in which role, from when until when."""

    class Role(models.TextChoices):
        A = "A"
        B = "B"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    official = models.ForeignKey(Official, models.PROTECT, related_name="holdings")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+")
    role = models.CharField(max_length=1, choices=Role.choices)
    valid = DateTimeRangeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=["A", "B"]), name="post_holding_role"),
            ExclusionConstraint(
                name="post_one_a_one_b",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            # A and B of one post are two persons, else the cover covers nothing.
            ExclusionConstraint(
                name="post_a_is_not_b",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("official", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Absence(models.Model):
    """A span in which an official does not act; the B holder of each post covers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey(Official, models.PROTECT, related_name="absences")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+")
    during = DateTimeRangeField()
    reason = models.CharField(max_length=20)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="absence_once",
                expressions=[("official", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]
