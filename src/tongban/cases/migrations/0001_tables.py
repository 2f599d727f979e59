"""Cases with their tasks, papers and turns, and what stands beside them: bundles, mandates, consents, charges."""

from django.db import migrations

from tongban.cases.migrations.tables import (
    archive,
    arrangements,
    bundle,
    case,
    charges,
    consent,
    draft,
    mandate,
    situation,
    special,
    turns,
    work,
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables"), ("powerlist", "0001_tables")]
    operations = [
        *case.TABLES,
        *turns.TABLES,
        *archive.TABLES,
        *arrangements.TABLES,
        *bundle.TABLES,
        *charges.TABLES,
        *consent.TABLES,
        *mandate.TABLES,
        *draft.TABLES,
        *situation.TABLES,
        *special.TABLES,
        *work.TABLES,
    ]
