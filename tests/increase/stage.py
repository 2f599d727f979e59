"""A small county whose restaurant item gets a second version that asks for more, and who acts in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from tests.cast import Cast, on
from tongban.kernel.actor import SYSTEM, Actor
from tongban.powerlist.actions.increase import compare_lists, explain_increase
from tongban.powerlist.actions.items import create_item, publish_version, save_draft_version
from tongban.powerlist.models import Increase
from tongban.powerlist.queries import version
from tongban.powerlist.queries.office import flow_text
from tongban.powerlist.rules.content import content_json

OLD_ON, NEW_ON, AT = date(2026, 3, 2), date(2026, 6, 1), on(11, 20)
SAMPLE: Final[dict[str, Any]] = {
    "key": "m_report", "name": {"zh": "第三方油烟检测报告", "en": "Fume test report"}, "kind": "other",
    "form": "original", "necessity": "must", "source": "applicant", "basis": "《食品经营许可和备案管理办法》第十三条",
}  # fmt: skip


def second_version(cast: Cast, change: Callable[[dict[str, Any]], None], valid_from: date = NEW_ON) -> UUID:
    """The restaurant item with a change, in force from a day; answers the version."""
    ref = version(cast.version_id)
    content = json.loads(json.dumps(content_json(ref.content)))
    change(content)
    made = save_draft_version(item_id=ref.item_id, content=content, flow=flow_text(ref.id), by=SYSTEM, at=on(5, 20))
    publish_version(version_id=made, valid_from=valid_from, by=SYSTEM, at=on(5, 20))
    return made


def asks_more(content: dict[str, Any]) -> None:
    """A shorter limit and a paid report more: 明减暗增."""
    content["materials"].append(SAMPLE)
    next(one for one in content["limits"] if one["key"] == "whole_promised")["length"] -= 2


def guide(code: str, name: str, days: tuple[date, ...], **changes: Any) -> None:
    """An entry of the market bureau that only guides, published anew on some days, each time with a visit more."""
    content = {
        "name": {"zh": name, "en": name}, "basic_code": "", "implementing_code": "", "local_code": code,
        "item_type": "01", "level": "4", "power_source": "statutory", "case_type": "promised", "body": "market",
        "service_objects": ["1"], "channels": ["1"], "contact": "0990-1001", "oversight": "0990-2002", "whole": False,
        "legal_basis": [{"law": "青禾县样例管理办法", "article": "第一条", "text": ""}],
        "duties": [{"text": {"zh": "公开办理结果", "en": "Publish the results"}, "owner": "许可股", "basis": ""}],
    } | changes  # fmt: skip
    item = create_item(code=code, by=SYSTEM, at=on(1, 6))
    for visits, day in enumerate(days):
        said = content | {"max_visits": visits, "visit_reason": "核验" if visits else ""}
        made = save_draft_version(item_id=item, content=said, flow="", by=SYSTEM, at=on(1, 6))
        publish_version(version_id=made, valid_from=day, by=SYSTEM, at=on(1, 6))


def list_office(cast: Cast) -> Actor:
    """The county's list office."""
    return cast.officer("list_office", AT)


def head(cast: Cast, at: Any = AT) -> Actor:
    """The head of the market bureau."""
    return cast.officer("market_decide", at)


def told(cast: Cast) -> Increase:
    """The one finding of the comparison after the restaurant item came to ask for a report."""
    second_version(cast, asks_more)
    compare_lists(old_on=OLD_ON, new_on=NEW_ON, claimed=30, by=list_office(cast), at=AT)
    return Increase.objects.get()


def compared(cast: Cast) -> Increase:
    """A finding on an entry that needs a visit more, with its explanation; no item that cases run on is touched."""
    guide("QH-ZN-901", "烟花爆竹零售点年度核验", (date(2026, 1, 6), NEW_ON))
    compare_lists(old_on=OLD_ON, new_on=NEW_ON, claimed=30, by=list_office(cast), at=AT)
    found = Increase.objects.get()
    explain_increase(increase_id=found.pk, words="要核对现场。", by=head(cast), at=AT)
    return found
