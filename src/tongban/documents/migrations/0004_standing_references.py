import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_units'),
        ('documents', '0003_documents_of_body'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='body',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
        migrations.AlterField(
            model_name='numberseries',
            name='body',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.body'),
        ),
    ]
