"""A person's messages by other ways than the page are found by the person, too: to be told to them and to be erased."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reminders', '0001_tables'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('channel', 'page'), _negated=True), fields=['party'], name='reminder_beside_page'),
        ),
    ]
