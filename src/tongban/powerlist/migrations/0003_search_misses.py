"""Words of searches that found nothing, counted by day; previews say whether they are of a list or of whole items."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("powerlist", "0002_cited_articles")]

    operations = [
        migrations.CreateModel(
            name="SearchMiss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("words", models.CharField(max_length=20)),
                ("times", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "words"), name="search_miss_once_a_day")],
            },
        ),
        migrations.AddField(
            model_name="importpreview", name="kind", field=models.CharField(default="list", max_length=10)
        ),
    ]
