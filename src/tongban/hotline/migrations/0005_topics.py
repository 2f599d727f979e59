"""Topics with their orders, warnings and topics of the month, published answers."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tongban.kernel.ids
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_units'),
        ('hotline', '0004_alarmed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('name', models.CharField(max_length=60)),
                ('line', models.CharField(default='', max_length=60)),
                ('place_share', models.SmallIntegerField(default=0)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('size', models.IntegerField()),
                ('lately', models.IntegerField()),
                ('before', models.IntegerField()),
                ('chance', models.IntegerField()),
                ('rises', models.BooleanField()),
                ('since', models.DateField(null=True)),
                ('counted_at', models.DateTimeField()),
                ('ended', models.BooleanField(default=False)),
                ('place', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division')),
            ],
        ),
        migrations.CreateModel(
            name='TopicOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='in_topic', to='hotline.order')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='hotline.topic')),
            ],
        ),
        migrations.CreateModel(
            name='TopicTask',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('line', models.CharField(default='', max_length=60)),
                ('name', models.CharField(max_length=80)),
                ('ground', models.CharField(default='', max_length=8)),
                ('month', models.DateField(null=True)),
                ('owner', models.UUIDField()),
                ('lately', models.IntegerField(default=0)),
                ('earlier', models.IntegerField(default=0)),
                ('target', models.IntegerField(null=True)),
                ('words', models.CharField(default='', max_length=500)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField(null=True)),
                ('answer_by', models.DateTimeField()),
                ('answer', models.TextField(default='')),
                ('answered_by', models.UUIDField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('state', models.CharField(max_length=8)),
                ('before', models.IntegerField(null=True)),
                ('after', models.IntegerField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.division')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='hotline.topic')),
            ],
        ),
        migrations.CreateModel(
            name='PublicAnswer',
            fields=[
                ('id', models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=80)),
                ('question', models.TextField()),
                ('answer', models.TextField()),
                ('published_at', models.DateTimeField()),
                ('published_by', models.UUIDField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_why', models.CharField(default='', max_length=200)),
                ('seq', models.IntegerField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body')),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='public_answer', to='hotline.order')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['-published_at', '-id'], name='public_answers')],
            },
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(condition=models.Q(('ended', False)), fields=['-rises', '-size', 'id'], name='topic_largest'),
        ),
        migrations.AddIndex(
            model_name='topictask',
            index=models.Index(fields=['body', '-made_at'], name='topic_task_of_body'),
        ),
        migrations.AddIndex(
            model_name='topictask',
            index=models.Index(fields=['-made_at', '-id'], name='topic_task_newest'),
        ),
        migrations.AddConstraint(
            model_name='topictask',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['monthly', 'warning'])), name='topic_task_kind'),
        ),
        migrations.AddConstraint(
            model_name='topictask',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['answered', 'closed', 'open'])), name='topic_task_state'),
        ),
        migrations.AddConstraint(
            model_name='topictask',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['', 'repeated', 'rising'])), name='topic_task_ground'),
        ),
        migrations.AddConstraint(
            model_name='topictask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'warning'), ('month', None), ('topic__isnull', False), models.Q(('ground', ''), _negated=True)), models.Q(('kind', 'monthly'), ('month__isnull', False), ('target__isnull', False)), _connector='OR'), name='topic_task_whole'),
        ),
        migrations.AddConstraint(
            model_name='topictask',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('answered_at__isnull', False), _connector='OR'), name='topic_task_answered'),
        ),
        migrations.AddConstraint(
            model_name='topictask',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'warning'), models.Q(('state', 'closed'), _negated=True)), fields=('topic', 'place'), name='topic_warned_once'),
        ),
        migrations.AddConstraint(
            model_name='topictask',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'monthly')), fields=('month', 'name'), name='topic_of_month_once'),
        ),
        Govern("hotline_topictask", kind="topic_task", subject_column="id"),
        Govern("hotline_publicanswer", kind="public_answer", subject_column="id"),
    ]
