"""Three mediations of the demonstration in 柳河镇: one agreed in writing, one going on, one waiting for consent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from tongban.agencies.queries import actor_of
from tongban.hotline.actions.mediation import Side, agree, hold_session, open_mediation, record_consent
from tongban.simulation.actions.bodies import County

# Dispute, words, both sides, days ago, how far it has come.
DISPUTES: Final = (
    ("neighbour", "两家院墙之间的排水沟被堵，雨天水流进院里，双方争执多次。", ("涂春生", "龚建平"), 12, "agreed"),
    ("land", "承包地边界的田埂被犁掉一米，双方都说是自己的。", ("向秋月", "罗大勇"), 5, "held"),
    ("family", "三个子女对老人轮流赡养和医药费分担说不到一起。", ("周小云", "周小江"), 1, "asked"),
)  # fmt: skip


def build_mediations(county: County, *, until: datetime) -> int:
    """Takes the disputes in and leads each as far as it has come; answers how many."""
    for dispute, words, names, days, far in DISPUTES:
        at = timezone.localtime(until - timedelta(days=days)).replace(hour=10, minute=0)
        by = actor_of(county.holders["liuhe_review"][0], county.posts["liuhe_review"], at)
        assert by.ref is not None
        sides = (Side(name=names[0]), Side(name=names[1]))
        found = open_mediation(dispute=dispute, sides=sides, words=words, mediators=[by.ref], by=by, at=at)
        if far == "asked":
            record_consent(mediation_id=found, side="a", agrees=True, how="spoken", by=by, at=at)
            continue
        for side in "ab":
            record_consent(mediation_id=found, side=side, agrees=True, how="signed", by=by, at=at)
        then = at + timedelta(days=2)
        said = "到现场看了，双方都讲了经过，愿意各让一步。"
        hold_session(mediation_id=found, held_at=then, a_came=True, b_came=True, words=said, by=by, at=then)
        if far == "agreed":
            terms = "双方共同出资疏通排水沟，费用各半\n以后每年雨季前一起清理一次"
            day = (then + timedelta(days=20)).date()
            agree(mediation_id=found, terms=terms, perform_by=day, written=True, by=by, at=then)
    return len(DISPUTES)
