"""Which articles each published version cites, read from its content; versions published before are read here."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.powerlist.rules.bases import cited


def read_published(apps, schema_editor):
    """What a version says never changes, so what it cites can be read at any time."""
    version_model, cited_model = apps.get_model("powerlist", "ItemVersion"), apps.get_model("powerlist", "CitedArticle")
    for pk, content in version_model.objects.filter(state="published").values_list("pk", "content").iterator():
        cited_model.objects.bulk_create(
            cited_model(
                version_id=pk, law=one.key, number=one.no.number if one.no else None,
                extra=one.no.extra if one.no else 0, part=one.part,
            )
            for one in cited(content)
        )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('powerlist', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CitedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law', models.CharField(max_length=120)),
                ('number', models.PositiveIntegerField(null=True)),
                ('extra', models.PositiveSmallIntegerField(default=0)),
                ('part', models.CharField(max_length=40)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cited', to='powerlist.itemversion')),
            ],
            options={
                'indexes': [models.Index(fields=['law', 'number', 'extra'], name='cited_article_of_law')],
                'constraints': [models.UniqueConstraint(fields=('version', 'law', 'number', 'extra', 'part'), name='cited_article_once', nulls_distinct=False)],
            },
        ),
        migrations.RunPython(read_published, migrations.RunPython.noop),
    ]
