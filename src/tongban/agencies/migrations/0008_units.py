"""Units of bodies, what belongs to them and of which units they were made: under the ledger's guard."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0007_hotline_duties'),
    ]

    operations = [
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name_zh', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=120)),
                ('formed_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='agencies.body')),
            ],
        ),
        migrations.CreateModel(
            name='UnitPart',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=6)),
                ('ref', models.UUIDField()),
                ('seq', models.IntegerField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='agencies.unit')),
            ],
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('formed_on')), _connector='OR'), name='unit_ends_after_it_was_formed'),
        ),
        migrations.AddIndex(
            model_name='unitpart',
            index=models.Index(fields=['ref'], name='unit_part_of'),
        ),
        migrations.AddConstraint(
            model_name='unitpart',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['post', 'power', 'unit'])), name='unit_part_kind'),
        ),
        migrations.AddConstraint(
            model_name='unitpart',
            constraint=models.UniqueConstraint(fields=('unit', 'kind', 'ref'), name='unit_part_once'),
        ),
        Govern("agencies_unit", kind="unit", subject_column="id"),
        Govern("agencies_unitpart", kind="unit", subject_column="unit_id", main=False),
    ]
