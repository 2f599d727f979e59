"""How a card and a case are told in one line, the same on the wall, in lists and in a workbook."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tongban.kernel.clock.words import day_words
from tongban.supervision.models import Card, Watched
from tongban.supervision.queries.names import Names, language, rule_name
from tongban.supervision.queries.world import ZONE
from tongban.supervision.rules.cards import STATE_WORDS, WAITS_FOR_BODY, State
from tongban.supervision.rules.words import GRADE_STATE, GRADE_WORDS, SUBJECT_WORDS, said

CASE_STATES = {
    "received": ("待受理", "to be accepted"), "noticed": ("待补正", "waiting for papers"),
    "accepted": ("审查中", "under review"), "suspended": ("已中止", "suspended"), "decided": ("已决定", "decided"),
    "closed": ("已办结", "done"), "not_accepted": ("不予受理", "not accepted"), "withdrawn": ("已撤回", "withdrawn"),
    "terminated": ("已终止", "terminated"),
}  # fmt: skip


CHANNELS = {"window": ("窗口", "window"), "web": ("网上", "online"), "mobile": ("手机", "mobile")}


def card_line(card: Card, names: Names, now: datetime) -> dict[str, Any]:
    """One card: what, whose, how it stands, until when the body has to act."""
    spoken = language()
    state = State(card.state)
    item = names.of("items", card.item_id) if card.item_id else ""
    return {
        "card": card,
        "rule": rule_name(card.rule),
        "grade": GRADE_STATE[card.grade],
        "grade_words": said(GRADE_WORDS, card.grade, spoken),
        "state": STATE_WORDS[state][1 if spoken == "en" else 0],
        "body": names.of("bodies", card.body_id),
        "about": " ".join(part for part in (item, card.number) if part) or said(SUBJECT_WORDS, card.subject_kind,
            spoken),
        "waits": state in WAITS_FOR_BODY,
        "over": state in WAITS_FOR_BODY and card.due_by is not None and card.due_by < now,
    }  # fmt: skip


def case_line(row: Watched, names: Names, now: datetime) -> dict[str, Any]:
    """One case: until when, in whose hands, how it stands."""
    until = row.promised_at
    reached = row.decided_at or row.stopped_at or now
    late = until is not None and until < reached
    law = row.statutory_at is not None and row.statutory_at < reached
    in_time = "done" if row.decided_at else "paused" if row.stopped_at else "on"
    grade = "double_red" if law else "red" if late else in_time
    return {
        "row": row,
        "item": names.of("items", row.item_id),
        "body": names.of("bodies", row.hand_body_id),
        "post": names.of("posts", row.hand_post_id),
        "place": names.of("places", row.place_id),
        "grade": grade,
        "state": said(CASE_STATES, row.state, language()),
        "until": day_words(until.astimezone(ZONE).date(), now.astimezone(ZONE).date(), language()) if until else "",
    }
