"""A granted licence can be kept out of the public register by two persons, on a ground of the law."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_tables'),
        ('cases', '0004_granted'),
    ]

    operations = [
        migrations.CreateModel(
            name='Withholding',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('ground', models.CharField(max_length=16)),
                ('source', models.CharField(max_length=200)),
                ('reason', models.BinaryField()),
                ('until', models.DateField(null=True)),
                ('hold_until', models.DateField(null=True)),
                ('state', models.CharField(default='asked', max_length=8)),
                ('asked_by', models.UUIDField()),
                ('asked_at', models.DateTimeField()),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('answer', models.BinaryField(null=True)),
                ('ended_by', models.UUIDField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', models.BinaryField(null=True)),
                ('seq', models.PositiveIntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['asked', 'kept'])), fields=['case'], name='withholding_stands'), models.Index(fields=['body', '-asked_at'], name='withholding_of_body')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ground__in', ['business_secret', 'privacy', 'state_secret'])), name='withholding_ground'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'declined', 'ended', 'kept'])), name='withholding_state'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='withholding_source'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('state', 'asked')), models.Q(('answer__isnull', False), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('state', 'asked'), _negated=True)), _connector='OR'), name='withholding_decided'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='withholding_two_persons'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('case',), name='withholding_one_asked')],
            },
        ),
        Govern("cases_withholding", kind="withholding", subject_column="id"),
    ]
