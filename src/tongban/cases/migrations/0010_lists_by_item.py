"""Lists by item and by state read a body's rows by an index of their own, however many cases the body has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes; the second leaves out closed cases, whose list is the body's own."""

    dependencies = [("cases", "0009_mandates")]
    operations = [
        migrations.AddIndex(
            "case", models.Index(fields=["body", "item_id", "-received_at", "-id"], name="case_body_item")
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["body", "state", "-received_at", "-id"],
                name="case_body_state",
                condition=~models.Q(state="closed"),
            ),
        ),
    ]
