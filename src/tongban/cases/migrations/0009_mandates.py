"""Mandates, what was done under them, and drafts begun under one; each write with its event."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_assisting'),
        ('cases', '0008_bundles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('items', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('case_id', models.UUIDField(null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('way', models.CharField(max_length=8)),
                ('may_reuse', models.BooleanField(default=False)),
                ('file_id', models.UUIDField(null=True)),
                ('given_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('helper', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party')),
                ('helper_post', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
                ('principal', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party')),
                ('recorded_post', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
            ],
        ),
        migrations.AddField(
            model_name='draft',
            name='mandate',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='cases.mandate'),
        ),
        migrations.CreateModel(
            name='MandateUse',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=10)),
                ('item_id', models.UUIDField()),
                ('ref', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_ref', models.UUIDField(null=True)),
                ('seq', models.IntegerField()),
                ('mandate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='cases.mandate')),
            ],
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(fields=['principal', '-given_at'], name='mandate_given'),
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(condition=models.Q(('helper_post__isnull', False)), fields=['helper_post', '-given_at'], name='mandate_of_post'),
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(condition=models.Q(('helper__isnull', False)), fields=['helper', '-given_at'], name='mandate_of_helper'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('helper__isnull', True), ('helper_post__isnull', False)), models.Q(('helper__isnull', False), ('helper_post__isnull', True)), _connector='OR'), name='mandate_one_helper'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='mandate_term'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('way', 'online'), models.Q(('file_id__isnull', False), ('way', 'paper')), _connector='OR'), name='mandate_paper_photographed'),
        ),
        migrations.AddIndex(
            model_name='mandateuse',
            index=models.Index(fields=['mandate', '-at'], name='mandate_uses'),
        ),
        migrations.AddIndex(
            model_name='mandateuse',
            index=models.Index(fields=['ref'], name='mandate_use_of'),
        ),
        migrations.AddConstraint(
            model_name='mandateuse',
            constraint=models.CheckConstraint(condition=models.Q(('what__in', ['begun', 'filed', 'supplied'])), name='mandate_use_known'),
        ),
        Govern("cases_mandate", kind="mandate", subject_column="id"),
        Govern("cases_mandateuse", kind="mandate", subject_column="mandate_id", main=False),
    ]
