import django.db.models.deletion
from django.db import migrations, models


# What the rows of every step point at stays: bodies, posts and versions are governed, a place has this trigger.
PLACES_STAY = """
CREATE TRIGGER standing_rows_stay BEFORE DELETE OR TRUNCATE ON agencies_division
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse()
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_units'),
        ('cases', '0013_consents'),
        ('powerlist', '0008_holdings_that_close'),
    ]

    operations = [
        migrations.RunSQL(PLACES_STAY, "DROP TRIGGER standing_rows_stay ON agencies_division"),
        migrations.AlterField(
            model_name='case',
            name='body',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
        migrations.AlterField(
            model_name='case',
            name='item_version',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.itemversion'),
        ),
        migrations.AlterField(
            model_name='case',
            name='place',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division'),
        ),
        migrations.AlterField(
            model_name='case',
            name='window_post',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post'),
        ),
        migrations.AlterField(
            model_name='task',
            name='body',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
        migrations.AlterField(
            model_name='task',
            name='place',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division'),
        ),
        migrations.AlterField(
            model_name='task',
            name='post',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post'),
        ),
    ]
