"""A restaurant item that lists a charge, a charge of a case, and what the bank and the treasury tell of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from tests.cast import Cast, on
from tongban.agencies.queries import bodies_by_id
from tongban.cases.actions.chargechanges import change_charge
from tongban.cases.actions.charges import assess_charge, take_in_money
from tongban.cases.adapters.treasury import Movement, money_file
from tongban.cases.models import Charge
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.actions.items import publish_version, save_draft_version
from tongban.powerlist.queries import version
from tongban.powerlist.queries.office import flow_text
from tongban.powerlist.rules.content import content_json

AT, LATER = on(11, 2), on(11, 10)
SOURCE: Final = "《某省行政事业性收费减免办法》第六条"
FEE: Final = {"charged": True, "items": [{"name": "检验费", "rate": "每件 100 元", "basis": "价费〔2026〕1号"}]}


def charging(cast: Cast) -> Cast:
    """The restaurant item lists a charge from now on."""
    ref = version(cast.version_id)
    content = json.loads(json.dumps(content_json(ref.content))) | {"fee": FEE, "epay": True}
    made = save_draft_version(item_id=ref.item_id, content=content, flow=flow_text(ref.id), by=SYSTEM, at=on(5, 20))
    cast.version_id = publish_version(version_id=made, valid_from=date(2026, 6, 1), by=SYSTEM, at=on(5, 20))
    return cast


def assessed(cast: Cast, amount: int = 10_000, **changes: Any) -> Charge:
    case = cast.receive(AT).case_id
    given: dict[str, Any] = {"case_id": case, "name": "检验费", "amount": amount,
                             "by": cast.officer("market_review", AT), "at": AT} | changes  # fmt: skip
    return Charge.objects.get(pk=assess_charge(**given))


def money(cast: Cast, *rows: tuple[str, str, int], day: date = date(2026, 11, 4), ref: str = "R") -> None:
    uscc = bodies_by_id([cast.county.bodies["market"]])[cast.county.bodies["market"]].uscc
    found = [Movement(kind, f"{ref}{no}", voucher, uscc, fen, day) for no, (kind, voucher, fen) in enumerate(rows)]
    take_in_money(data=money_file(found), name="对账.csv", by=SYSTEM, at=on(11, 5))


def changed(cast: Cast, one: Charge, **other: Any) -> None:
    """The head of the bureau lowers a charge."""
    told: dict[str, Any] = {"way": "reduced", "amount": 4_000, "reason": "小微企业减半以下收取", "source": SOURCE}
    change_charge(charge_id=one.pk, **{**told, "by": cast.officer("market_decide", LATER), "at": LATER} | other)


def with_charges(cast: Cast) -> Charge:
    """A row in each table of charges."""
    one = assessed(charging(cast))
    money(cast, ("collected", one.code, 10_000))
    changed(cast, one)
    return one
