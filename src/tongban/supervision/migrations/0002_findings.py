"""A card that cites no event is no finding: the database refuses it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_tables")]
    operations = [
        migrations.AddConstraint(
            "card",
            models.CheckConstraint(condition=models.Q(("cites__len__gte", 1), ("rule__gt", "")), name="card_cites_events"),
        ),
    ]
