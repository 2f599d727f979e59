"""What bears on townships, as a follower counts it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_paper_codes'),
        ('delegation', '0003_tasks'),
    ]

    operations = [
        migrations.CreateModel(
            name='BurdenMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=8)),
                ('subject', models.UUIDField()),
                ('detail', models.CharField(blank=True, max_length=12)),
                ('officer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.official')),
                ('superior', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('township', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
            ],
            options={
                'indexes': [models.Index(fields=['township', 'month', 'kind'], name='burden_of_township'), models.Index(fields=['subject'], name='burden_of_subject')],
            },
        ),
    ]
