"""What a window post received is found by an index of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_archives"),
    ]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["window_post", "-received_at"],
                name="case_by_window",
                condition=models.Q(("window_post__isnull", False)),
            ),
        ),
    ]
