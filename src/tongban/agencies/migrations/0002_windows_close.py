"""Windows can close and open again; a security administrator's duty; the access log read by day."""

from django.db import migrations, models

DUTIES = ["accept", "admin", "centre_manage", "decide", "deliver", "lead", "manage_list", "receive", "review", "security"]


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.AddField("window", "closed_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("post", "post_duties_known"),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(condition=models.Q(("duties__contained_by", DUTIES)), name="post_duties_known"),
        ),
        migrations.AddIndex("accesslog", models.Index(fields=["-at", "-id"], name="access_by_day")),
    ]
