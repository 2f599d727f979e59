"""The ledger, and the tree that seals it.

Everything here is SQL because the promises are the database's: the application cannot write these tables at all, it may
only call functions. Django knows four of them, to read.
"""

from django.db import migrations

from tongban.ledger.migrations.tables import order, tree


class Migration(migrations.Migration):
    """Creates the schema whole; taking it back drops it whole."""

    initial = True
    dependencies = []
    operations = [*order.TABLES, *tree.TABLES]
