"""Whether a case still waits, and for whom, is asked of a small index of what is open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One partial index."""

    dependencies = [("cases", "0010_lists_by_item")]
    operations = [
        migrations.AddIndex(
            "task",
            models.Index(fields=["case", "post"], name="task_open_of_case", condition=models.Q(closed_at__isnull=True)),
        )
    ]
