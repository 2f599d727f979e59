"""How a version of an item becomes an entry of the comparison: from its stored content and the steps of its flow.

It reads the stored JSON itself, a few fields of it: whole lists are compared, and reading each content in full would
take longer than comparing them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tongban.powerlist.rules.increase.entry import Charge, Entry, Paper

WORKING_OF_SEVEN: Final = (5, 7)
# A condition that sends people to another procedure first.
BEFORE: Final = re.compile(r"(取得|办结|办理|通过|完成|获得|具有).{0,24}(许可|批复|批准|备案|登记|审查|审批|意见|证)")
HOURS_A_DAY: Final = 8
CALENDAR: Final = {"day": 1, "month": 30, "year": 365}


def entry_of(code: str, content: Mapping[str, Any], steps: Sequence[str], body: str = "") -> Entry:
    """The entry of a content in its JSON form; `steps` are the names of the tasks of its flow."""
    texts = [_zh(one) for one in content.get("conditions", ())]
    intermediary = _zh(content.get("intermediary"))
    return Entry(
        code=code, name=_zh(content.get("name")), kind=str(content.get("item_type", "")), body=body,
        bases=tuple(dict.fromkeys(f"{one['law']} {one['article']}" for one in content.get("legal_basis", ()))),
        papers=tuple(_paper(one) for one in content.get("materials", ()) if not one.get("held")),
        steps=tuple(steps), visits=int(content.get("max_visits", 0)), days=_days(content.get("limits", ())),
        charges=_charges(content.get("fee", {})), intermediaries=(intermediary,) if intermediary else (),
        preconditions=tuple(text for text in texts if BEFORE.search(text)),
        conditions=tuple(text for text in texts if not BEFORE.search(text)),
        uncounted=tuple(text for one in content.get("special_procedures", ()) if "不计" in (text := _zh(one))),
    )  # fmt: skip


def _zh(text: Mapping[str, str] | None) -> str:
    return text.get("zh", "") if text else ""


def _paper(one: Mapping[str, Any]) -> Paper:
    copies = one.get("copies", 1) if one.get("form") != "electronic" else 1
    return Paper(
        _zh(one.get("name")), max(int(copies), 1), one.get("necessity") != "situation", one.get("form") == "original"
    )


def _charges(fee: Mapping[str, Any]) -> tuple[Charge, ...]:
    if not fee.get("charged"):
        return ()
    return tuple(Charge(one["name"], one["rate"]) for one in fee.get("items", ()))


def _days(limits: Sequence[Mapping[str, Any]]) -> int | None:
    """The promised working days, else those of the law; calendar days count five in seven, hours eight a day."""
    by_key = {one["key"]: one for one in limits}
    limit = by_key.get("whole_promised") or by_key.get("whole_statutory")
    return working_days(limit["length"], limit["unit"]) if limit else None


def working_days(length: int, unit: str) -> int:
    """A limit in working days, to compare limits of different units by."""
    if unit in CALENDAR:
        return length * CALENDAR[unit] * WORKING_OF_SEVEN[0] // WORKING_OF_SEVEN[1]
    return -(-length // HOURS_A_DAY) if unit == "hour" else length
