"""Posts may carry the duty to act for people by mandate (代办)."""

from django.db import migrations, models

DUTIES = [
    "accept", "admin", "assist", "centre_manage", "decide", "deliver", "lead", "manage_list", "receive", "review",
    "security",
]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_tokens")]

    operations = [
        migrations.RemoveConstraint("post", "post_duties_known"),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(condition=models.Q(("duties__contained_by", DUTIES)), name="post_duties_known"),
        ),
    ]
