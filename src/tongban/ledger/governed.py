"""The migration operation `Govern`: no row of a governed table is written without its event.

A trigger demands of every insert and update the number that the ledger's head of the row's subject got in this very
transaction, and only `ledger.append` moves a head. It says nothing about what the event tells; that is the act's duty.
It is no part of a running request: migrations alone import it (docs/decisions/0002-governed.md).
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from tongban.ledger.rules.sets import AT_ONCE

_MARK: Final = "«subject»"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,50}", re.ASCII)

# One function a table: a fixed column is read ten times faster than one named at run time. VOLATILE (the default of
# plpgsql) matters: the look-up must see the head that `ledger.append` moved earlier in the same statement.
_GUARD: Final = """
CREATE FUNCTION ledger.guard_{table}() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
{projections}    IF NEW.{subject} IS DISTINCT FROM OLD.{subject} THEN
      RAISE EXCEPTION '{table}: a row stays with its subject ({subject} may not change)' USING ERRCODE = 'TB002';
    END IF;
    IF {not_next} THEN
      RAISE EXCEPTION '{table}: {rule} (seq % after %)', NEW.seq, OLD.seq USING ERRCODE = 'TB002';
    END IF;
  END IF;
  PERFORM 1 FROM ledger.ledger_head h
    WHERE h.kind = {kind} AND h.subject_id = NEW.{subject} AND h.seq = NEW.seq AND h.txid = pg_current_xact_id();
  IF NOT FOUND THEN
    RAISE EXCEPTION '{table}: no write without its event (seq % is not the number that ledger.append gave its subject '
      'in this transaction)', NEW.seq USING ERRCODE = 'TB002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER governed BEFORE INSERT OR UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION ledger.guard_{table}();
CREATE TRIGGER governed_rows_stay BEFORE DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
REVOKE ALL ON FUNCTION ledger.guard_{table}() FROM PUBLIC;
"""

# A projection (a due date computed anew) may change alone, without an event: everything else in the row is as it was.
_PROJECTIONS: Final = """\
    IF NEW.seq = OLD.seq AND to_jsonb(NEW) - '{{{columns}}}'::text[] = to_jsonb(OLD) - '{{{columns}}}'::text[] THEN
      RETURN NEW;
    END IF;
