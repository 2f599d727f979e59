"""Comparisons of two lists, what they found and how it went on, under the ledger; what cases were asked for."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('powerlist', '0006_docket_and_editions'),
    ]

    operations = [
        migrations.CreateModel(
            name='AskedPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version_id', models.UUIDField()),
                ('item_id', models.UUIDField()),
                ('key', models.CharField(max_length=64)),
                ('day', models.DateField()),
                ('times', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['day'], name='asked_paper_day')],
                'constraints': [models.UniqueConstraint(fields=('version_id', 'key', 'day'), name='asked_paper_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('old_on', models.DateField()),
                ('new_on', models.DateField()),
                ('body_id', models.UUIDField(null=True)),
                ('claimed', models.SmallIntegerField(null=True)),
                ('cut', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                ('change', models.JSONField()),
                ('found', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('fresh', models.IntegerField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField(null=True)),
                ('seq', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['-made_at', '-id'], name='comparison_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('new_on__gt', models.F('old_on'))), name='comparison_days_in_order'), models.CheckConstraint(condition=models.Q(('claimed', None), models.Q(('claimed__gte', 0), ('claimed__lte', 100)), _connector='OR'), name='comparison_claim_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='Increase',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('body_id', models.UUIDField(null=True)),
                ('old_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('new_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('before', models.IntegerField(null=True)),
                ('after', models.IntegerField(null=True)),
                ('gone', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('added', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('zh', models.TextField()),
                ('en', models.TextField()),
                ('state', models.CharField(max_length=12)),
                ('due_by', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('comparison', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='raised', to='powerlist.comparison')),
            ],
        ),
        migrations.CreateModel(
            name='IncreaseStep',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=12)),
                ('words', models.TextField()),
                ('by_ref', models.UUIDField(null=True)),
                ('by_post', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('seq', models.IntegerField()),
                ('increase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='powerlist.increase')),
            ],
        ),
        migrations.AddIndex(
            model_name='increase',
            index=models.Index(fields=['-told_at', '-id'], name='increase_newest'),
        ),
        migrations.AddIndex(
            model_name='increase',
            index=models.Index(fields=['body_id', '-told_at', '-id'], name='increase_by_body'),
        ),
        migrations.AddConstraint(
            model_name='increase',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['told', 'explained', 'increase', 'corrected', 'cleared', 'closed'])), name='increase_state'),
        ),
        migrations.AddConstraint(
            model_name='increase',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['conditions', 'days', 'fees', 'intermediaries', 'items', 'lives_on', 'material_back', 'materials', 'merged_on_paper', 'moved', 'practice', 'preconditions', 'step_back', 'steps', 'visits'])), name='increase_kind'),
        ),
        Govern("powerlist_comparison", kind="comparison", subject_column="id"),
        Govern("powerlist_increase", kind="increase", subject_column="id"),
        Govern("powerlist_increasestep", kind="increase", subject_column="increase_id", main=False),
    ]
