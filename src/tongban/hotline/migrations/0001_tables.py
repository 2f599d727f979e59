"""Orders with their parts and turns, the dispatch directory, grid events, whistles, topics, and what passes to 110."""

from django.db import migrations

from tongban.hotline.migrations.tables import directory, grid, news, nodes, orders, police, topics, turns, whistles


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables")]
    operations = [
        *directory.TABLES,
        *grid.TABLES,
        *orders.TABLES,
        *nodes.TABLES,
        *news.TABLES,
        *police.TABLES,
        *topics.TABLES,
        *turns.TABLES,
        *whistles.TABLES,
    ]
