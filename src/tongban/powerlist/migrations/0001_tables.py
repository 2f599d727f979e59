"""Items, their versions, who holds which power where, and what keeps the list true."""

from django.db import migrations

from tongban.powerlist.migrations.tables import clearing, docket, holdings, increase, items, search


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("law", "0001_tables"), ("ledger", "0001_tables")]
    operations = [*items.TABLES, *holdings.TABLES, *search.TABLES, *clearing.TABLES, *docket.TABLES, *increase.TABLES]
