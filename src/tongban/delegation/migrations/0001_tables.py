"""Duty lists, decision tables and candidates, decisions with their lines, capacity, resources, tasks and burden."""

from django.db import migrations

from tongban.delegation.migrations.tables import (
    burden,
    candidates,
    capacity,
    decision,
    duties,
    longacts,
    resources,
    tables,
    tasks,
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables"), ("powerlist", "0001_tables")]
    operations = [
        *burden.TABLES,
        *capacity.TABLES,
        *decision.TABLES,
        *duties.TABLES,
        *longacts.TABLES,
        *resources.TABLES,
        *tables.TABLES,
        *candidates.TABLES,
        *tasks.TABLES,
    ]
