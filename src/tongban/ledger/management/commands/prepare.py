"""`manage prepare`: gives the application's and the sealer's role their rights and fills what every database needs.

Run it after each `migrate`; it may run any number of times. It connects as owner by itself. It creates no roles and no
people.
"""

from __future__ import annotations

import os
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from psycopg import sql

from tongban.ledger.actions import PREPARATIONS, connection_as

# The application reads and writes its own tables; the ledger it may read and call. Nobody but the owner truncates.
_APP: Final = """
GRANT USAGE ON SCHEMA public, ledger TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app};
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO {app};
REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public, ledger FROM {app};
REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM {app};
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO {app};
GRANT EXECUTE ON FUNCTION ledger.append(bytea), ledger.head_hash(text, uuid),
  ledger.advance(text, bigint, bigint), ledger.keep_cosignature(bigint, text, text) TO {app};
"""
_SEALER: Final = """
GRANT USAGE ON SCHEMA ledger TO {sealer};
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO {sealer};
GRANT EXECUTE ON FUNCTION ledger.sequence(int), ledger.open_epoch(text),
  ledger.seal(smallint, bigint, bigint, bytea, text, text, smallint[], bigint[], bytea[], bytea[]) TO {sealer};
"""
# A governed row is never deleted; its trigger says so, and so does the missing right.
_GOVERNED: Final = """
SELECT c.oid::regclass::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'governed'
"""


class Command(BaseCommand):
    """Grants and seeds, idempotent."""

    help = "Grant the application's and the sealer's rights and seed what every database needs (run after migrate)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The two roles, when they are not those of the settings."""
        parser.add_argument("--app", default=_app_role())
        parser.add_argument("--sealer", default=settings.DATABASE_SEALER["USER"])

    def handle(self, *, app: str, sealer: str, **options: Any) -> None:
        """Grants in one transaction, then runs what other things registered."""
        with connection_as(settings.DATABASE_OWNER) as connection, connection.transaction():
            _grant(connection, _APP, app=app)
            _grant(connection, _SEALER, sealer=sealer)
            for (table,) in connection.execute(_GOVERNED).fetchall():
                connection.execute(sql.SQL("REVOKE DELETE ON {} FROM {}").format(sql.SQL(table), sql.Identifier(app)))
        for name, prepare in sorted(PREPARATIONS.items()):
            prepare()
            self.stdout.write(f"prepared: {name}")


def _app_role() -> str:
    """The role of DATABASE_URL, also when this command itself was started as owner."""
    return urlsplit(os.environ.get("DATABASE_URL", "")).username or str(settings.DATABASES["default"]["USER"])


def _grant(connection: psycopg.Connection[Any], statements: str, **roles: str) -> None:
    connection.execute(sql.SQL(statements).format(**{name: sql.Identifier(role) for name, role in roles.items()}))
