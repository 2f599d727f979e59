"""The documents that a body issued on a day are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_remedies_and_subjects")]

    operations = [
        migrations.AddIndex("document", models.Index(fields=["body", "issued_at"], name="documents_of_body")),
    ]
