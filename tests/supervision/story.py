"""A case told in events, and a world in memory: the restaurant item, the real calendar, a few bodies and officials.

Every name is a fixed id, so that a rule can be tried in microseconds, without a database.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tongban.kernel.clock.limits import Limit, StartEvent
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.flow.net import Net
from tongban.ledger.events import Entry
from tongban.powerlist.rules.content import ItemContent, parse_content
from tongban.rulebook.calendar_seed import seeded_calendar
from tongban.rulebook.lookup import number, time_limit
from tongban.simulation.rules.places import DATA
from tongban.supervision.rules.engine import Engine, Finding, replay
from tongban.supervision.rules.memory import MemoryMarks
from tongban.supervision.rules.shipped.every import BY_CODE, SHIPPED

ZONE: Final = ZoneInfo("Asia/Shanghai")
SPACE: Final = UUID("3f0e6d2c-98a1-5c57-8a34-1d2b7c5e9f00")
MINUTE: Final = timedelta(minutes=1)


def ref(name: str) -> UUID:
    """The fixed id of a name."""
    return uuid5(SPACE, name)


def on(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of 2026 in the county."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@dataclass(frozen=True)
class Told:
    """A version of an item."""

    id: UUID
    item_id: UUID
    content: ItemContent
    flow: Net | None


@cache
def restaurant() -> tuple[dict[str, Any], Net]:
    """The restaurant item's content and flow."""
    content = json.loads((DATA / "items" / "open_restaurant.json").read_text(encoding="utf-8"))
    return content, compile_flow(read_bpmn((DATA / "items" / "open_restaurant.bpmn").read_bytes()))


@cache
def version_of(name: str, change: Any = None) -> Told:
    """The restaurant's guide, changed by a function on its JSON; read once, nothing in it changes."""
    content, flow = restaurant()
    told = deepcopy(content)
    if change is not None:
        change(told)
    return Told(ref(name), ref("restaurant"), parse_content(told), flow)


class Small(MemoryMarks):
    """The world of the stories."""

    zone = ZONE
    calendar = seeded_calendar(provisional=True)

    def __init__(self, *versions: Told) -> None:
        super().__init__()
        self.kept: dict[Any, Any] = {}
        self.versions = {str(one.id): one for one in (version_of("v1"), *versions)}
        self.now = ref("v1")
        self.holders = {"decide": ref("market"), "accept": ref("market")}
        self.elsewhere: set[UUID] = set()
        self.posts = {ref("market_head"): frozenset({"decide", "lead"}), ref("market_desk"): frozenset({"accept"})}
        self.empty: list[UUID] = []
        self.seals: UUID | None = None
        self.line = 0

    def number(self, key: str, on: date) -> int:
        return number(key, on)

    def length(self, key: str, on: date) -> Limit:
        return time_limit(key, on, starts=StartEvent.TASK)

    def day_end(self, at: datetime) -> time:
        return time(17)

    def version(self, version_id: str) -> Told | None:
        return self.versions.get(version_id)

    def in_force(self, item: UUID, on: date) -> UUID | None:
        return self.now

    def holder(self, item: UUID, place: UUID, function: str, at: datetime) -> UUID | None:
        return self.holders.get(function)

    def seal(self, item: UUID, place: UUID, at: datetime) -> UUID | None:
        return self.seals or self.holder(item, place, "decide", at)

    def holds_elsewhere(self, item: UUID, body: UUID, function: str, at: datetime) -> bool:
        return body in self.elsewhere

    def duties(self, post: UUID) -> frozenset[str]:
        return self.posts.get(post, frozenset())

    def head_body(self, at: datetime) -> UUID | None:
        return ref("government")

    def nobody_acts(self, official: UUID, at: datetime) -> list[UUID]:
        return self.empty

    def waiting(self, item: UUID, body: UUID, before: datetime) -> int:
        return self.line


