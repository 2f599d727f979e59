"""Where a rating was given: on an office's own network, and a mark of the day by which ratings of one device are known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ratings", "0001_tables")]
    operations = [
        migrations.AddField("rating", "office", models.BooleanField(default=False)),
        migrations.AddField("rating", "source", models.BinaryField(max_length=16, null=True)),
        migrations.AddIndex(
            "rating",
            models.Index(fields=["source", "rated_at"], name="rating_of_device", condition=~models.Q(source=None)),
        ),
    ]
