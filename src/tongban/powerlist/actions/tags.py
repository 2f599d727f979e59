"""Putting items under domains (领域), so that what was cut and what was kept can be told field by field."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.ledger.actions import append
from tongban.powerlist.actions.items import need_list_office, need_own
from tongban.powerlist.events.items import ItemTagged
from tongban.powerlist.models import Item, ItemTag
from tongban.powerlist.rules.domains import DOMAINS, domains_problem

MOST = 500


@transaction.atomic
def tag_items(*, codes: Collection[str], domains: Collection[str], by: Actor, at: datetime) -> int:
    """Puts items under these domains and no others; answers how many were changed.

    Refused for unknown domains and codes, and for the items of other bodies. What is so already is not recorded again.
    """
    need_list_office(by)
    stop(domains_problem(domains))
    wanted = [key for key in DOMAINS if key in set(domains)]
    found = list(Item.objects.select_for_update().filter(code__in=set(codes)).order_by("code")[: MOST + 1])
    missing = sorted(set(codes) - {one.code for one in found})
    if missing or not found or len(found) > MOST:
        raise refuse(
            "tag_items",
            zh="请填 1 至 {most} 个事项编码。查不到的：{missing}。",
            en="Give 1 to {most} codes of items. Not found: {missing}.",
            most=MOST,
            missing="、".join(missing[:10]) or "—",
        )
    for one in found:
        need_own(by, one)
    now = {tag.item_id: tag for tag in ItemTag.objects.filter(item__in=found)}
    changed = [one for one in found if (now[one.pk].domains if one.pk in now else []) != wanted]
    for one in changed:
        seq = append(event=ItemTagged(tuple(wanted)), subject=one.pk, seq=one.seq + 1, by=by, at=at).seq
        Item.objects.filter(pk=one.pk).update(seq=seq)
        ItemTag.objects.update_or_create(item=one, defaults={"domains": wanted, "seq": seq})
    return len(changed)
