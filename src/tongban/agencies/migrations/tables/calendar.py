"""The official work calendar, version by version."""

from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        "CalendarVersion",
        [
            ("no", models.BigAutoField(primary_key=True, serialize=False)),
            ("version", models.CharField(max_length=40, unique=True)),
            ("source", models.CharField(max_length=200)),
            ("at", models.DateTimeField()),
        ],
    ),
    migrations.CreateModel(
        "CalendarDay",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "version",
                models.ForeignKey(on_delete=models.PROTECT, related_name="days", to="agencies.calendarversion"),
            ),
            ("day", models.DateField()),
            ("kind", models.CharField(max_length=10)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("version", "day"), name="calendar_day_once"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["working", "rest", "holiday", "make_up"])),
                    name="calendar_day_kind",
                ),
            ]
        },
    ),
]
