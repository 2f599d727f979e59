"""How a draft begins: a new item from a flow template, or a new version of what is published.

Saving and publishing are in `items`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.powerlist.actions.items import create_item, need_list_office, save_draft_version
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.queries.flowtemplates import flow_drawing
from tongban.powerlist.rules.flowtemplates import TEMPLATES
from tongban.powerlist.rules.office.begin import beginning


@transaction.atomic
def create_from_template(*, code: str, name: str, body: str, template: str, by: Actor, at: datetime) -> UUID:
    """Enters an item with its first draft: the flow of a template and the limits its steps name.

    An empty template makes an entry that only guides. Refused like `create_item`. Answers the item's id.
    """
    need_list_office(by)
    flow = flow_drawing(template) if template else ""
    item = create_item(code=code, by=by, at=at)
    content = beginning(code=code, name=name, body=body, template=TEMPLATES.get(template), on=timezone.localdate(at))
    save_draft_version(item_id=item, content=content, flow=flow, by=by, at=at)
    return item


@transaction.atomic
def begin_draft(*, item_id: UUID, by: Actor, at: datetime) -> UUID:
    """Begins a new version as a draft that says what the newest published one says; an existing draft is kept.

    Answers the draft's id.
    """
    need_list_office(by)
    versions: list[tuple[UUID, str, Any, str]] = list(
        ItemVersion.objects.filter(item_id=item_id).order_by("-no").values_list("pk", "state", "content", "flow")[:1]
    )
    if not versions:
        raise refuse("no_version", zh="没有这个事项版本。", en="There is no such version of an item.")
    pk, state, content, flow = versions[0]
    if state == "draft":
        return pk
    return save_draft_version(item_id=item_id, content=content, flow=flow, by=by, at=at)
