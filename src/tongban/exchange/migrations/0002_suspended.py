"""Suspension and termination are states of a case between systems too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("foreigncase", "foreign_state_known"),
        migrations.AddConstraint(
            "foreigncase",
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "received", "noticed", "accepted", "decided", "closed", "not_accepted", "withdrawn",
                        "suspended", "terminated",
                    ]
                ),
                name="foreign_state_known",
            ),
        ),
    ]
