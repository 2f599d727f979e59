"""One thing of several items: the application as a whole and its members, each write with its event."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_tokens"),
        ("cases", "0007_by_window"),
        ("powerlist", "0003_search_misses"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=24, unique=True)),
                ("channel", models.CharField(max_length=12)),
                ("state", models.CharField(default="open", max_length=8)),
                ("sealed", models.BinaryField(null=True)),
                ("papers", models.JSONField(default=list)),
                ("received_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="BundleMember",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("place_no", models.SmallIntegerField()),
                ("item", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="bundle",
            name="applicant",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.party"
            ),
        ),
        migrations.AddField(
            model_name="bundle",
            name="item_version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="powerlist.itemversion",
            ),
        ),
        migrations.AddField(
            model_name="bundle",
            name="place",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.division"
            ),
        ),
        migrations.AddField(
            model_name="bundlemember",
            name="bundle",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="members", to="cases.bundle"
            ),
        ),
        migrations.AddField(
            model_name="bundlemember",
            name="case",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="bundle_member", to="cases.case"
            ),
        ),
        migrations.AddIndex(
            model_name="bundle",
            index=models.Index(fields=["applicant", "-received_at", "id"], name="bundle_mine"),
        ),
        migrations.AddIndex(
            model_name="bundle",
            index=models.Index(condition=models.Q(("state", "open")), fields=["received_at"], name="bundle_open"),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "closed"])), name="bundle_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundlemember",
            constraint=models.UniqueConstraint(fields=("bundle", "place_no"), name="bundle_member_once"),
        ),
        migrations.AddConstraint(
            model_name="bundlemember",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "received", "outside", "done", "stopped"])),
                name="bundle_member_state_known",
            ),
        ),
        Govern("cases_bundle", kind="bundle", subject_column="id"),
        Govern("cases_bundlemember", kind="bundle", subject_column="bundle_id", main=False),
    ]
