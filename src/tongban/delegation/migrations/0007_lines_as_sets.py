"""Lines are written by the hundred thousand, and looked at as sets."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern, GovernSets

ALONE = Govern("delegation_line", kind="delegation", subject_column="decision_id", main=False)
REFERS = (
    ("decision_id", "delegation_decision"), ("item_id", "powerlist_item"), ("place_id", "agencies_division"),
    ("receiver_id", "agencies_body"), ("giver_id", "agencies_body"), ("holding_id", "powerlist_powerholding"),
    ("before_id", "powerlist_powerholding"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0009_places_stay'),
        ('delegation', '0006_decisions'),
        ('powerlist', '0009_conferrals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='line',
            name='before',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.powerholding'),
        ),
        migrations.AlterField(
            model_name='line',
            name='decision',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='delegation.decision'),
        ),
        migrations.AlterField(
            model_name='line',
            name='giver',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
        migrations.AlterField(
            model_name='line',
            name='holding',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.powerholding'),
        ),
        migrations.AlterField(
            model_name='line',
            name='item',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item'),
        ),
        migrations.AlterField(
            model_name='line',
            name='place',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division'),
        ),
        migrations.AlterField(
            model_name='line',
            name='receiver',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
        # Previews of sheets are kept in another shape from now on; a preview is made again by sending the file.
        migrations.RunSQL(["DELETE FROM delegation_sheet"], migrations.RunSQL.noop),
        migrations.RunSQL([ALONE.free_sql()], [ALONE.sql()]),
        GovernSets("delegation_line", kind="delegation", subject_column="decision_id", main=False, refers=REFERS),
    ]
