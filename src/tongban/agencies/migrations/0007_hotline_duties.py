"""A post can answer the hotline, dispatch, handle and call back orders, and inspect discipline."""

from django.db import migrations, models

DUTIES = [
    "accept", "admin", "assist", "call_back", "centre_manage", "decide", "deliver", "discipline", "dispatch", "handle",
    "lead", "manage_list", "operate", "receive", "review", "security", "supervise",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_paper_codes")]

    operations = [
        migrations.RemoveConstraint("post", "post_duties_known"),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(condition=models.Q(("duties__contained_by", DUTIES)), name="post_duties_known"),
        ),
    ]
