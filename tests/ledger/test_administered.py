"""G6: what an administrator does is found by the auditor, whatever it is.

Which acts are an administrator's is read from the code itself: from the permissions that name their duties, over the
acts that ask those, to the events these record. Nobody keeps a list that could lack one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection

from tongban.agencies.rules.administration import ACTS, GROUP_WORDS
from tongban.ledger import events as ledger_events
from tongban.ledger.events import catalogue
from tongban.ledger.queries.administered import Asked, administered_acts
from tongban.ledger.rules.administered import (
    ADMINISTERED_KINDS,
    ADMINISTERED_TYPES,
    administered,
    administered_sql,
)

SOURCE: Final = Path(ledger_events.__file__).parents[1]
DUTIES: Final = {"admin", "security", "audit"}
# Gates that let somebody read.
READING: Final = {"may_watch_access", "may_audit"}
# What is recorded of each line of a file, up to thousands at once: cases with a history of their own.
OF_THE_MATTER: Final = {"foreign_case.seen", "foreign_case.moved"}
# Asked for by the set-up, a job or the demonstration's command; no page leads to them.
SET_UP: Final = {"create_division", "publish_calendar", "offer_demo_role", "open_citizen_account"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """The functions of a file by name, and from where it has the names that it imports."""

    name: str
    functions: dict[str, Function]
    imports: dict[str, str]

    def reached(self, name: str) -> set[str]:
        """Every name in a function and in those of its module that it calls."""
        names, waiting, seen = set[str](), {name}, set[str]()
        while waiting:
            one = waiting.pop()
            seen.add(one)
            names |= named(self.functions[one])
            waiting |= (names & self.functions.keys()) - seen
        return names

    def full(self, names: set[str]) -> set[str]:
        """The names with the modules they come from."""
        return {f"{self.imports.get(one, self.name)}.{one}" for one in names}


def modules(*folders: str) -> Iterator[Module]:
    """The files of some layers."""
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if "tests" in parts or "simulation" in parts or not set(folders) & set(parts):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = {one.name: one for one in ast.walk(tree) if isinstance(one, Function)}
        froms = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
        imports = {alias.name: str(one.module) for one in froms for alias in one.names}
        yield Module(".".join(("tongban", *parts)), found, imports)


def named(node: ast.AST) -> set[str]:
    """The bare names in a piece of code: what it calls, makes or hands on."""
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return names | {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}


def asks_a_duty(node: Function) -> bool:
    """Whether a permission asks for a duty of the administrators, or for one that a table of duties names."""
    asked = [
        one.args[0]
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "has" and one.args
    ]
    return any(isinstance(one, ast.Subscript) or getattr(one, "value", None) in DUTIES for one in asked)


def gates() -> set[str]:
    """The permissions that ask for a duty of the administrators, and those that ask one of these."""
    layers = [(one, name) for one in modules("permissions", "rules") for name in one.functions if name not in READING]
    found = {f"{one.name}.{name}" for one, name in layers if asks_a_duty(one.functions[name])}
    while more := {f"{one.name}.{name}" for one, name in layers if one.full(one.reached(name)) & found} - found:
        found |= more
    return found


def recorded(gated: set[str]) -> dict[str, set[str]]:
    """Act → the types of events that it records. An act that only asks (`need_exchange`) is a gate for the others."""
    types = {class_name(entry.type): entry.type for entry in catalogue()}
    acts = [(one, name, one.reached(name)) for one in modules("actions") for name in one.functions]
    asking = gated | {
        f"{one.name}.{name}" for one, name, names in acts if one.full(names) & gated and not names & types.keys()
    }
    return {
        name: {types[each] for each in names & types.keys()} for one, name, names in acts if one.full(names) & asking
    }


def class_name(event_type: str) -> str:
    return next(cls.__name__ for (kind, _), cls in ledger_events._listed.items() if kind == event_type)


def unseen(events: Mapping[str, set[str]]) -> list[str]:
    """Events of administrators' acts that the auditor's page would not show."""
    kinds = {entry.type: entry.kind for entry in catalogue()}
    return sorted(
        f"{act}: {one}"
        for act, types in events.items()
        for one in types - OF_THE_MATTER
        if not administered(kinds[one], one)
    )


def test_g6_every_act_of_an_administrator_is_one_that_the_auditor_sees() -> None:
    found = recorded(gates())
    assert {"appoint", "issue_token", "connect_system", "amend_calendar", "reset_access"} <= found.keys()
    assert unseen(found) == []


def test_g6_an_act_that_the_page_left_out_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: tokens are no matter of administering any more."""
    kinds = tuple(one for one in ADMINISTERED_KINDS if one != "token")
    monkeypatch.setattr("tongban.ledger.rules.administered.ADMINISTERED_KINDS", kinds)
    assert unseen(recorded(gates())) == ["issue_token: token.issued", "revoke_token: token.revoked"]


def test_g6_nothing_is_administered_from_a_page_without_an_event() -> None:
    silent = {name for name, types in recorded(gates()).items() if not types}
    pages = {one for module in modules("pages", "api") for node in module.functions.values() for one in named(node)}
    assert silent >= SET_UP
    assert silent & pages <= {"fetch_again", "read_list"}, "the one asks another system, the other judges a file"
    assert SET_UP & pages == set()


def test_every_act_of_administering_has_its_word_and_group() -> None:
    listed = {entry.type for entry in catalogue() if administered(entry.kind, entry.type)}
    assert listed == ACTS.keys()
    assert {group for group, *_ in ACTS.values()} == GROUP_WORDS.keys()
    assert {entry.kind for entry in catalogue()} >= set(ADMINISTERED_KINDS)
    assert {entry.type for entry in catalogue()} >= set(ADMINISTERED_TYPES)


def quoted(text: str) -> list[str]:
    return re.findall(r"'([a-z_.]+)'", text)


@pytest.mark.django_db
def test_the_index_holds_exactly_these_acts_in_the_order_of_the_page() -> None:
    """By the statement's shape: which plan is chosen for a few rows is the planner's own matter."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'ledger' AND indexname = 'event_administered'"
        )
        (stated,) = cursor.fetchone()
    assert "(post, at DESC, id DESC)" in stated
    assert quoted(stated.partition("WHERE")[2]) == quoted(administered_sql())


@pytest.mark.django_db
@pytest.mark.parametrize("posts", [None, []])
def test_a_page_of_acts_is_one_statement_that_counts_nothing(
    posts: list[Any] | None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1) as asked:
        administered_acts(Asked(posts=posts), size=50)
    told = asked.captured_queries[0]["sql"]
    assert administered_sql() in told
    assert "count(" not in told.lower()
    assert "ORDER BY at DESC, id DESC LIMIT 50" in told
