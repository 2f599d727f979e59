"""Waits of a flow, such as the notice in the village, and hour limits are found by indexes of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_about_certificates")]

    operations = [
        migrations.AddIndex(
            "task",
            models.Index(
                fields=["due_at"], name="task_waits", condition=models.Q(("act", "wait"), ("closed_at__isnull", True))
            ),
        ),
        migrations.AddIndex(
            "task",
            models.Index(
                fields=["due_at"],
                name="task_urgent",
                condition=models.Q(("closed_at__isnull", True), ("limit_key__startswith", "urgent_")),
            ),
        ),
    ]
