"""Whose seal the result bears, beside who decided and who had its say: all three tell who really decides (D-20)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delegation", "0002_use_reviewed_bodies")]
    operations = [migrations.AddField("Use", "sealed_body", models.UUIDField(null=True))]
