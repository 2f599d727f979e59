import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_initial'),
        ('cases', '0001_initial'),
        ('powerlist', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_ref', models.UUIDField()),
                ('seq', models.IntegerField()),
                ('asked_on', models.DateField()),
                ('hold_by', models.DateField()),
                ('document_id', models.UUIDField(null=True)),
                ('noticed_at', models.DateTimeField(null=True)),
                ('held_at', models.DateTimeField(null=True)),
                ('venue', models.CharField(default='', max_length=120)),
                ('chair_id', models.UUIDField(null=True)),
                ('record_id', models.UUIDField(null=True)),
                ('sealed', models.BinaryField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(default='', max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name='HearingRight',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_ref', models.UUIDField()),
                ('seq', models.IntegerField()),
                ('document_id', models.UUIDField()),
                ('request_by', models.DateField()),
                ('answer', models.CharField(default='', max_length=8)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Interested',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_ref', models.UUIDField()),
                ('seq', models.IntegerField()),
                ('interest', models.BinaryField()),
                ('document_id', models.UUIDField()),
                ('answer_by', models.DateField()),
                ('stated_at', models.DateTimeField(null=True)),
                ('said', models.BinaryField(null=True)),
                ('taken', models.CharField(default='', max_length=12)),
                ('weighed', models.BinaryField(null=True)),
                ('weighed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Termination',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_ref', models.UUIDField()),
                ('seq', models.IntegerField()),
                ('ground', models.CharField(max_length=24)),
                ('sealed', models.BinaryField()),
                ('document_id', models.UUIDField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_accepted_before_review',
        ),
        migrations.RemoveConstraint(
            model_name='pause',
            name='pause_one_open',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_open_due',
        ),
        migrations.AddField(
            model_name='pause',
            name='family',
            field=models.CharField(db_default='not_counted', default='not_counted', max_length=12),
        ),
        migrations.AddField(
            model_name='pause',
            name='staff',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), db_default=[], default=list, size=None),
        ),
        migrations.AddField(
            model_name='pause',
            name='starts_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('received', 'received'), ('noticed', 'noticed'), ('accepted', 'accepted'), ('decided', 'decided'), ('closed', 'closed'), ('not_accepted', 'not_accepted'), ('withdrawn', 'withdrawn'), ('suspended', 'suspended'), ('terminated', 'terminated')], max_length=16),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['received', 'noticed', 'accepted', 'suspended', 'decided'])), fields=['place', 'promised_due_at', 'id'], name='case_open_due'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'noticed', 'accepted', 'decided', 'closed', 'not_accepted', 'withdrawn', 'suspended', 'terminated'])), name='case_state_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', False), models.Q(('state__in', ['accepted', 'suspended', 'decided', 'closed']), _negated=True), _connector='OR'), name='case_accepted_before_review'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case', 'family'), name='pause_one_open'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.case'),
        ),
        migrations.AddField(
            model_name='hearingright',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.case'),
        ),
        migrations.AddField(
            model_name='interested',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.case'),
        ),
        migrations.AddField(
            model_name='interested',
            name='party',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party'),
        ),
        migrations.AddField(
            model_name='hearingright',
            name='interested',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rights', to='cases.interested'),
        ),
        migrations.AddField(
            model_name='termination',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='cases.case'),
        ),
        migrations.AddIndex(
            model_name='hearing',
            index=models.Index(fields=['case', 'at'], name='hearing_of_case'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('case',), name='hearing_one_open'),
        ),
        migrations.AddConstraint(
            model_name='interested',
            constraint=models.UniqueConstraint(fields=('case', 'party'), name='interested_once'),
        ),
        migrations.AddConstraint(
            model_name='hearingright',
            constraint=models.UniqueConstraint(fields=('case', 'interested'), name='hearing_right_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='termination',
            constraint=models.UniqueConstraint(fields=('case',), name='termination_once'),
        ),
        Govern("cases_interested", kind="case", subject_column="case_id", main=False),
        Govern("cases_hearingright", kind="case", subject_column="case_id", main=False),
        Govern("cases_hearing", kind="case", subject_column="case_id", main=False),
        Govern("cases_termination", kind="case", subject_column="case_id", main=False),
    ]
