"""Powers conferred at once are parts of one subject of the ledger; rows of holdings are looked at as sets."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern, GovernSets

ALONE = Govern("powerlist_powerholding", kind="holding", subject_column="id")
REFERS = (
    ("item_id", "powerlist_item"), ("place_id", "agencies_division"), ("body_id", "agencies_body"),
    ("supervisor_id", "agencies_body"), ("conferral_id", "powerlist_conferral"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0009_places_stay'),
        ('powerlist', '0008_holdings_that_close'),
    ]

    operations = [
        migrations.CreateModel(
            name='Conferral',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('basis_doc', models.CharField(max_length=120)),
                ('rows', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.AlterField(
            model_name='powerholding',
            name='body',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
        migrations.AlterField(
            model_name='powerholding',
            name='item',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='powerlist.item'),
        ),
        migrations.AlterField(
            model_name='powerholding',
            name='place',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division'),
        ),
        migrations.AlterField(
            model_name='powerholding',
            name='supervisor',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
        migrations.AddField(
            model_name='powerholding',
            name='conferral',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.conferral'),
        ),
        migrations.AddIndex(
            model_name='powerholding',
            index=models.Index(fields=['item', 'place'], name='holding_item_place'),
        ),
        Govern("powerlist_conferral", kind="conferral", subject_column="id"),
        migrations.RunSQL([ALONE.free_sql()], [ALONE.sql()]),
        GovernSets(
            "powerlist_powerholding", kind="holding", subject_column="id", batch=("conferral", "conferral_id"),
            refers=REFERS,
        ),
    ]
