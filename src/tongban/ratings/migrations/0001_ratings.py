"""What may be rated, ratings and their steps, counter devices, surveys; each write with its event."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0006_paper_codes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('stage', models.CharField(max_length=12)),
                ('case_id', models.UUIDField()),
                ('case_seq', models.IntegerField()),
                ('number', models.CharField(max_length=32)),
                ('item_id', models.UUIDField()),
                ('item_name', models.CharField(max_length=200)),
                ('opened_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party')),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
            ],
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(max_length=8)),
                ('level', models.SmallIntegerField()),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('words', models.BinaryField(null=True)),
                ('named', models.BooleanField()),
                ('rated_at', models.DateTimeField()),
                ('state', models.CharField(max_length=12)),
                ('appeal', models.CharField(default='', max_length=8)),
                ('ground', models.CharField(default='', max_length=12)),
                ('contact_by', models.DateTimeField(null=True)),
                ('contacted_at', models.DateTimeField(null=True)),
                ('rectify_by', models.DateTimeField(null=True)),
                ('rectified_at', models.DateTimeField(null=True)),
                ('rectify_late', models.BooleanField(default=False)),
                ('outcome', models.CharField(default='', max_length=12)),
                ('calls', models.SmallIntegerField(default=0)),
                ('called_at', models.DateTimeField(null=True)),
                ('solved', models.BooleanField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('public_words', models.TextField(default='')),
                ('public_reply', models.TextField(default='')),
                ('published_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('occasion', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='ratings.occasion')),
                ('owner_post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
            ],
        ),
        migrations.CreateModel(
            name='RatingStep',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=12)),
                ('result', models.CharField(default='', max_length=12)),
                ('words', models.BinaryField()),
                ('by_ref', models.UUIDField(null=True)),
                ('by_post', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('seq', models.IntegerField()),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='ratings.rating')),
            ],
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('questions', models.JSONField()),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('frame_size', models.IntegerField()),
                ('frame_digest', models.CharField(max_length=64)),
                ('seed', models.CharField(max_length=40)),
                ('made_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyAnswer',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=12)),
                ('answer', models.CharField(max_length=12)),
                ('seq', models.IntegerField()),
                ('survey', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='ratings.survey')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyDraw',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.IntegerField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('occasion', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ratings.occasion')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party')),
                ('survey', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='ratings.survey')),
            ],
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField(max_length=32)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('token_hash',), name='rating_device_token'), models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('post',), name='rating_device_one_a_post')],
            },
        ),
        migrations.AddIndex(
            model_name='occasion',
            index=models.Index(fields=['body', 'opened_at'], name='occasion_by_body'),
        ),
        migrations.AddIndex(
            model_name='occasion',
            index=models.Index(condition=models.Q(('kind', 'visit')), fields=['post', '-opened_at'], name='occasion_at_post'),
        ),
        migrations.AddConstraint(
            model_name='occasion',
            constraint=models.UniqueConstraint(fields=('case_id', 'kind', 'case_seq'), name='occasion_once'),
        ),
        migrations.AddConstraint(
            model_name='occasion',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'matter')), fields=('case_id',), name='occasion_one_matter'),
        ),
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(fields=['-rated_at', '-id'], name='rating_newest'),
        ),
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(fields=['body', '-rated_at', '-id'], name='rating_by_body'),
        ),
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(condition=models.Q(('published_at', None), _negated=True), fields=['-published_at', '-id'], name='rating_published'),
        ),
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(condition=models.Q(('state__in', ['contacted', 'open', 'rectified'])), fields=['owner_post'], name='rating_open'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(fields=('occasion',), name='rating_once'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', [1, 2, 3, 4, 5])), name='rating_level'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['closed', 'contacted', 'counted', 'excluded', 'open', 'rectified'])), name='rating_state'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level__lte', 3), ('state', 'counted')), models.Q(('level__gt', 3), models.Q(('state', 'counted'), _negated=True)), _connector='OR'), name='rating_bad_is_worked_on'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'excluded'), _negated=True), ('appeal', 'upheld'), _connector='OR'), name='rating_excluded_judged'),
        ),
        migrations.AddIndex(
            model_name='survey',
            index=models.Index(fields=['-made_at'], name='survey_newest'),
        ),
        migrations.AddIndex(
            model_name='surveyanswer',
            index=models.Index(fields=['survey', 'question', 'answer'], name='survey_figures'),
        ),
        migrations.AddConstraint(
            model_name='surveydraw',
            constraint=models.UniqueConstraint(fields=('survey', 'party'), name='survey_person_once'),
        ),
        migrations.AddConstraint(
            model_name='surveydraw',
            constraint=models.UniqueConstraint(fields=('survey', 'no'), name='survey_draw_no'),
        ),
        Govern("ratings_rating", kind="rating", subject_column="id"),
        Govern("ratings_ratingstep", kind="rating", subject_column="rating_id", main=False),
        Govern("ratings_device", kind="rating_device", subject_column="id"),
        Govern("ratings_survey", kind="survey", subject_column="id"),
        Govern("ratings_surveydraw", kind="survey", subject_column="survey_id", main=False),
        Govern("ratings_surveyanswer", kind="survey", subject_column="survey_id", main=False),
    ]
