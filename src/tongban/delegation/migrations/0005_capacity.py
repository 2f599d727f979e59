"""What townships have, who is seconded and trained: under the ledger's guard."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_paper_codes'),
        ('delegation', '0004_burden'),
        ('powerlist', '0005_supervisors'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrainingPlan',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('seq', models.IntegerField()),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item')),
            ],
        ),
        migrations.CreateModel(
            name='Capacity',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('established', models.PositiveSmallIntegerField()),
                ('filled', models.PositiveSmallIntegerField()),
                ('vehicles', models.PositiveSmallIntegerField()),
                ('recorded_at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('township', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('filled__lte', models.F('established'))), name='capacity_no_more_than_posts')],
            },
        ),
        migrations.CreateModel(
            name='Qualification',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('valid_to', models.DateField()),
                ('seq', models.IntegerField()),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('official', 'kind'), name='qualification_one_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Secondment',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('valid', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('seq', models.IntegerField()),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('official', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
                ('township', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('home', models.F('township')), _negated=True), name='secondment_to_another'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('official', '='), ('valid', '&&')], name='secondment_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('completed', models.DateField()),
                ('seq', models.IntegerField()),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='completed', to='delegation.trainingplan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'official'), name='training_once')],
            },
        ),
        Govern("delegation_capacity", kind="capacity", subject_column="id"),
        Govern("delegation_qualification", kind="qualification", subject_column="id"),
        Govern("delegation_secondment", kind="secondment", subject_column="id"),
        Govern("delegation_trainingplan", kind="training", subject_column="id"),
        Govern("delegation_training", kind="training", subject_column="plan_id", main=False),
    ]
