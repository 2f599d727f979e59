"""The item of eight tasks that `lifecycle` plays: published in the small county. Import it after `set_up`."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from benchmarks.stage import ITEMS, eight_tasks

from tongban.kernel.actor import Actor
from tongban.powerlist.actions.holdings import grant_holding
from tongban.powerlist.actions.items import create_item, publish_version, save_draft_version


def eight_task_item(county: Any, by: Actor, at: datetime, *, licence: bool = True) -> UUID:
    """Publishes an item of eight tasks in the small county; answers its version."""
    content = json.loads((ITEMS / "open_restaurant.json").read_text(encoding="utf-8"))
    code = "QH-BENCH-8" if licence else "QH-BENCH-B"
    content |= {"local_code": code, "implementing_code": ""}
    if not licence:
        content["item_type"] = "10"
    content["result"] = {"name": {"zh": "决定书", "en": "Decision"}, "kind": "document", "certificate": None}
    item_id = create_item(code=code, by=by, at=at)
    version_id = save_draft_version(item_id=item_id, content=content, flow=eight_tasks(licence=licence), by=by, at=at)
    publish_version(version_id=version_id, valid_from=date(2026, 1, 5), by=by, at=at)
    grant_holding(
        item_id=item_id, place_id=county.home, function="decide", body_id=county.bodies["market"],
        legal_form="statutory",
        valid_from=at, basis_doc="青政发〔2019〕1号", by=by, at=at,
    )  # fmt: skip
    return version_id
