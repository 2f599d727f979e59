"""What is counted of a post (its acts, its paused cases) is read from indexes alone, however many rows there are."""

import datetime
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_withholding'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='task',
            name='task_desk',
        ),
        migrations.RemoveIndex(
            model_name='task',
            name='task_done',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('paused', True)), fields=['id'], name='case_paused'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(models.F('post'), django.db.models.functions.comparison.Coalesce('due_at', models.Value(datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc))), models.F('id'), condition=models.Q(('closed_at__isnull', True)), include=('act', 'case', 'due_at'), name='task_desk'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['post', '-closed_at', 'id'], include=('act', 'case'), name='task_done'),
        ),
    ]
