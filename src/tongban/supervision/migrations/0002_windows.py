"""At which window a case was received, for the report of what is watched."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_cards")]

    operations = [migrations.AddField("watched", "window_post_id", models.UUIDField(null=True))]
