"""A place ends on a day (撤销): its code and names stay, so that old records still name it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_bodies_end")]
    operations = [migrations.AddField("division", "ended_on", models.DateField(null=True))]
