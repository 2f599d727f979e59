"""A body ends on a day (撤销): its names stay, so that whatever was done under them is still read under them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_access_log_ends")]
    operations = [migrations.AddField("body", "ended_on", models.DateField(null=True))]
