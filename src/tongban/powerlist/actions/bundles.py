"""Composing one thing of several items (一件事): its form and papers out of the members in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.actions.items import need_list_office, save_draft_version
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.queries import published_item
from tongban.powerlist.queries.versions import draft_of
from tongban.powerlist.rules.bundles import order_problem, union
from tongban.powerlist.rules.composing import base_of, conflicts
from tongban.powerlist.rules.content import ItemContent, content_json, parse_content
from tongban.powerlist.rules.members import Member


def compose_bundle(content: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """The content of a bundle with the union of its members' questions and papers, as they stand on a day.

    The given form holds only the bundle's own questions. Refused when a member is not in force, is only a guide and
    not marked as handled outside, or when the members wait for each other.
    """
    base = parse_content(dict(content))
    problem = order_problem(base.members)
    if problem is not None:
        raise Refused(problem)
    parts = [(member, _content(member.item, member.outside, on)) for member in base.members]
    composed: dict[str, Any] = content_json(union(base, parts))
    return composed


@transaction.atomic
def compose_draft(*, item_id: UUID, members: Sequence[Member], by: Actor, at: datetime, revision: int) -> UUID:
    """Makes the draft of an item one thing of these items: its form and papers are the union, as they stand today.

    The whole's own questions stay; what earlier parts brought goes. Refused as `compose_bundle` refuses, when parts do
    not fit (`bundle_conflict`, each named), without a draft, and as `save_draft_version` refuses. Answers the version.
    """
    need_list_office(by)
    draft = draft_of(item_id)
    if draft is None:
        raise refuse("no_draft", zh="没有草稿，请先开始新版本。", en="There is no draft. Begin a new version first.")
    on = timezone.localdate(at)
    base = base_of(draft.content, members)
    problem = order_problem(members)
    if problem is not None:
        raise Refused(problem)
    parts = [(member, _content(member.item, member.outside, on)) for member in members]
    grave = [one for one in conflicts(base, parts) if one.grave]
    if grave:
        raise refuse(
            "bundle_conflict",
            zh="这几个事项还合不到一起：{zh_list}",
            en="These items do not fit together yet: {en_list}",
            zh_list="".join(one.zh for one in grave),
            en_list=" ".join(one.en for one in grave),
        )
    content: dict[str, Any] = content_json(union(base, parts))
    flow = ItemVersion.objects.values_list("flow", flat=True).get(pk=draft.id)
    return save_draft_version(item_id=item_id, content=content, flow=flow, by=by, at=at, revision=revision)


def _content(code: str, outside: bool, on: date) -> ItemContent:
    version = published_item(code, on).version
    if version is None or not (version.content.whole or outside):
        raise refuse(
            "bundle_not_in_force",
            zh="“{item}”没有公布，或者只有指南，不能编进一件事。",
            en="“{item}” is not published or only a guide, so it cannot be part of one thing.",
            item=code,
        )
    return version.content
