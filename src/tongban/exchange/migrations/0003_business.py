"""What kind of business the cases of an outside system are; those that are connected already handle approvals."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_entrants")]
    operations = [
        migrations.AddField("system", "business", models.CharField(default="approval", max_length=12)),
        migrations.AddConstraint(
            "system",
            models.CheckConstraint(
                condition=models.Q(("business__in", ["approval", "inspection", "enforcement", "trading", "funds"])),
                name="system_business_known",
            ),
        ),
    ]
