"""The adjustment docket, and published editions of the list."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('law', '0001_initial'),
        ('powerlist', '0005_supervisors'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListEdition',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.PositiveIntegerField(unique=True)),
                ('day', models.DateField()),
                ('digest', models.CharField(max_length=64)),
                ('items', models.PositiveIntegerField()),
                ('lines', models.JSONField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField()),
                ('seq', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='edition_digest_shape')],
            },
        ),
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('act', models.PositiveIntegerField()),
                ('changes', models.JSONField()),
                ('since', models.DateField()),
                ('document', models.CharField(max_length=200)),
                ('opened_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('state', models.CharField(default='open', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('decided_at', models.DateTimeField(null=True)),
                ('seq', models.PositiveIntegerField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='powerlist.item')),
                ('law', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.law')),
                ('result', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.itemversion')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.itemversion')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_on', 'id'], name='adjustment_waiting')],
                'constraints': [models.UniqueConstraint(fields=('version', 'law', 'act'), name='adjustment_once_an_act'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state__in', ['open', 'drafting'])), models.Q(('decided_at__isnull', False), ('state__in', ['kept', 'published', 'stopped'])), _connector='OR'), name='adjustment_decided_is_dated'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='adjustment_kept_has_reason')],
            },
        ),
        Govern("powerlist_adjustment", kind="adjustment", subject_column="id"),
        Govern("powerlist_listedition", kind="list", subject_column="id"),
    ]
