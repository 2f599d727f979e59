"""Places stay: rows written by the hundred thousand name them, and are checked when they are written only."""

from django.db import migrations

STAY = """
CREATE TRIGGER places_stay BEFORE DELETE OR TRUNCATE OR UPDATE OF id ON agencies_division
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""


class Migration(migrations.Migration):
    """A place that is no more is given the day it ended; its row and its key stay."""

    dependencies = [("agencies", "0008_units"), ("ledger", "0001_initial")]
    operations = [migrations.RunSQL([STAY], ["DROP TRIGGER places_stay ON agencies_division"])]
