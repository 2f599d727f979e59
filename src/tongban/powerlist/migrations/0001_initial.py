"""Items, versions, holdings, search words and import previews, with the guards the database keeps itself."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import tongban.kernel.ids
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

from tongban.ledger.governed import Govern

# Whoever was told a rule by a published version must find it there for ever: only the day it ends, once, and the number
# of the event that ended it may still be written.
PUBLISHED_STAYS = """
CREATE FUNCTION powerlist_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'published' THEN RETURN NEW; END IF;
  IF to_jsonb(NEW) - '{valid,seq}'::text[] = to_jsonb(OLD) - '{valid,seq}'::text[]
     AND (NEW.valid = OLD.valid OR (upper_inf(OLD.valid) AND lower(NEW.valid) = lower(OLD.valid))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a published version is immutable' USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE ON powerlist_itemversion
  FOR EACH ROW EXECUTE FUNCTION powerlist_published_stays();
"""
PUBLISHED_FREE = """
DROP TRIGGER published_stays ON powerlist_itemversion;
DROP FUNCTION powerlist_published_stays();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('ledger', '0001_initial'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name='ImportPreview',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=120)),
                ('file_digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField(null=True)),
                ('total', models.PositiveIntegerField()),
                ('good', models.PositiveIntegerField()),
                ('bad', models.PositiveIntegerField()),
                ('notices', models.JSONField()),
                ('findings', models.JSONField()),
                ('rows', models.JSONField()),
                ('imported_at', models.DateTimeField(null=True)),
                ('result', models.JSONField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('total', django.db.models.expressions.CombinedExpression(models.F('good'), '+', models.F('bad')))), name='preview_rows_add_up')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=80, unique=True)),
                ('state', models.PositiveSmallIntegerField(default=1)),
                ('state_since', models.DateField(null=True)),
                ('state_basis', models.CharField(blank=True, max_length=120)),
                ('seq', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', [1, 2, 3, 4])), name='item_state_known'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9A-Za-z][0-9A-Za-z_-]{2,79}$')), name='item_code_shape')],
            },
        ),
        migrations.CreateModel(
            name='ItemVersion',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.PositiveIntegerField()),
                ('state', models.CharField(default='draft', max_length=10)),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField()),
                ('flow', models.TextField(blank=True)),
                ('net', models.JSONField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('seq', models.PositiveIntegerField()),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='powerlist.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'no'), name='item_version_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('item',), name='item_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft'), ('valid__isnull', True)), models.Q(('published_at__isnull', False), ('state', 'published'), ('valid__isnull', False)), _connector='OR'), name='item_version_published_is_dated'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='item_version_digest_shape'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'published')), expressions=[('item', '='), ('valid', '&&')], name='item_one_version_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PowerHolding',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('function', models.CharField(max_length=10)),
                ('legal_form', models.CharField(max_length=12)),
                ('valid', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('basis_doc', models.CharField(max_length=120)),
                ('seq', models.PositiveIntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='powerlist.item')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('function__in', ['accept', 'review', 'decide'])), name='holding_function'), models.CheckConstraint(condition=models.Q(('legal_form__in', ['statutory', 'transferred', 'entrusted', 'posted_team', 'co_handling'])), name='holding_legal_form'), models.CheckConstraint(condition=models.Q(('basis_doc', ''), _negated=True), name='holding_has_basis'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('item', '='), ('place', '='), ('function', '='), ('valid', '&&')], name='holding_one_body_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('text', models.CharField(max_length=400)),
                ('pinyin', models.CharField(max_length=1600)),
                ('initials', models.CharField(max_length=400)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_terms', to='powerlist.item')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['text'], name='search_text_trgm', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GinIndex(fields=['pinyin'], name='search_pinyin_trgm', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GinIndex(fields=['initials'], name='search_initials_trgm', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.RunSQL(PUBLISHED_STAYS, PUBLISHED_FREE),
        Govern("powerlist_item", kind="item", subject_column="id", main=True),
        Govern("powerlist_itemversion", kind="item", subject_column="item_id", main=False),
        Govern("powerlist_powerholding", kind="holding", subject_column="id", main=True),
    ]
