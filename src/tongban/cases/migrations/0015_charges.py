"""Fees and fines of cases as assessed, and what the bank and the treasury tell of them, under the ledger."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_units'),
        ('cases', '0014_standing_references'),
    ]

    operations = [
        migrations.CreateModel(
            name='MoneyFile',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('read_at', models.DateTimeField()),
                ('lines', models.PositiveIntegerField()),
                ('fresh', models.PositiveIntegerField()),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.PositiveIntegerField(unique=True)),
                ('code', models.CharField(max_length=14, unique=True)),
                ('item_id', models.UUIDField()),
                ('kind', models.CharField(max_length=4)),
                ('name', models.CharField(max_length=120)),
                ('amount', models.BigIntegerField()),
                ('document', models.CharField(blank=True, max_length=120)),
                ('assessed_at', models.DateTimeField()),
                ('pay_by', models.DateField()),
                ('seq', models.PositiveIntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['-assessed_at', '-id'], name='charge_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='charge_of_something'), models.CheckConstraint(condition=models.Q(('kind__in', ['fee', 'fine'])), name='charge_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'fine'), _negated=True), models.Q(('document', ''), _negated=True), _connector='OR'), name='charge_fine_has_document')],
            },
        ),
        migrations.CreateModel(
            name='MoneyLine',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('reference', models.CharField(max_length=40)),
                ('voucher', models.CharField(max_length=120)),
                ('uscc', models.CharField(max_length=18)),
                ('amount', models.BigIntegerField()),
                ('day', models.DateField()),
                ('seq', models.PositiveIntegerField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='cases.moneyfile')),
            ],
            options={
                'indexes': [models.Index(fields=['voucher', 'kind'], name='money_line_voucher')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'reference'), name='money_line_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['collected', 'paid_in', 'transfer'])), name='money_line_kind'), models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='money_line_of_something')],
            },
        ),
        Govern("cases_charge", kind="charge", subject_column="id"),
        Govern("cases_moneyfile", kind="money", subject_column="id"),
        Govern("cases_moneyline", kind="money", subject_column="file_id", main=False),
    ]
