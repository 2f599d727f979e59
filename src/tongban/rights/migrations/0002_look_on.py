"""A kept request names the day on which it is looked at again, so that the night reads no other.

Requests answered before have neither day nor terms; the first night finds both.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_tables")]
    operations = [
        migrations.AddField("Request", "look_on", models.DateField(null=True)),
        migrations.AddField("Request", "terms", models.CharField(default="", max_length=400)),
        migrations.AddIndex(
            "Request",
            models.Index(fields=["look_on"], condition=models.Q(("state", "kept")), name="data_request_look"),
        ),
        migrations.AddIndex(
            "Request",
            models.Index(fields=["terms"], condition=models.Q(("state", "kept")), name="data_request_terms"),
        ),
    ]
