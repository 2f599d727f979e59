"""Posts, deadlines and papers of a tried-out case, from the real directory and calendar. It reads; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from tongban.agencies.queries import body_keyed, body_named, calendar, post_with
from tongban.agencies.queries.directory import township_at
from tongban.documents.rules.kinds import KINDS
from tongban.kernel.clock.deadline import Deadline, deadline
from tongban.kernel.flow.net import Node
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries.holdings import holding_at
from tongban.powerlist.queries.versions import clock_limit
from tongban.powerlist.rules.content import ItemContent, ItemLimit
from tongban.powerlist.rules.office.tryout import Trial
from tongban.rulebook.lookup import time_of_day

MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Whose:
    """Who would do a step: body and post by name, or why nobody would."""

    body: str
    post: str
    problem: str


def moment(day: date) -> datetime:
    """The morning of a day in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, MORNING))


def lead_body(content: ItemContent, item_id: UUID, place_id: UUID | None, day: date) -> UUID | None:
    """The body that would hold the case at a place: the holding of that day, else the body the item names."""
    held = holding_at(item_id, place_id, "decide", moment(day)) if place_id else None
    if held is not None:
        return held.body_id
    try:
        return body_keyed(content.body, day).id
    except Refused:
        return None


def is_held(item_id: UUID, place_id: UUID | None, day: date) -> bool:
    """Whether any body holds the power at the place on the day: otherwise nothing can be received there."""
    return place_id is not None and holding_at(item_id, place_id, "decide", moment(day)) is not None


def whose(node: Node, lead: UUID | None, place_id: UUID | None, day: date, language: str) -> Whose:
    """Whose step it would be at a place on a day."""
    who, _slash, duty = node.post.partition("/")
    plain = {"@applicant": ("申请人", "the applicant"), "@system": ("系统自动办理", "done by the system"),
             "@window": ("收件的窗口", "the window that received it")}  # fmt: skip
    place = 1 if language == "en" else 0
    if who in plain:
        return Whose(plain[who][place], "", "")
    try:
        body_id = _body(who, lead, place_id, day)
        if body_id is None:
            return Whose("", "", ("没有承办单位", "no body holds it")[place])
        post = post_with(body_id, duty, day)
    except Refused as refused:
        return Whose("", "", refused.refusal.sentence(language))
    return Whose(_body_name(body_id, day), post.name, "")


def _body(who: str, lead: UUID | None, place_id: UUID | None, day: date) -> UUID | None:
    if who == "@holder":
        return lead
    if who == "@township":
        return township_at(place_id, day).id if place_id else None
    return body_keyed(who, day).id


def _body_name(body_id: UUID, day: date) -> str:
    return body_named(body_id, day).name


def due(content: ItemContent, key: str, opened: date, begun: date, trial: Trial) -> Deadline | None:
    """When a step would have to be done, by the limit it names; None without one."""
    limit = content.limit(key) if key else None
    if limit is None or limit.length < 1:
        return None
    return limit_due(limit, started(limit, opened, begun, trial))


def started(limit: ItemLimit, opened: date, begun: date, trial: Trial) -> date:
    """From which day a limit runs in the tried-out case."""
    days = {"receipt": begun, "acceptance": trial.accepted or opened, "decision": trial.decided or opened}
    return days.get(limit.starts, opened)


def limit_due(limit: ItemLimit, day: date) -> Deadline:
    """When a limit that begins on the morning of a day ends."""
    return deadline(
        clock_limit(limit), moment(day), calendar=calendar(), day_end=time_of_day("office.day_end", day),
        tz=timezone.get_current_timezone(),
    )  # fmt: skip


def paper_name(kind: str, language: str) -> str:
    """The name of a document by its kind; a kind not in the register is shown as it stands."""
    known = KINDS.get(kind)
    if known is None:
        return kind
    return known.en if language == "en" else known.zh
