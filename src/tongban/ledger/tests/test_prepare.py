"""Rights after `prepare`: the application works on its tables, nobody truncates, governed rows stay, twice is once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from psycopg.errors import InsufficientPrivilege

from tongban.ledger.actions import PREPARATIONS

HAS = "SELECT has_table_privilege(%s, %s)"


def may(connection: Any, table: str) -> set[str]:
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    return {right for right in rights if connection.execute(HAS, [table, right]).fetchone()[0]}


@pytest.mark.parametrize(
    ("table", "rights"),
    [
        ("procrastinate_jobs", {"SELECT", "INSERT", "UPDATE", "DELETE"}),
        ("django_session", {"SELECT", "INSERT", "UPDATE", "DELETE"}),
        ("cases_case", {"SELECT", "INSERT", "UPDATE"}),
        ("django_migrations", {"SELECT"}),
        ("ledger.event", {"SELECT"}),
        ("ledger.outbox", {"SELECT"}),
        ("ledger.cursor", {"SELECT"}),
    ],
)
def test_rights_of_the_application(
    committed_db: str, new_connection: Callable[..., Any], table: str, rights: set[str]
) -> None:
    assert may(new_connection(), table) == rights


def test_the_sealer_sees_the_ledger_and_nothing_else(committed_db: str, new_connection: Callable[..., Any]) -> None:
    sealer = new_connection("sealer")
    assert may(sealer, "ledger.event") == {"SELECT"}
    assert may(sealer, "cases_case") == set()


def test_a_public_function_is_no_way_around(committed_db: str, new_connection: Callable[..., Any]) -> None:
    app = new_connection()
    app.execute("CREATE TEMP TABLE event (id int)")  # what a hostile search path would offer
    app.execute("SET search_path = pg_temp, public")
    with pytest.raises(InsufficientPrivilege):
        app.execute("CREATE FUNCTION ledger.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'")


def test_preparing_again_changes_nothing(
    fresh_db: str, new_connection: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in list(PREPARATIONS):
        monkeypatch.delitem(PREPARATIONS, name)
    monkeypatch.setitem(PREPARATIONS, "toys", lambda: calls.append("toys"))
    owner = new_connection("owner")
    rights = "SELECT relname, relacl::text FROM pg_class WHERE relacl IS NOT NULL ORDER BY oid"
    before = owner.execute(rights).fetchall()
    call_command("prepare")
    call_command("prepare")
    assert owner.execute(rights).fetchall() == before
    assert calls == ["toys", "toys"]


def test_a_right_given_by_mistake_is_taken_back(fresh_db: str, new_connection: Callable[..., Any]) -> None:
    owner, app = new_connection("owner"), new_connection()
    owner.execute("GRANT TRUNCATE, DELETE ON cases_case TO PUBLIC")
    assert "TRUNCATE" in may(app, "cases_case")
    owner.execute("REVOKE ALL ON cases_case FROM PUBLIC")
    owner.execute(f"GRANT TRUNCATE, DELETE ON cases_case TO {app.info.user}")
    call_command("prepare")
    assert may(app, "cases_case") == {"SELECT", "INSERT", "UPDATE"}
