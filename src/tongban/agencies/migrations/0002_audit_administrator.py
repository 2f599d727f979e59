"""A post may carry the duty of the audit administrator, the third of three (三权分立)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_tables'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='post',
            name='post_duties_known',
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('duties__contained_by', ['accept', 'admin', 'assist', 'audit', 'call_back', 'centre_manage', 'decide', 'deliver', 'discipline', 'dispatch', 'handle', 'lead', 'manage_list', 'operate', 'receive', 'review', 'security', 'supervise'])), name='post_duties_known'),
        ),
    ]
