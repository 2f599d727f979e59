"""References that point at nothing, where the database itself does not look.

Rows that every step writes point at bodies, posts, places and versions, which are never deleted and never change their
key. There a foreign key only locks the row pointed at, for everybody at once; the audit looks instead
(docs/decisions/0014-standing-references.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import psycopg
from django.apps import apps
from django.db.models import ForeignKey
from psycopg import sql

from tongban.ledger.rules.audit import Fault

_LOST: Final = """
SELECT o.{key}::text FROM {table} o
WHERE o.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {there} t WHERE t.{there_key} = o.{column}) LIMIT 100
"""


def standing() -> list[ForeignKey[Any, Any]]:
    """The references without a constraint of the database, ledger's own aside (the audit has its own look at those)."""
    models = [model for model in apps.get_models() if model._meta.managed and model._meta.app_label != "ledger"]
    fields = [field for model in models for field in model._meta.local_fields if isinstance(field, ForeignKey)]
    return [field for field in fields if not getattr(field, "db_constraint", True)]


def dangling(connection: psycopg.Connection[Any]) -> Iterator[Fault]:
    """Each row whose reference leads nowhere, named by its table, key and column; at most 100 a column."""
    for field in standing():
        here, there = field.model._meta, field.related_model._meta
        statement = sql.SQL(_LOST).format(
            table=sql.Identifier(here.db_table), key=sql.Identifier(_key(here)), column=sql.Identifier(field.column),
            there=sql.Identifier(there.db_table), there_key=sql.Identifier(_key(there)),
        )  # fmt: skip
        for (key,) in connection.execute(statement):
            yield Fault(f"{here.db_table} {key}", f"{field.column} points at nothing in {there.db_table}")


def _key(meta: Any) -> str:
    return str(meta.pk.column)
