"""Topics: what many orders are about, counted anew each night; and what is asked of somebody because of them.

A topic and its orders are reckoned from the orders and may be reckoned again. A task (an early warning, a topic of the
month) and a published answer are acts, each with its event.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.hotline.models.orders import Order
from tongban.hotline.rules.topics import Ground, TaskKind, TaskState
from tongban.kernel.ids import uuid7


class Topic(models.Model):
    """A group of orders that say the same: its words, the township where most are, span, size and growth.

    `chance` is in millionths; `ended`: no order of the days looked at belongs to it any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    words = ArrayField(models.CharField(max_length=12), default=list)
    name = models.CharField(max_length=60)
    line = models.CharField(max_length=60, default="")
    place = models.ForeignKey("agencies.Division", models.PROTECT, null=True, related_name="+", db_index=False)
    place_share = models.SmallIntegerField(default=0)
    first = models.DateField()
    last = models.DateField()
    size = models.IntegerField()
    lately = models.IntegerField()
    before = models.IntegerField()
    chance = models.IntegerField()
    rises = models.BooleanField()
    since = models.DateField(null=True)
    counted_at = models.DateTimeField()
    ended = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["-rises", "-size", "id"], name="topic_largest", condition=Q(ended=False))]

    def __str__(self) -> str:
        return self.name


class TopicOrder(models.Model):
    """An order of a topic; an order belongs to one topic at most."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="orders")
    order = models.OneToOneField(Order, models.PROTECT, related_name="in_topic")

    def __str__(self) -> str:
        return f"{self.order_id} in {self.topic_id}"


class TopicTask(models.Model):
    """预警 or 每月一题: what a body is to do about a topic, who answers for it, what came of it.

    `line` is the topic's name in the dispatch directory where it is not about a counted topic. `before` and `after` are
    orders in as many days before it was set and since, `target` the most there may be in the month.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="tasks")
    line = models.CharField(max_length=60, default="")
    name = models.CharField(max_length=80)
    ground = models.CharField(max_length=8, default="")
    month = models.DateField(null=True)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    owner = models.UUIDField()
    lately = models.IntegerField(default=0)
    earlier = models.IntegerField(default=0)
    target = models.IntegerField(null=True)
    words = models.CharField(max_length=500, default="")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    answer_by = models.DateTimeField()
    answer = models.TextField(default="")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8)
    before = models.IntegerField(null=True)
    after = models.IntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, TaskKind))), name="topic_task_kind"),
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, TaskState))), name="topic_task_state"),
            models.CheckConstraint(condition=Q(ground__in=["", *sorted(map(str, Ground))]), name="topic_task_ground"),
            models.CheckConstraint(
                condition=Q(kind="warning", topic__isnull=False, month=None) & ~Q(ground="")
                | Q(kind="monthly", month__isnull=False, target__isnull=False),
                name="topic_task_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(answered_at__isnull=False), name="topic_task_answered"
            ),
            models.UniqueConstraint(
                fields=["topic", "place"], condition=Q(kind="warning") & ~Q(state="closed"), name="topic_warned_once"
            ),
            models.UniqueConstraint(fields=["month", "name"], condition=Q(kind="monthly"), name="topic_of_month_once"),
        ]
        indexes = [
            models.Index(fields=["body", "-made_at"], name="topic_task_of_body"),
            models.Index(fields=["-made_at", "-id"], name="topic_task_newest"),
        ]

    def __str__(self) -> str:
        return self.name


class PublicAnswer(models.Model):
    """An answer worth reading: question and answer written anew for everybody, with nothing personal in them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.OneToOneField(Order, models.PROTECT, related_name="public_answer")
    title = models.CharField(max_length=80)
    question = models.TextField()
    answer = models.TextField()
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=200, default="")
    seq = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["-published_at", "-id"], name="public_answers", condition=Q(withdrawn_at=None))]

    def __str__(self) -> str:
        return self.title
