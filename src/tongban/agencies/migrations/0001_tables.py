"""Places, bodies, posts, people, tokens and units, part by part; the access log and the places only grow."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

from tongban.agencies.migrations.tables import access, bodies, calendar, people, tokens, units


class Migration(migrations.Migration):
    initial = True
    dependencies = [("ledger", "0001_tables")]
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        *access.TABLES,
        *people.TABLES,
        *bodies.TABLES,
        *calendar.TABLES,
        *tokens.TABLES,
        *units.TABLES,
    ]
