"""The tables of the agencies under the ledger's guard; the access log only grows."""

import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import tongban.kernel.ids
from django.conf import settings
from django.db import migrations, models

from tongban.ledger.governed import Govern

EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
"""
# Entries leave the access log by its keeping rule alone, and the owner applies that.
ACCESS_ONLY_GROWS = """
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON agencies_accesslog
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""
# Counters of failed sign-ins and used codes, shared by all workers; Django's own shape of a cache table.
COUNTER = """
CREATE TABLE agencies_counter (
  cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX agencies_counter_expires ON agencies_counter (expires);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(EXTENSIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=60, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()])),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.SlugField(max_length=40, unique=True)),
                ('uscc', models.CharField(max_length=18, unique=True)),
                ('kind', models.CharField(choices=[('department', 'Department'), ('township', 'Township'), ('centre', 'Centre'), ('government', 'Government')], max_length=16)),
                ('seq', models.IntegerField()),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agencies.body')),
            ],
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('no', models.BigAutoField(primary_key=True, serialize=False)),
                ('version', models.CharField(max_length=40, unique=True)),
                ('source', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('person', 'Person'), ('firm', 'Firm')], max_length=8)),
                ('sealed', models.BinaryField()),
                ('key_id', models.CharField(max_length=16)),
                ('id_bidx', models.BinaryField(null=True)),
                ('phone_bidx', models.BinaryField(null=True)),
                ('name_bidx', models.BinaryField(null=True)),
                ('index_key_id', models.CharField(max_length=16)),
                ('seq', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.SlugField(max_length=40)),
                ('name_zh', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=120)),
                ('duties', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('seq', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='PostHolding',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('A', 'A'), ('B', 'B')], max_length=1)),
                ('valid', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('seq', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Window',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('seq', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('actor_kind', models.CharField(max_length=12)),
                ('actor_ref', models.UUIDField(null=True)),
                ('post_id', models.UUIDField(null=True)),
                ('body_id', models.UUIDField(null=True)),
                ('on_behalf_of', models.UUIDField(null=True)),
                ('channel', models.CharField(max_length=12)),
                ('party_id', models.UUIDField()),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('purpose', models.CharField(max_length=20)),
                ('case_ref', models.CharField(max_length=60)),
                ('reason', models.CharField(max_length=200)),
            ],
            options={
                'indexes': [models.Index(fields=['party_id', '-at'], name='access_by_party')],
            },
        ),
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('body', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='centre', serialize=False, to='agencies.body')),
                ('address_zh', models.CharField(max_length=120)),
                ('address_en', models.CharField(max_length=240)),
                ('seq', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='BodyName',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name_zh', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=160)),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='agencies.body')),
            ],
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('kind', models.CharField(max_length=10)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='agencies.calendarversion')),
            ],
        ),
        migrations.CreateModel(
            name='DemoRole',
            fields=[
                ('key', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('group_zh', models.CharField(max_length=40)),
                ('group_en', models.CharField(max_length=80)),
                ('label_zh', models.CharField(max_length=60)),
                ('label_en', models.CharField(max_length=120)),
                ('order', models.PositiveSmallIntegerField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='demo_roles', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('county', 'County'), ('township', 'Township'), ('village', 'Village')], max_length=16)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agencies.division')),
            ],
        ),
        migrations.AddField(
            model_name='body',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='agencies.division'),
        ),
        migrations.CreateModel(
            name='DivisionName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12)),
                ('name_zh', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=120)),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('division', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='agencies.division')),
            ],
        ),
        migrations.CreateModel(
            name='Official',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name_zh', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=120)),
                ('staff_no', models.CharField(max_length=20, unique=True)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officials', to='agencies.body')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='official', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('during', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ('reason', models.CharField(max_length=20)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='agencies.official')),
            ],
        ),
        migrations.CreateModel(
            name='PartyKey',
            fields=[
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='held_key', serialize=False, to='agencies.party')),
                ('wrapped', models.BinaryField()),
            ],
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['index_key_id', 'phone_bidx'], name='party_by_phone'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['index_key_id', 'name_bidx'], name='party_by_name'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['person', 'firm'])), name='party_kind'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('index_key_id', 'id_bidx'), name='party_identity_once'),
        ),
        migrations.AddField(
            model_name='user',
            name='party',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='user', to='agencies.party'),
        ),
        migrations.AddField(
            model_name='post',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='agencies.body'),
        ),
        migrations.AddField(
            model_name='post',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division'),
        ),
        migrations.AddField(
            model_name='postholding',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
        migrations.AddField(
            model_name='postholding',
            name='official',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='agencies.official'),
        ),
        migrations.AddField(
            model_name='postholding',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division'),
        ),
        migrations.AddField(
            model_name='postholding',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='agencies.post'),
        ),
        migrations.AddField(
            model_name='window',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='agencies.post'),
        ),
        migrations.AddField(
            model_name='window',
            name='centre',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='agencies.centre'),
        ),
        migrations.AddConstraint(
            model_name='bodyname',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('body', '='), ('valid', '&&')], name='body_one_name_a_day'),
        ),
        migrations.AddConstraint(
            model_name='calendarday',
            constraint=models.UniqueConstraint(fields=('version', 'day'), name='calendar_day_once'),
        ),
        migrations.AddConstraint(
            model_name='calendarday',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['working', 'rest', 'holiday', 'make_up'])), name='calendar_day_kind'),
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['county', 'township', 'village'])), name='division_kind'),
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'county'), ('parent__isnull', False), _connector='OR'), name='division_has_parent'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['department', 'township', 'centre', 'government'])), name='body_kind'),
        ),
        migrations.AddConstraint(
            model_name='divisionname',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('division', '='), ('valid', '&&')], name='division_one_name_a_day'),
        ),
        migrations.AddConstraint(
            model_name='divisionname',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('code', '='), ('valid', '&&')], name='division_one_code_a_day'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('official', '='), ('during', '&&')], name='absence_once'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('body', 'key'), name='post_key_once'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('duties__contained_by', ['accept', 'admin', 'centre_manage', 'decide', 'deliver', 'lead', 'manage_list', 'receive', 'review'])), name='post_duties_known'),
        ),
        migrations.AddConstraint(
            model_name='postholding',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['A', 'B'])), name='post_holding_role'),
        ),
        migrations.AddConstraint(
            model_name='postholding',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), ('role', '='), ('valid', '&&')], name='post_one_a_one_b'),
        ),
        migrations.AddConstraint(
            model_name='postholding',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), ('official', '='), ('valid', '&&')], name='post_a_is_not_b'),
        ),
        migrations.AddConstraint(
            model_name='window',
            constraint=models.UniqueConstraint(fields=('centre', 'number'), name='window_number_once'),
        ),
        Govern("agencies_body", kind="body", subject_column="id", main=True),
        Govern("agencies_bodyname", kind="body", subject_column="body_id", main=False),
        Govern("agencies_centre", kind="body", subject_column="body_id", main=False),
        Govern("agencies_window", kind="body", subject_column="centre_id", main=False),
        Govern("agencies_post", kind="post", subject_column="id", main=True),
        Govern("agencies_postholding", kind="post", subject_column="post_id", main=False),
        Govern("agencies_official", kind="official", subject_column="id", main=True),
        Govern("agencies_absence", kind="official", subject_column="official_id", main=False),
        Govern("agencies_party", kind="party", subject_column="id", main=True),
        migrations.RunSQL(COUNTER, "DROP TABLE agencies_counter"),
        migrations.RunSQL(ACCESS_ONLY_GROWS, "DROP TRIGGER only_grows ON agencies_accesslog"),
    ]
