"""Mediations with their two sides and their sessions."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_tables'),
        ('hotline', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mediation',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('dispute', models.CharField(max_length=12)),
                ('mediators', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('sealed', models.BinaryField()),
                ('state', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('end_by', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('written', models.BooleanField(null=True)),
                ('terms', models.BinaryField(null=True)),
                ('perform_by', models.DateField(null=True)),
                ('confirm_by', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('order', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mediations', to='hotline.order')),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division')),
            ],
        ),
        migrations.CreateModel(
            name='MediationSession',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('no', models.SmallIntegerField()),
                ('held_at', models.DateTimeField()),
                ('a_came', models.BooleanField()),
                ('b_came', models.BooleanField()),
                ('sealed', models.BinaryField()),
                ('by_ref', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('seq', models.IntegerField()),
                ('mediation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='hotline.mediation')),
            ],
        ),
        migrations.CreateModel(
            name='MediationSide',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=1)),
                ('agrees', models.BooleanField(null=True)),
                ('how', models.CharField(default='', max_length=8)),
                ('said_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('mediation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sides', to='hotline.mediation')),
                ('party', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party')),
            ],
        ),
        migrations.AddIndex(
            model_name='mediation',
            index=models.Index(condition=models.Q(('state__in', ['asked', 'open'])), fields=['end_by', 'id'], name='mediation_going'),
        ),
        migrations.AddIndex(
            model_name='mediation',
            index=models.Index(fields=['body', '-at'], name='mediation_of'),
        ),
        migrations.AddIndex(
            model_name='mediation',
            index=models.Index(fields=['order'], name='mediation_about'),
        ),
        migrations.AddConstraint(
            model_name='mediation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['agreed', 'asked', 'declined', 'failed', 'open', 'withdrawn'])), name='mediation_state'),
        ),
        migrations.AddConstraint(
            model_name='mediation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['asked', 'open']), ('closed_at', None)), models.Q(models.Q(('state__in', ['asked', 'open']), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='mediation_ended_whole'),
        ),
        migrations.AddConstraint(
            model_name='mediation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'agreed'), _negated=True), ('terms', None)), models.Q(('confirm_by__isnull', False), ('state', 'agreed'), ('terms__isnull', False), ('written__isnull', False)), _connector='OR'), name='mediation_agreed_has_terms'),
        ),
        migrations.AddConstraint(
            model_name='mediation',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'open'])), fields=('order',), name='mediation_one_going_an_order'),
        ),
        migrations.AddConstraint(
            model_name='mediationsession',
            constraint=models.UniqueConstraint(fields=('mediation', 'no'), name='mediation_session_no'),
        ),
        migrations.AddConstraint(
            model_name='mediationside',
            constraint=models.UniqueConstraint(fields=('mediation', 'side'), name='mediation_side_once'),
        ),
        migrations.AddConstraint(
            model_name='mediationside',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['a', 'b'])), name='mediation_side_known'),
        ),
        migrations.AddConstraint(
            model_name='mediationside',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agrees', None), ('said_at', None)), models.Q(('agrees__isnull', False), ('said_at__isnull', False)), _connector='OR'), name='mediation_side_said'),
        ),
        Govern("hotline_mediation", kind="mediation", subject_column="id"),
        Govern("hotline_mediationside", kind="mediation", subject_column="mediation_id", main=False),
        Govern("hotline_mediationsession", kind="mediation", subject_column="mediation_id", main=False),
    ]
