"""The duty lists of townships: published versions and their lines, which the database refuses to change."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern

ONLY_GROWS = """
CREATE TRIGGER only_grows BEFORE UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""
FREE = "DROP TRIGGER only_grows ON {table};"
PUBLISHED = ("delegation_dutyversion", "delegation_dutyline")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0006_paper_codes'),
    ]

    operations = [
        migrations.CreateModel(
            name='DutySheet',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=120)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField(null=True)),
                ('rows', models.JSONField()),
                ('faults', models.JSONField()),
                ('published_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='DutyList',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('seq', models.IntegerField()),
                ('township', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
            ],
        ),
        migrations.CreateModel(
            name='DutyVersion',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.PositiveIntegerField()),
                ('valid_from', models.DateField()),
                ('digest', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('duty_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='delegation.dutylist')),
            ],
        ),
        migrations.CreateModel(
            name='DutyLineRow',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=12)),
                ('domain', models.CharField(max_length=40)),
                ('item', models.CharField(max_length=200)),
                ('basis', models.CharField(max_length=300)),
                ('lead_does', models.CharField(blank=True, max_length=500)),
                ('township_does', models.CharField(blank=True, max_length=500)),
                ('how', models.CharField(blank=True, max_length=500)),
                ('seq', models.IntegerField()),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('taker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('duty_list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delegation.dutylist')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='delegation.dutyversion')),
            ],
            options={
                'db_table': 'delegation_dutyline',
            },
        ),
        migrations.AddConstraint(
            model_name='dutyversion',
            constraint=models.UniqueConstraint(fields=('duty_list', 'no'), name='duty_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='dutylinerow',
            constraint=models.UniqueConstraint(fields=('version', 'code'), name='duty_line_code_once'),
        ),
        migrations.AddConstraint(
            model_name='dutylinerow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'basic'), ('lead', None), ('taker', None)), models.Q(('kind', 'cooperating'), ('taker', None), ('lead__isnull', False), models.Q(('lead_does', ''), _negated=True), models.Q(('township_does', ''), _negated=True)), models.Q(('kind', 'taken_back'), ('lead', None), ('taker__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='duty_line_says_who'),
        ),
        Govern("delegation_dutylist", kind="duty_list", subject_column="id"),
        Govern("delegation_dutyversion", kind="duty_list", subject_column="duty_list_id", main=False),
        Govern("delegation_dutyline", kind="duty_list", subject_column="duty_list_id", main=False),
        *(migrations.RunSQL(ONLY_GROWS.format(table=one), FREE.format(table=one)) for one in PUBLISHED),
    ]
