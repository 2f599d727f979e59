"""A post can carry the duty of efficiency supervision (效能监督)."""

from django.db import migrations, models

DUTIES = [
    "accept", "admin", "assist", "centre_manage", "decide", "deliver", "lead", "manage_list", "receive", "review",
    "security", "supervise",
]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_assisting")]

    operations = [
        migrations.RemoveConstraint("post", "post_duties_known"),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(condition=models.Q(("duties__contained_by", DUTIES)), name="post_duties_known"),
        ),
    ]
