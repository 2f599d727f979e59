"""Grid events: found, several bodies called, each answers; each write with its event."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_hotline_duties'),
        ('hotline', '0002_todo'),
    ]

    operations = [
        migrations.CreateModel(
            name='GridEvent',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('event_kind', models.CharField(max_length=12)),
                ('spot', models.CharField(max_length=120)),
                ('text', models.CharField(max_length=500)),
                ('lat_micro', models.IntegerField(null=True)),
                ('lon_micro', models.IntegerField(null=True)),
                ('photo', models.UUIDField(null=True)),
                ('by_ref', models.UUIDField()),
                ('found_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('close_by', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(default='', max_length=500)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division')),
            ],
        ),
        migrations.CreateModel(
            name='GridCall',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('answer_by', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('result', models.CharField(default='', max_length=12)),
                ('did', models.CharField(default='', max_length=500)),
                ('escalated_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='hotline.gridevent')),
            ],
        ),
        migrations.AddIndex(
            model_name='gridevent',
            index=models.Index(fields=['-at', '-id'], name='grid_newest'),
        ),
        migrations.AddIndex(
            model_name='gridevent',
            index=models.Index(fields=['by_ref', '-at'], name='grid_of_worker'),
        ),
        migrations.AddIndex(
            model_name='gridevent',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['close_by'], name='grid_open'),
        ),
        migrations.AddConstraint(
            model_name='gridevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('outcome', '')), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='grid_closed_whole'),
        ),
        migrations.AddIndex(
            model_name='gridcall',
            index=models.Index(condition=models.Q(('answered_at', None)), fields=['body', 'answer_by'], name='grid_calls_open'),
        ),
        migrations.AddIndex(
            model_name='gridcall',
            index=models.Index(condition=models.Q(('answered_at', None), ('escalated_at', None)), fields=['answer_by'], name='grid_silent'),
        ),
        migrations.AddConstraint(
            model_name='gridcall',
            constraint=models.UniqueConstraint(fields=('event', 'body'), name='grid_call_once'),
        ),
        Govern("hotline_gridevent", kind="grid_event", subject_column="id"),
        Govern("hotline_gridcall", kind="grid_event", subject_column="event_id", main=False),
    ]
