"""Fees in the county: charges of cases, the file that the bank and the treasury send, and what does not agree."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from tongban.agencies.queries import actor_of, bodies_by_id, calendar
from tongban.cases.actions.charges import assess_charge, take_in_money
from tongban.cases.adapters.treasury import Movement, money_file
from tongban.cases.queries.charges import ChargeLine, cases_of_item, charge_lines, funds
from tongban.kernel.actor import SYSTEM
from tongban.simulation.actions.bodies import County

NAME: Final = "城市基础设施配套费"
MOST: Final = 12
FEN_A_METRE: Final = 6_000
ASSESSED_BEFORE: Final = 24
BANK_DAY, TREASURY_DAY = 3, 5
# What the bank and the treasury did with each charge in turn: all, the bank alone, less, nothing.
WAYS: Final = ("all", "all", "bank", "all", "short", "all", "none")


def build_charges(county: County, item: UUID, *, until: datetime) -> int:
    """Assesses the fee of planning permits and takes in one file; most agree, some do not. How many were assessed."""
    at, keys = until - timedelta(days=ASSESSED_BEFORE), {body: key for key, body in county.bodies.items()}
    for no, (case, body) in enumerate(cases_of_item(item, before=at, limit=MOST)):
        post = f"{keys[body]}_review"
        by = actor_of(county.holders[post][0], county.posts[post], at)
        assess_charge(case_id=case, name=NAME, amount=(420 + 137 * no) * FEN_A_METRE, by=by, at=at)
    lines = charge_lines(today=until.date(), all_of_them=True, size=MOST)[::-1]
    found = [one for no, line in enumerate(lines) for one in _moved(line, WAYS[no % len(WAYS)], no, at)]
    found += _transferred(at)
    if found:
        take_in_money(data=money_file(found), name="财政对账-第一期.csv", by=SYSTEM, at=until - timedelta(days=1))
    return len(lines)


def _moved(line: ChargeLine, way: str, no: int, at: datetime) -> list[Movement]:
    uscc = bodies_by_id([line.body_id])[line.body_id].uscc
    paid = line.sums.assessed - (5_000_00 if way == "short" else 0)
    bank = Movement("collected", f"YH{no:06d}", line.code, uscc, paid, _after(at, BANK_DAY))
    treasury = Movement("paid_in", f"GK{no:06d}", line.code, uscc, paid, _after(at, TREASURY_DAY))
    return {"all": [bank, treasury], "short": [bank, treasury], "bank": [bank], "none": []}[way]


def _transferred(at: datetime) -> list[Movement]:
    """The money that followed powers: all of it, but for the last receiver."""
    due = [one for one in funds() if one.delivered and one.uscc]
    return [
        Movement("transfer", f"XD{no:06d}", one.document, one.uscc, one.delivered, _after(at, BANK_DAY))
        for no, one in enumerate(due[:-1])
    ]


def _after(at: datetime, days: int) -> date:
    return calendar().add_working_days(at.date(), days)