@dataclass
class Story:
    """The events of one subject, written in their order."""

    name: str = "case"
    kind: str = "case"
    facts: list[Entry] = field(default_factory=list)

    def told(self, event: str, at: datetime, *, by: str = "zhang", body: str = "market", post: str = "market_desk",
             lag: timedelta = MINUTE, on_behalf: str = "", place: str = "county", **data: Any) -> Story:  # fmt: skip
        """One event more, recorded a minute after it took effect unless said otherwise."""
        seq = len(self.facts) + 1
        self.facts.append(
            Entry(
                None, ref(f"{self.name}-{seq}"), self.kind, ref(self.name), seq, event, 1, ref(by) if by else None,
                ref(post) if post else None, ref(body) if body else None, ref(place),
                ref(on_behalf) if on_behalf else None, at, at + lag, data, b"",
            )
        )  # fmt: skip
        return self

    def received(self, at: datetime, **data: Any) -> Story:
        """收件, the acceptance step opens at the market bureau."""
        fields = {
            "state": "received", "number": "QH1", "item": str(ref("restaurant")), "item_version": str(ref("v1")),
            "applicant": str(ref("chen")), "channel": "web", "fee": 0, "materials": [], "opened": [step("accept")],
        }  # fmt: skip
        who = {"by": "chen", "body": "", "post": ""}
        return self.told("case.received", at, **{**who, **fields, **data})

    def accepted(self, at: datetime, **data: Any) -> Story:
        """受理, the market bureau's review opens."""
        fields = {
            "state": "accepted", "origin": "", "counted_from": at.isoformat(), "document": "d", "deferred": [],
            "closed": [done("accept")], "opened": [step("review", "review_market", "review_market")],
        }  # fmt: skip
        return self.told("case.accepted", at, **{**fields, **data})

    def reviewed(self, at: datetime, **data: Any) -> Story:
        """审查, the decision opens."""
        fields = {
            "state": "accepted", "opinion": "agree", "closed": [done("review_market")],
            "opened": [step("decide", "decide", "whole_promised", "market_head")],
        }  # fmt: skip
        return self.told("case.reviewed", at, **{**fields, **data})

    def decided(self, at: datetime, **data: Any) -> Story:
        """决定 by the head of the market bureau."""
        fields = {
            "state": "decided", "decision": "grant", "basis": ["art"], "document": "d", "hearing_record": None,
            "closed": [done("decide")], "opened": [step("deliver", "deliver", "delivery", "delivery")], "by": "he",
            "post": "market_head",
        }  # fmt: skip
        return self.told("case.decided", at, **{**fields, **data})

    def delivered(self, at: datetime, **data: Any) -> Story:
        """送达."""
        fields = {"state": "closed", "method": "window", "document": "d", "closed": [done("deliver")]}
        return self.told("case.delivered", at, **{**fields, **data})

    def issued(self, at: datetime, **data: Any) -> Story:
        """制证, by the platform."""
        fields = {"state": "decided", "certificate": "c", "by": "", "body": "", "post": ""}
        return self.told("case.result_issued", at, **{**fields, **data})

    def paused(self, at: datetime, until: str = "2026-11-20", **data: Any) -> Story:
        """不计时 for testing by two, told on the day."""
        fields = {
            "state": "accepted", "pause_kind": "testing", "document": "d", "told": at.isoformat(), "until": until,
            "staff": ["a", "b"], "late": False,
        }  # fmt: skip
        return self.told("case.paused", at, **{**fields, **data})


def step(act: str, node: str = "", limit: str = "", post: str = "market_desk", due: str = "") -> dict[str, Any]:
    """An opened step."""
    node = node or act
    limit = limit or ("acceptance" if act == "accept" else "")
    return {"task": node, "node": node, "act": act, "limit": limit, "body": str(ref("market")),
            "post": str(ref(post)) if post else None, "due": due or None}  # fmt: skip


def done(task: str, outcome: str = "") -> dict[str, Any]:
    """A closed step."""
    return {"task": task, "node": task, "outcome": outcome}


def usual(name: str = "case") -> Story:
    """A case as it should go: received, accepted, reviewed, decided, issued, delivered within nine days."""
    story = Story(name).received(on(11, 2)).accepted(on(11, 3)).reviewed(on(11, 5)).decided(on(11, 9))
    return story.issued(on(11, 9, 10, 5)).delivered(on(11, 10))


def judged(*stories: Story, world: Small | None = None, until: datetime | None = None, only: str = "") -> list[Finding]:
    """What all rules (or `only` one, also one that is off) find in the stories, told in the order of time."""
    rules = [BY_CODE[only]] if only else SHIPPED
    facts = sorted((fact for story in stories for fact in story.facts), key=lambda fact: (fact.at, fact.seq))
    engine = Engine(rules, (lambda rule, track, at: True) if only else lambda rule, track, at: rule.starts_on)
    return replay(engine, facts, world or Small(), until=until)


def codes(*stories: Story, world: Small | None = None, until: datetime | None = None) -> list[str]:
    """The codes of what is found."""
    return sorted(one.rule.code for one in judged(*stories, world=world, until=until))
