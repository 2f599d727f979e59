"""Long acts done by the worker, appraisals of seconded officers, and where a voice came from."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('delegation', '0007_lines_as_sets'),
    ]

    operations = [
        migrations.AddField(
            model_name='voice',
            name='place_id',
            field=models.UUIDField(null=True),
        ),
        migrations.CreateModel(
            name='LongAct',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=8)),
                ('subject_id', models.UUIDField()),
                ('state', models.CharField(default='waiting', max_length=8)),
                ('lines', models.PositiveIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.UUIDField()),
                ('post_id', models.UUIDField()),
                ('began_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('made_id', models.UUIDField(null=True)),
                ('problem', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['activate', 'draft'])), name='long_act_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['broken', 'done', 'refused', 'running', 'waiting'])), name='long_act_state'), models.UniqueConstraint(condition=models.Q(('state__in', ['running', 'waiting'])), fields=('subject_id',), name='long_act_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Appraisal',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('grade', models.CharField(max_length=12)),
                ('words', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('by_ref', models.UUIDField(null=True)),
                ('seq', models.IntegerField()),
                ('secondment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='appraisals', to='delegation.secondment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('secondment', 'since'), name='appraisal_once_a_span'), models.CheckConstraint(condition=models.Q(('since__lte', models.F('until'))), name='appraisal_span'), models.CheckConstraint(condition=models.Q(('grade__in', ['basic', 'competent', 'excellent', 'not_competent'])), name='appraisal_grade')],
            },
        ),
        Govern("delegation_appraisal", kind="secondment", subject_column="secondment_id", main=False),
    ]
