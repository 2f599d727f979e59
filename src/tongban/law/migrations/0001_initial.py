"""Laws, their versions and articles, what acts touched, uploads; with the guards the database keeps itself."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import tongban.kernel.ids
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

from tongban.ledger.governed import Govern

# Whoever was told a rule by an article must find its words there for ever: a version takes its text once, and then only
# the day it ends, once, and the number of the event that ended it may still be written; an article never changes.
TEXT_STAYS = """
CREATE FUNCTION law_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.digest = '' AND NEW.valid = OLD.valid AND NEW.no = OLD.no THEN RETURN NEW; END IF;
  IF to_jsonb(NEW) - '{valid,seq}'::text[] = to_jsonb(OLD) - '{valid,seq}'::text[]
     AND (NEW.valid = OLD.valid OR (upper_inf(OLD.valid) AND lower(NEW.valid) = lower(OLD.valid))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the text of a law is immutable' USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER text_stays BEFORE UPDATE ON law_lawversion FOR EACH ROW EXECUTE FUNCTION law_text_stays();
CREATE FUNCTION law_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER row_stays BEFORE UPDATE ON law_article FOR EACH ROW EXECUTE FUNCTION law_row_stays();
CREATE TRIGGER row_stays BEFORE UPDATE ON law_lawchange FOR EACH ROW EXECUTE FUNCTION law_row_stays();
"""
TEXT_FREE = """
DROP TRIGGER row_stays ON law_lawchange;
DROP TRIGGER row_stays ON law_article;
DROP FUNCTION law_row_stays();
DROP TRIGGER text_stays ON law_lawversion;
DROP FUNCTION law_text_stays();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name='Law',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=12)),
                ('number', models.CharField(blank=True, max_length=80)),
                ('issuer', models.CharField(blank=True, max_length=120)),
                ('repealed_on', models.DateField(null=True)),
                ('repeal_document', models.CharField(blank=True, max_length=200)),
                ('seq', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['title'], name='law_title_trgm', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(condition=models.Q(('repealed_on__isnull', True)), fields=('key',), name='law_name_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['law', 'regulation', 'local', 'rule', 'document'])), name='law_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('key', ''), _negated=True)), name='law_has_title'), models.CheckConstraint(condition=models.Q(models.Q(('repeal_document', ''), ('repealed_on__isnull', True)), models.Q(('repealed_on__isnull', False), models.Q(('repeal_document', ''), _negated=True)), _connector='OR'), name='law_repeal_has_document')],
            },
        ),
        migrations.CreateModel(
            name='LawUpload',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('title', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField(null=True)),
                ('findings', models.JSONField()),
                ('articles', models.PositiveIntegerField()),
                ('stored_at', models.DateTimeField(null=True)),
                ('law', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.law')),
            ],
        ),
        migrations.CreateModel(
            name='LawVersion',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.PositiveIntegerField()),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('document', models.CharField(blank=True, max_length=200)),
                ('source', models.CharField(max_length=200)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('articles', models.PositiveIntegerField(default=0)),
                ('notes', models.JSONField(default=list)),
                ('annex', models.TextField(blank=True)),
                ('seq', models.PositiveIntegerField()),
                ('law', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='law.law')),
            ],
        ),
        migrations.CreateModel(
            name='LawChange',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('number', models.PositiveIntegerField(null=True)),
                ('extra', models.PositiveSmallIntegerField(default=0)),
                ('to_number', models.PositiveIntegerField(null=True)),
                ('to_extra', models.PositiveSmallIntegerField(default=0)),
                ('since', models.DateField()),
                ('document', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('seq', models.PositiveIntegerField()),
                ('law', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='law.law')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.lawversion')),
            ],
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('extra', models.PositiveSmallIntegerField(default=0)),
                ('headings', models.JSONField(default=list)),
                ('text', models.TextField()),
                ('seq', models.PositiveIntegerField()),
                ('law', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.law')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='law.lawversion')),
            ],
        ),
        migrations.AddConstraint(
            model_name='lawversion',
            constraint=models.UniqueConstraint(fields=('law', 'no'), name='law_version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='lawversion',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^([0-9a-f]{64})?$')), name='law_version_digest_shape'),
        ),
        migrations.AddConstraint(
            model_name='lawversion',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='law_version_has_source'),
        ),
        migrations.AddConstraint(
            model_name='lawversion',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('law', '='), ('valid', '&&')], name='law_one_version_a_day'),
        ),
        migrations.AddIndex(
            model_name='lawchange',
            index=models.Index(fields=['since'], name='law_change_since'),
        ),
        migrations.AddConstraint(
            model_name='lawchange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['changed', 'added', 'removed', 'renumbered', 'interpreted', 'repealed'])), name='law_change_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='lawchange',
            constraint=models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='law_change_has_document'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(fields=['text'], name='law_article_text_trgm', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(fields=('version', 'number', 'extra'), name='law_article_once'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='law_article_number'),
        ),
        migrations.RunSQL(TEXT_STAYS, TEXT_FREE),
        Govern("law_law", kind="law", subject_column="id", main=True),
        Govern("law_lawversion", kind="law", subject_column="law_id", main=False),
        Govern("law_article", kind="law", subject_column="law_id", main=False),
        Govern("law_lawchange", kind="law", subject_column="law_id", main=False),
    ]
