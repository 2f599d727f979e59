"""Clean-up rounds, overlaps, practices and domains under the ledger; entries of the docket that follow a decision."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('law', '0001_initial'),
        ('powerlist', '0009_conferrals'),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemTag',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('domains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Overlap',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('one_body', models.UUIDField()),
                ('other_body', models.UUIDField()),
                ('signs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None)),
                ('found_at', models.DateTimeField()),
                ('state', models.CharField(max_length=10)),
                ('arbiter', models.UUIDField(null=True)),
                ('statements_by', models.DateTimeField(null=True)),
                ('due_by', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=5)),
                ('document', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField(null=True)),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='OverlapStep',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(max_length=10)),
                ('words', models.TextField()),
                ('body_id', models.UUIDField(null=True)),
                ('by_post', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.PositiveIntegerField(unique=True)),
                ('body_id', models.UUIDField()),
                ('name', models.CharField(max_length=60)),
                ('words', models.TextField()),
                ('gap', models.CharField(max_length=10)),
                ('basis', models.CharField(blank=True, max_length=200)),
                ('filed_at', models.DateTimeField()),
                ('filed_by', models.UUIDField(null=True)),
                ('answers', models.UUIDField()),
                ('due_by', models.DateTimeField()),
                ('escalated_at', models.DateTimeField(null=True)),
                ('state', models.CharField(max_length=10)),
                ('answer_words', models.TextField(blank=True)),
                ('document', models.CharField(blank=True, max_length=120)),
                ('trial_until', models.DateField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('late', models.BooleanField(default=False)),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=60)),
                ('document', models.CharField(max_length=120)),
                ('members', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('quorum_thirds', models.PositiveSmallIntegerField()),
                ('majority', models.PositiveSmallIntegerField()),
                ('opened_at', models.DateTimeField()),
                ('closes_on', models.DateField()),
                ('no', models.PositiveIntegerField(null=True, unique=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('published_at', models.DateTimeField(null=True)),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='RoundLine',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('body_id', models.UUIDField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=10)),
                ('carried', models.BooleanField(null=True)),
                ('tally', models.JSONField(default=list)),
                ('may_vote', models.PositiveSmallIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('document', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField(null=True)),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='RoundVote',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('post_id', models.UUIDField()),
                ('choice', models.CharField(max_length=10)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('seq', models.PositiveIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='adjustment',
            name='cause',
            field=models.CharField(db_default='law', default='law', max_length=10),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='source',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='wanted',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
        migrations.AlterField(
            model_name='adjustment',
            name='law',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.law'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.UniqueConstraint(fields=('source', 'item'), name='adjustment_once_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cause', 'law'), ('law__isnull', False), ('source', None), ('wanted', '')), models.Q(('cause__in', ['overlap', 'practice', 'round']), ('law', None), ('source__isnull', False), ('wanted__in', ['cancel', 'change'])), _connector='OR'), name='adjustment_has_one_cause'),
        ),
        migrations.AddField(
            model_name='itemtag',
            name='item',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='tag', to='powerlist.item'),
        ),
        migrations.AddField(
            model_name='overlap',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item'),
        ),
        migrations.AddField(
            model_name='overlap',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item'),
        ),
        migrations.AddField(
            model_name='overlapstep',
            name='overlap',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='powerlist.overlap'),
        ),
        migrations.AddField(
            model_name='practice',
            name='item',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item'),
        ),
        migrations.AddIndex(
            model_name='round',
            index=models.Index(fields=['-opened_at', '-id'], name='round_newest'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('no', None), ('published_at', None)), models.Q(('no__gt', 0), ('published_at__isnull', False)), _connector='OR'), name='round_published_has_number'),
        ),
        migrations.AddField(
            model_name='roundline',
            name='into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item'),
        ),
        migrations.AddField(
            model_name='roundline',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item'),
        ),
        migrations.AddField(
            model_name='roundline',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='powerlist.round'),
        ),
        migrations.AddField(
            model_name='roundline',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.itemversion'),
        ),
        migrations.AddField(
            model_name='roundvote',
            name='into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.item'),
        ),
        migrations.AddField(
            model_name='roundvote',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='powerlist.roundline'),
        ),
        migrations.AddField(
            model_name='roundvote',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='powerlist.round'),
        ),
        migrations.AddConstraint(
            model_name='itemtag',
            constraint=models.CheckConstraint(condition=models.Q(('domains__contained_by', ['business', 'convenience', 'culture', 'education', 'health', 'income', 'investment', 'qualification', 'science', 'starting'])), name='item_tag_known'),
        ),
        migrations.AddIndex(
            model_name='overlap',
            index=models.Index(fields=['-found_at', '-id'], name='overlap_newest'),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='overlap_once'),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.CheckConstraint(condition=models.Q(('arbiter', None), models.Q(models.Q(('arbiter', models.F('one_body')), _negated=True), models.Q(('arbiter', models.F('other_body')), _negated=True)), _connector='OR'), name='overlap_arbiter_is_neither'),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['found', 'dispute', 'decided', 'dismissed'])), name='overlap_state'),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'decided'), _negated=True), models.Q(('outcome__in', ('one', 'other', 'both')), models.Q(('document', ''), _negated=True)), _connector='OR'), name='overlap_decided_has_outcome'),
        ),
        migrations.AddIndex(
            model_name='practice',
            index=models.Index(fields=['-filed_at', '-id'], name='practice_newest'),
        ),
        migrations.AddIndex(
            model_name='practice',
            index=models.Index(condition=models.Q(('state', 'filed')), fields=['due_by'], name='practice_waiting'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['adopted', 'filed', 'refused', 'trial'])), name='practice_state'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('gap__in', ['conflict', 'silent', 'unclear'])), name='practice_gap'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('answers', models.F('body_id')), _negated=True), name='practice_answered_by_another'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'filed')), models.Q(('answered_at__isnull', False), models.Q(('answer_words', ''), _negated=True)), _connector='OR'), name='practice_answer_has_reasons'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'trial'), _negated=True), ('trial_until__isnull', False), _connector='OR'), name='practice_trial_ends'),
        ),
        migrations.AddConstraint(
            model_name='roundline',
            constraint=models.UniqueConstraint(fields=('round', 'item'), name='round_line_once'),
        ),
        migrations.AddConstraint(
            model_name='roundline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('outcome__in', ['cancel', 'delegate', 'keep', 'merge']), models.Q(('reason', ''), _negated=True), models.Q(('document', ''), _negated=True)), _connector='OR'), name='round_line_decided_says_why'),
        ),
        migrations.AddConstraint(
            model_name='roundvote',
            constraint=models.UniqueConstraint(fields=('line', 'post_id'), name='round_vote_once'),
        ),
        migrations.AddConstraint(
            model_name='roundvote',
            constraint=models.CheckConstraint(condition=models.Q(('choice__in', ['cancel', 'delegate', 'keep', 'merge'])), name='round_vote_choice'),
        ),
        Govern("powerlist_round", kind="round", subject_column="id"),
        Govern("powerlist_roundline", kind="round", subject_column="round_id", main=False),
        Govern("powerlist_roundvote", kind="round", subject_column="round_id", main=False),
        Govern("powerlist_overlap", kind="overlap", subject_column="id"),
        Govern("powerlist_overlapstep", kind="overlap", subject_column="overlap_id", main=False),
        Govern("powerlist_practice", kind="practice", subject_column="id"),
        Govern("powerlist_itemtag", kind="item", subject_column="item_id", main=False),
    ]
