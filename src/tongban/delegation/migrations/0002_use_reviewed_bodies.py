"""Who had its say before a decision, beside who took it: both tell who really decides."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delegation", "0001_tables")]
    operations = [
        migrations.AddField("Use", "reviewed_bodies", ArrayField(base_field=models.UUIDField(), default=list, size=None)),
    ]