"""

_FREE: Final = """
DROP TRIGGER governed ON {table};
DROP TRIGGER governed_rows_stay ON {table};
DROP FUNCTION ledger.guard_{table}();
"""


class Govern(Operation):
    """Puts a table under the ledger: `Govern("cases_case", kind="case", subject_column="id", main=True)`.

    A *main* row is the subject itself: each event changes it once (`seq` is the old one plus 1; a new row carries the
    head's). A *part* (task, form, document) hangs on a subject: a write carries the number of the event that caused it,
    greater than its old one. DELETE and TRUNCATE are refused. `projections` names columns that may be recomputed alone.
    Parts that hang on subjects of several kinds name the column that says which: `kind_column` instead of `kind`.
    """

    reversible: ClassVar[bool] = True
    reduces_to_sql: ClassVar[bool] = True

    def __init__(
        self,
        table: str,
        kind: str,
        subject_column: str,
        main: bool = True,
        projections: tuple[str, ...] = (),
        kind_column: str = "",
    ) -> None:
        for name in (table, kind_column or kind, subject_column, *projections):
            if not _NAME.fullmatch(name):
                raise ValueError(f"Govern: {name!r} is not a plain lower-case name of at most 51 characters")
        self.table = table
        self.kind = kind
        self.subject_column = subject_column
        self.main = main
        self.projections = tuple(projections)
        self.kind_column = kind_column

    def sql(self) -> str:
        """The trigger and its function."""
        projections = _PROJECTIONS.format(columns=",".join(self.projections)) if self.projections else ""
        return _GUARD.format(
            table=self.table,
            kind=f'NEW."{self.kind_column}"' if self.kind_column else f"'{self.kind}'",
            subject=f'"{self.subject_column}"',
            projections=projections,
            not_next="NEW.seq <> OLD.seq + 1" if self.main else "NEW.seq <= OLD.seq",
            rule="each event changes this row once" if self.main else "a part carries the number of a later event",
        )

    def free_sql(self) -> str:
        """Takes the trigger and its function away."""
        return _FREE.format(table=self.table)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Creates the guard."""
        schema_editor.execute(self.sql(), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Takes the guard away."""
        schema_editor.execute(self.free_sql(), params=None)

    def describe(self) -> str:
        """What `migrate` prints."""
        return f"No write to {self.table} without its event"

    @property
    def migration_name_fragment(self) -> str:
        """For names that `makemigrations` gives."""
        return f"govern_{self.table}"


# What a statement wrote is looked at as a set once it is done: one look-up for each subject instead of one for each
# row. Counted, not asked for one: whoever asks for one is given the plan that is quick only when there is one. The
# same is demanded, and where a row points is asked in the same way (the rows it may point to are never deleted).
_SET: Final = """
CREATE FUNCTION ledger.look_{table}() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET work_mem = '64MB' AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (SELECT count(*) FROM fresh n LEFT JOIN stale o ON o.id = n.id
      WHERE o.id IS NULL OR {subject_n} IS DISTINCT FROM {subject_o} OR {not_next}) > 0 THEN
      RAISE EXCEPTION '{table}: a row stays with its subject, and each change carries the number of a later event'
        USING ERRCODE = 'TB002';
    END IF;
  END IF;
  IF (SELECT count(*) FROM (SELECT DISTINCT {kind_n} AS kind, {subject_n} AS subject, n.seq FROM fresh n) told
    WHERE NOT EXISTS (SELECT 1 FROM ledger.ledger_head h WHERE h.kind = told.kind AND h.subject_id = told.subject
      AND h.seq = told.seq AND h.txid = pg_current_xact_id())) > 0 THEN
    RAISE EXCEPTION '{table}: no write without its event (a seq is not the number that ledger.append gave its subject '
      'in this transaction)' USING ERRCODE = 'TB002';
  END IF;
{refers}  RETURN NULL;
END $$;
CREATE TRIGGER governed_sets AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.look_{table}();
CREATE TRIGGER governed_set_changes AFTER UPDATE ON {table} REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.look_{table}();
REVOKE ALL ON FUNCTION ledger.look_{table}() FROM PUBLIC;
"""
_REFERS: Final = """\
  IF (SELECT count(*) FROM (SELECT DISTINCT n."{column}" AS key FROM fresh n WHERE n."{column}" IS NOT NULL) told
    WHERE NOT EXISTS (SELECT 1 FROM public.{target} t WHERE t.id = told.key)) > 0 THEN
    RAISE EXCEPTION '{table}: {column} names no row of {target}' USING ERRCODE = 'foreign_key_violation';
  END IF;
"""
_UNSET: Final = """
DROP TRIGGER governed_sets ON {table};
DROP TRIGGER governed_set_changes ON {table};
DROP FUNCTION ledger.look_{table}();
"""
# An act that writes a hundred thousand rows at once says so (`rows_at_once`); the look at the set comes anyway.
_ALONE: Final = f"WHEN (current_setting('{AT_ONCE}', true) IS DISTINCT FROM 'on') "


class GovernSets(Govern):
    """Govern for tables whose rows are written by the hundred thousand: each statement's rows are looked at as a set.

    Each row is still looked at alone, before it is written, unless the act said that it writes many at once: the look
    at the set demands the same and cannot be switched off. `batch` = (kind, column): rows whose column is set are
    parts of that subject instead of their own. `refers` (column → table) are checked like foreign keys, as a set; the
    rows of those tables must never go.
    """

    def __init__(
        self, table: str, kind: str, subject_column: str, main: bool = True, batch: tuple[str, str] | None = None,
        refers: tuple[tuple[str, str], ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(table, kind, subject_column, main)
        for name in (*(batch or ()), *(name for pair in refers for name in pair)):
            if not _NAME.fullmatch(name):
                raise ValueError(f"GovernSets: {name!r} is not a plain lower-case name of at most 51 characters")
        self.batch = batch
        self.refers = tuple(refers)

    def _kind(self, row: str) -> str:
        if self.batch is None:
            return f"'{self.kind}'"
        kind, column = self.batch
        return f"CASE WHEN {row}.\"{column}\" IS NULL THEN '{self.kind}' ELSE '{kind}' END"

    def _subject(self, row: str) -> str:
        own = f'{row}."{self.subject_column}"'
        return own if self.batch is None else f'coalesce({row}."{self.batch[1]}", {own})'

    def _not_next(self, new: str, old: str) -> str:
        main, part = f"{new}.seq <> {old}.seq + 1", f"{new}.seq <= {old}.seq"
        if self.batch is None:
            return main if self.main else part
        return f'(CASE WHEN {new}."{self.batch[1]}" IS NULL THEN {main if self.main else part} ELSE {part} END)'

    def sql(self) -> str:
        """Both looks: at each row alone, and at the set."""
        alone = _GUARD.format(
            table=self.table, kind=self._kind("NEW"), subject=_MARK, projections="",
            not_next=self._not_next("NEW", "OLD"), rule="each change carries the number of a later event",
        )  # fmt: skip
        for row in ("NEW", "OLD"):
            alone = alone.replace(f"{row}.{_MARK}", self._subject(row))
        alone = alone.replace(f"({_MARK} may not change)", "(which may not change)")
        alone = alone.replace("FOR EACH ROW EXECUTE", f"FOR EACH ROW {_ALONE}EXECUTE")
        refers = "".join(_REFERS.format(table=self.table, column=column, target=to) for column, to in self.refers)
        return alone + _SET.format(
            table=self.table, kind_n=self._kind("n"), subject_n=self._subject("n"), subject_o=self._subject("o"),
            not_next=self._not_next("n", "o"), refers=refers,
        )  # fmt: skip

    def free_sql(self) -> str:
        """Takes both looks away."""
        return _UNSET.format(table=self.table) + super().free_sql()
