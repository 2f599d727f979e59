"""First contacts: who owns a question until it is answered; each write with its event."""

import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_supervise'),
        ('centres', '0002_register'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('answer', models.BinaryField(null=True)),
                ('take_by', models.DateTimeField(null=True)),
                ('asked_at', models.DateTimeField()),
                ('answer_by', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('first_post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
                ('offered_post', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
                ('owner_post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
                ('party', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.party')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at', None)), fields=['owner_post', 'answer_by'], name='contact_open'), models.Index(condition=models.Q(('offered_post__isnull', False)), fields=['offered_post'], name='contact_offered'), models.Index(fields=['owner_post', '-asked_at'], name='contact_of_post')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('offered_post__isnull', True), ('take_by__isnull', True)), models.Q(('offered_post__isnull', False), ('take_by__isnull', False)), _connector='OR'), name='contact_offer_whole'), models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('answered_at__isnull', True)), models.Q(('answer__isnull', False), ('answered_at__isnull', False), ('offered_post__isnull', True)), _connector='OR'), name='contact_answered_whole')],
            },
        ),
        Govern("centres_contact", kind="contact", subject_column="id"),
    ]
