"""D-12, N12: 431 powers of one list come down on 1 July, each to its own receiver; until then all stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from tests.cast import on
from tests.delegation.stage import DRAFTED, EFFECTIVE, Stage
from tests.delegation.test_many_at_once import PROVINCE, TOWNS, in_force, with_towns
from tongban.agencies.queries import bodies
from tongban.delegation.actions.bulk import draft_from_sheet, preview_sheet
from tongban.powerlist.queries import forget_versions
from tongban.powerlist.queries.holdings import holding_at

POWERS: Final = 431
NAMES: Final = UUID(int=431)
IDS: Final = [uuid5(NAMES, str(number)) for number in range(POWERS)]
LAID: Final = (
    "INSERT INTO powerlist_item (id, code, state, state_basis, seq) "
    "SELECT u.id, 'N12-' || u.no, 1, '', 1 FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS u(id, no)",
    "INSERT INTO powerlist_itemversion (id, item_id, no, state, valid, digest, content, flow, published_at, seq) "
    "SELECT gen_random_uuid(), id, 1, 'published', '[2026-01-01,)', repeat('0', 64), "
    """'{"name": {"zh": "权力", "en": "power"}, "item_type": "02"}', '', '2026-01-01', 1 """
    "FROM unnest(%(ids)s::uuid[]) AS u(id)",
    "INSERT INTO powerlist_powerholding "
    "(id, item_id, place_id, function, body_id, legal_form, valid, basis_doc, closes, seq) "
    "SELECT gen_random_uuid(), id, %(home)s, 'decide', %(bureau)s, 'statutory', '[2026-01-01,)', 'x', false, 1 "
    "FROM unnest(%(ids)s::uuid[]) AS u(id)",
    "INSERT INTO ledger.ledger_head (kind, subject_id, seq, prev, hash, txid) "
    "SELECT 'holding', h.id, 1, repeat('0', 32)::bytea, repeat('0', 32)::bytea, pg_current_xact_id() "
    "FROM powerlist_powerholding h WHERE h.item_id = ANY(%(ids)s::uuid[])",
)
TABLES: Final = ("powerlist_item", "powerlist_itemversion", "powerlist_powerholding")


def laid(made: Stage, owner: Any) -> None:
    """431 penalties that the bureau holds for the whole county, put there by the tables' owner."""
    county = made.cast.county
    for way, statements in (("DISABLE", ()), ("ENABLE", LAID)):
        for statement in statements:
            owner.execute(statement, {"ids": IDS, "home": county.home, "bureau": county.bodies["market"]})
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} {way} TRIGGER USER")
    owner.commit()
    forget_versions()


def sheet() -> bytes:
    """Each power for one town, the towns in turn."""
    rows = [f"N12-{no + 1},{','.join('下放' if no % 4 == town else '' for town in range(4))}" for no in range(POWERS)]
    return "\n".join([f"事项编码,{','.join(TOWNS)}", *rows]).encode()


def astray(made: Stage, moment: datetime) -> tuple[int, int, int]:
    """How many powers are astray: just before a moment, at it, and at it in a town that got nothing."""
    county, known = made.cast.county, {one.key: one.id for one in bodies()}
    bureau, before, at, elsewhere = county.bodies["market"], 0, 0, 0
    for no, item in enumerate(IDS):
        place, other = (county.places[f"990823{101 + (no + step) % 4}"] for step in (0, 1))
        held = [
            getattr(holding_at(item, where, "decide", when), "body_id", None)
            for where, when in ((place, moment - timedelta(seconds=1)), (place, moment), (other, moment))
        ]
        before += held[0] != bureau
        at += held[1] != known[TOWNS[no % 4]]
        elsewhere += held[2] != bureau
    return before, at, elsewhere


def test_d_12_431_powers_are_decided_above_on_30_june_and_by_their_receivers_on_1_july(
    committed_db: str, owner_connection: Any
) -> None:
    made = with_towns()
    laid(made, owner_connection)
    seen = preview_sheet(
        data=sheet(), name="赋权清单.csv", heading=made.heading(**PROVINCE), by=made.office, at=DRAFTED
    )
    assert (seen.cells, seen.faults) == (POWERS, 0)
    in_force(made, draft_from_sheet(sheet_id=seen.sheet_id, by=made.office, at=DRAFTED))
    assert on(7, 1, 0) == EFFECTIVE
    assert astray(made, EFFECTIVE) == (0, 0, 0)
    assert astray(made, EFFECTIVE - timedelta(days=1)) == (0, POWERS, 0)
    assert astray(made, EFFECTIVE + timedelta(days=1)) == (POWERS, 0, 0)
