"""Granted licences are read by everybody, the newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_bundle_licences")]
    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("decision", "grant")), fields=["-at", "-id"], name="decision_granted"
            ),
        )
    ]
