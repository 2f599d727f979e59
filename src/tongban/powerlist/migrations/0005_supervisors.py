"""A power concentrated in one approval bureau, entrusted or dispatched has a body that supervises or answers for it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

FORMS = ["statutory", "transferred", "concentrated", "entrusted", "posted_team", "co_handling"]


class Migration(migrations.Migration):
    dependencies = [("powerlist", "0004_providers"), ("agencies", "0001_initial")]

    operations = [
        migrations.AddField(
            "powerholding",
            "supervisor",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.body"
            ),
        ),
        migrations.RemoveConstraint("powerholding", "holding_legal_form"),
        migrations.AddConstraint(
            "powerholding", models.CheckConstraint(condition=Q(legal_form__in=FORMS), name="holding_legal_form")
        ),
        migrations.AddConstraint(
            "powerholding",
            models.CheckConstraint(
                condition=~Q(legal_form="concentrated") | Q(supervisor__isnull=False),
                name="holding_concentrated_is_supervised",
            ),
        ),
        migrations.AddConstraint(
            "powerholding",
            models.CheckConstraint(
                condition=Q(supervisor=None) | ~Q(supervisor=F("body")), name="holding_is_supervised_by_another"
            ),
        ),
    ]
