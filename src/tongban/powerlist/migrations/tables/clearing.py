"""Clean-up rounds with their votes, overlaps, practices, domains of items."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Round",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("title", models.CharField(max_length=60)),
            ("document", models.CharField(max_length=120)),
            ("members", ArrayField(base_field=models.UUIDField(), size=None)),
            ("quorum_thirds", models.PositiveSmallIntegerField()),
            ("majority", models.PositiveSmallIntegerField()),
            ("opened_at", models.DateTimeField()),
            ("closes_on", models.DateField()),
            ("no", models.PositiveIntegerField(null=True, unique=True)),
            ("digest", models.CharField(blank=True, max_length=64)),
            ("published_at", models.DateTimeField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("digest", ""), ("no", None), ("published_at", None)),
                        models.Q(("no__gt", 0), ("published_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="round_published_has_number",
                )
            ],
            "indexes": [models.Index(fields=["-opened_at", "-id"], name="round_newest")],
        },
    ),
    migrations.CreateModel(
        "RoundLine",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("round", models.ForeignKey(on_delete=models.PROTECT, related_name="lines", to="powerlist.round")),
            ("item", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="powerlist.item")),
            ("version", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="powerlist.itemversion")),
            ("body_id", models.UUIDField(null=True)),
            ("outcome", models.CharField(blank=True, max_length=10)),
            ("into", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="powerlist.item")),
            ("carried", models.BooleanField(null=True)),
            ("tally", models.JSONField(default=list)),
            ("may_vote", models.PositiveSmallIntegerField(null=True)),
            ("reason", models.CharField(blank=True, max_length=500)),
            ("document", models.CharField(blank=True, max_length=120)),
            ("decided_at", models.DateTimeField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("round", "item"), name="round_line_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decided_at", None), ("outcome", "")),
                        models.Q(
                            ("decided_at__isnull", False),
                            ("outcome__in", ["cancel", "delegate", "keep", "merge"]),
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("document", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="round_line_decided_says_why",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "RoundVote",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("round", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="powerlist.round")),
            ("line", models.ForeignKey(on_delete=models.PROTECT, related_name="votes", to="powerlist.roundline")),
            ("post_id", models.UUIDField()),
            ("choice", models.CharField(max_length=10)),
            ("into", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="powerlist.item")),
            ("reason", models.CharField(max_length=500)),
            ("at", models.DateTimeField()),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("line", "post_id"), name="round_vote_once"),
                models.CheckConstraint(
                    condition=models.Q(("choice__in", ["cancel", "delegate", "keep", "merge"])),
                    name="round_vote_choice",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "Overlap",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("one", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="powerlist.item")),
            ("other", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="powerlist.item")),
            ("one_body", models.UUIDField()),
            ("other_body", models.UUIDField()),
            ("signs", ArrayField(base_field=models.CharField(max_length=10), size=None)),
            ("found_at", models.DateTimeField()),
            ("state", models.CharField(max_length=10)),
            ("arbiter", models.UUIDField(null=True)),
            ("statements_by", models.DateTimeField(null=True)),
            ("due_by", models.DateTimeField(null=True)),
            ("outcome", models.CharField(blank=True, max_length=5)),
            ("document", models.CharField(blank=True, max_length=120)),
            ("decided_at", models.DateTimeField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("one", "other"), name="overlap_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("arbiter", None),
                        models.Q(
                            models.Q(("arbiter", models.F("one_body")), _negated=True),
                            models.Q(("arbiter", models.F("other_body")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="overlap_arbiter_is_neither",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["found", "dispute", "decided", "dismissed"])),
                    name="overlap_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "decided"), _negated=True),
                        models.Q(("outcome__in", ("one", "other", "both")), models.Q(("document", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="overlap_decided_has_outcome",
                ),
            ],
            "indexes": [models.Index(fields=["-found_at", "-id"], name="overlap_newest")],
        },
    ),
    migrations.CreateModel(
        "OverlapStep",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("overlap", models.ForeignKey(on_delete=models.PROTECT, related_name="steps", to="powerlist.overlap")),
            ("act", models.CharField(max_length=10)),
            ("words", models.TextField()),
            ("body_id", models.UUIDField(null=True)),
            ("by_post", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("late", models.BooleanField(default=False)),
            ("seq", models.PositiveIntegerField()),
        ],
    ),
    migrations.CreateModel(
        "Practice",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("no", models.PositiveIntegerField(unique=True)),
            ("body_id", models.UUIDField()),
            ("name", models.CharField(max_length=60)),
            ("words", models.TextField()),
            ("gap", models.CharField(max_length=10)),
            ("basis", models.CharField(blank=True, max_length=200)),
            ("item", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="powerlist.item")),
            ("filed_at", models.DateTimeField()),
            ("filed_by", models.UUIDField(null=True)),
            ("answers", models.UUIDField()),
            ("due_by", models.DateTimeField()),
            ("escalated_at", models.DateTimeField(null=True)),
            ("state", models.CharField(max_length=10)),
            ("answer_words", models.TextField(blank=True)),
            ("document", models.CharField(blank=True, max_length=120)),
            ("trial_until", models.DateField(null=True)),
            ("answered_at", models.DateTimeField(null=True)),
            ("late", models.BooleanField(default=False)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["adopted", "filed", "refused", "trial"])), name="practice_state"
                ),
                models.CheckConstraint(
                    condition=models.Q(("gap__in", ["conflict", "silent", "unclear"])), name="practice_gap"
                ),
                models.CheckConstraint(
                    condition=models.Q(("answers", models.F("body_id")), _negated=True),
                    name="practice_answered_by_another",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_at", None), ("state", "filed")),
                        models.Q(("answered_at__isnull", False), models.Q(("answer_words", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="practice_answer_has_reasons",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "trial"), _negated=True), ("trial_until__isnull", False), _connector="OR"
                    ),
                    name="practice_trial_ends",
                ),
            ],
            "indexes": [
                models.Index(fields=["-filed_at", "-id"], name="practice_newest"),
                models.Index(condition=models.Q(("state", "filed")), fields=["due_by"], name="practice_waiting"),
            ],
        },
    ),
    migrations.CreateModel(
        "ItemTag",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("item", models.OneToOneField(on_delete=models.PROTECT, related_name="tag", to="powerlist.item")),
            ("domains", ArrayField(base_field=models.CharField(max_length=20), size=None)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "domains__contained_by",
                            [
                                "business",
                                "convenience",
                                "culture",
                                "education",
                                "health",
                                "income",
                                "investment",
                                "qualification",
                                "science",
                                "starting",
                            ],
                        )
                    ),
                    name="item_tag_known",
                )
            ]
        },
    ),
    Govern("powerlist_round", kind="round", subject_column="id"),
    Govern("powerlist_roundline", kind="round", subject_column="round_id", main=False),
    Govern("powerlist_roundvote", kind="round", subject_column="round_id", main=False),
    Govern("powerlist_overlap", kind="overlap", subject_column="id"),
    Govern("powerlist_overlapstep", kind="overlap", subject_column="overlap_id", main=False),
    Govern("powerlist_practice", kind="practice", subject_column="id"),
    Govern("powerlist_itemtag", kind="item", subject_column="item_id", main=False),
]
