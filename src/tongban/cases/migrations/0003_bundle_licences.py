"""What the new firm will do needs these items besides."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_charge_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="bundle",
            name="licences",
            field=models.JSONField(default=list),
        ),
    ]
