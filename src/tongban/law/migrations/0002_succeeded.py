"""A law can be succeeded by another: what rests on it is to be looked at again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('law', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='lawchange',
            name='law_change_kind_known',
        ),
        migrations.AddConstraint(
            model_name='lawchange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['changed', 'added', 'removed', 'renumbered', 'interpreted', 'repealed', 'succeeded'])), name='law_change_kind_known'),
        ),
    ]
