"""Candidates: editions of decision tables, traits, choices; what the ledger told of items."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern

# Whoever was told why a mode was proposed must find the table there for ever.
PUBLISHED_STAYS = """
CREATE FUNCTION delegation_table_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'published' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a published decision table is immutable' USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE ON delegation_tableedition
  FOR EACH ROW EXECUTE FUNCTION delegation_table_stays();
"""
PUBLISHED_FREE = """
DROP TRIGGER published_stays ON delegation_tableedition;
DROP FUNCTION delegation_table_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('delegation', '0001_duties'),
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseSeen',
            fields=[
                ('subject_id', models.UUIDField(primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=40)),
                ('item_id', models.UUIDField()),
                ('applicant', models.UUIDField()),
                ('place_id', models.UUIDField(null=True)),
                ('channel', models.CharField(default='', max_length=12)),
                ('fee', models.IntegerField(default=0)),
                ('received_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['item_id', 'received_at'], name='seen_by_item')],
            },
        ),
        migrations.CreateModel(
            name='ItemTraits',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('item_id', models.UUIDField(unique=True)),
                ('traits', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('expertise', models.SmallIntegerField(default=0)),
                ('reason', models.TextField(default='')),
                ('by_ref', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('seq', models.IntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('expertise__gte', 0), ('expertise__lte', 4)), name='traits_expertise')],
            },
        ),
        migrations.CreateModel(
            name='TableEdition',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40)),
                ('no', models.IntegerField()),
                ('state', models.CharField(default='draft', max_length=10)),
                ('document', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('source', models.CharField(default='', max_length=200)),
                ('saved_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('by_ref', models.UUIDField(null=True)),
                ('seq', models.IntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'no'), name='table_edition_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('key',), name='table_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('state', 'draft')), models.Q(('published_at__isnull', False), ('state', 'published')), _connector='OR'), name='table_published_is_dated')],
            },
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('event_id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('item_id', models.UUIDField()),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_id', models.UUIDField()),
                ('number', models.CharField(default='', max_length=40)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['item_id', 'at'], name='voice_by_item')],
            },
        ),
        migrations.CreateModel(
            name='ModeChoice',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('item_id', models.UUIDField()),
                ('proposed', models.CharField(default='', max_length=12)),
                ('chosen', models.CharField(max_length=12)),
                ('act', models.CharField(max_length=8)),
                ('reason', models.TextField(default='')),
                ('facts', models.JSONField(default=dict)),
                ('components', models.JSONField(default=list)),
                ('score', models.IntegerField()),
                ('by_ref', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delegation.tableedition')),
            ],
            options={
                'indexes': [models.Index(fields=['item_id', '-at'], name='mode_choice_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['adopt', 'keep', 'other'])), name='mode_choice_act')],
            },
        ),
        Govern("delegation_tableedition", kind="decision_table", subject_column="id"),
        Govern("delegation_itemtraits", kind="item_traits", subject_column="id"),
        Govern("delegation_modechoice", kind="mode_choice", subject_column="id"),
        migrations.RunSQL(PUBLISHED_STAYS, PUBLISHED_FREE),
    ]
