"""The register of centres: items on site, authority in the hall, where decisions are taken."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0002_windows_close"),
        ("centres", "0001_queue"),
        ("powerlist", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('items', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('seal', models.BooleanField()),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('post',), name='authority_one_a_post')],
            },
        ),
        migrations.CreateModel(
            name='DecisionTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('in_hall', models.BooleanField()),
                ('number', models.IntegerField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'post', 'in_hall'), name='decision_tally_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('function', models.CharField(max_length=8)),
                ('reason', models.CharField(default='', max_length=12)),
                ('since', models.DateField()),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('centre', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('centre', 'item'), name='centre_entry_once'), models.CheckConstraint(condition=models.Q(('function__in', ['decides', 'collects', 'outside'])), name='centre_function'), models.CheckConstraint(condition=models.Q(models.Q(('function', 'outside'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('function', 'outside'), _negated=True), ('reason', '')), _connector='OR'), name='centre_outside_has_reason')],
            },
        ),
        Govern("centres_entry", kind="centre_entry", subject_column="id"),
        Govern("centres_authority", kind="window_authority", subject_column="id"),
    ]
