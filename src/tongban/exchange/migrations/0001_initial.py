"""Outside systems, their mappings, cases handled elsewhere and records on their way out; each write with its event."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0003_tokens'),
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ForeignCase',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=200)),
                ('item_code', models.CharField(max_length=200)),
                ('item_name', models.CharField(max_length=200)),
                ('body_code', models.CharField(max_length=200)),
                ('place_code', models.CharField(blank=True, default='', max_length=200)),
                ('state', models.CharField(max_length=16)),
                ('foreign_state', models.CharField(max_length=200)),
                ('decision', models.CharField(blank=True, default='', max_length=8)),
                ('received_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('seen_at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('applicant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT,
                related_name='+', to='agencies.party')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+',
                to='agencies.body')),
            ],
        ),
        migrations.CreateModel(
            name='ForeignStep',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('state', models.CharField(max_length=16)),
                ('foreign_state', models.CharField(max_length=200)),
                ('told', models.JSONField()),
                ('seen_at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps',
                to='exchange.foreigncase')),
            ],
        ),
        migrations.CreateModel(
            name='System',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40, unique=True)),
                ('name_zh', models.CharField(max_length=80)),
                ('name_en', models.CharField(max_length=120)),
                ('adapter', models.CharField(max_length=40)),
                ('settings', models.JSONField(default=dict)),
                ('takes', models.BooleanField(default=True)),
                ('sends', models.BooleanField(default=False)),
                ('items', models.JSONField(default=list)),
                ('state', models.CharField(default='active', max_length=8)),
                ('fetched', models.CharField(blank=True, default='', max_length=120)),
                ('fetched_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+',
                to='agencies.body')),
            ],
        ),
        migrations.CreateModel(
            name='OutgoingRecord',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=16)),
                ('subject_id', models.UUIDField()),
                ('after', models.IntegerField()),
                ('state', models.CharField(default='waiting', max_length=8)),
                ('tries', models.SmallIntegerField(default=0)),
                ('next_at', models.DateTimeField()),
                ('error', models.CharField(blank=True, default='', max_length=200)),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+',
                to='exchange.system')),
            ],
        ),
        migrations.AddField(
            model_name='foreigncase',
            name='system',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases',
            to='exchange.system'),
        ),
        migrations.CreateModel(
            name='SystemMapping',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('no', models.IntegerField()),
                ('content', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by_ref', models.UUIDField(null=True)),
                ('seq', models.IntegerField()),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mappings',
                to='exchange.system')),
            ],
        ),
        migrations.AddConstraint(
            model_name='system',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'stopped'])),
            name='system_state_known'),
        ),
        migrations.AddIndex(
            model_name='outgoingrecord',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_at'], name='record_waiting'),
        ),
        migrations.AddIndex(
            model_name='outgoingrecord',
            index=models.Index(fields=['system', '-queued_at', 'id'], name='record_newest'),
        ),
        migrations.AddConstraint(
            model_name='outgoingrecord',
            constraint=models.UniqueConstraint(fields=('system', 'subject_id', 'after'), name='record_told_once'),
        ),
        migrations.AddConstraint(
            model_name='outgoingrecord',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'refused'])),
            name='record_state_known'),
        ),
        migrations.AddIndex(
            model_name='foreigncase',
            index=models.Index(fields=['applicant', '-received_at', 'id'], name='foreign_case_of_applicant'),
        ),
        migrations.AddIndex(
            model_name='foreigncase',
            index=models.Index(fields=['system', '-seen_at', 'id'], name='foreign_case_newest'),
        ),
        migrations.AddConstraint(
            model_name='foreigncase',
            constraint=models.UniqueConstraint(fields=('system', 'number'), name='foreign_case_once'),
        ),
        migrations.AddConstraint(
            model_name='foreigncase',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'noticed', 'accepted',
            'decided', 'closed', 'not_accepted', 'withdrawn'])), name='foreign_state_known'),
        ),
        migrations.AddConstraint(
            model_name='systemmapping',
            constraint=models.UniqueConstraint(fields=('system', 'no'), name='system_mapping_number'),
        ),
        Govern("exchange_system", kind="system", subject_column="id", projections=("fetched", "fetched_at")),
        Govern("exchange_systemmapping", kind="system", subject_column="system_id", main=False),
        Govern("exchange_foreigncase", kind="foreign_case", subject_column="id"),
        Govern("exchange_foreignstep", kind="foreign_case", subject_column="case_id", main=False),
        Govern(
            "exchange_outgoingrecord", kind="record", subject_column="id", projections=("tries", "next_at", "error")
        ),
    ]
