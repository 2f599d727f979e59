"""The orders that a body has or had are found by index; the index it replaces said what the number's own says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0007_police")]

    operations = [
        migrations.RemoveIndex(model_name="ordernode", name="order_nodes"),
        migrations.AddIndex(
            model_name="ordernode", index=models.Index(fields=["body", "order"], name="order_nodes_of")
        ),
    ]
