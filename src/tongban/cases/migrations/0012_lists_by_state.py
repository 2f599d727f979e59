"""Closed cases are read by the same index as the others: the newest of a body are open ones, which would be skipped."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of states without its condition."""

    dependencies = [("cases", "0011_open_tasks")]
    operations = [
        migrations.RemoveIndex("case", "case_body_state"),
        migrations.AddIndex(
            "case", models.Index(fields=["body", "state", "-received_at", "-id"], name="case_body_state")
        ),
    ]
