"""Recommendations that rest on a pattern of requests."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('supervision', '0002_windows'),
    ]

    operations = [
        migrations.AddField(
            model_name='recommendation',
            name='about',
            field=models.CharField(default='', max_length=120),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='grounds',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='pattern',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='pattern_kind',
            field=models.CharField(default='', max_length=12),
        ),
    ]
