"""Plays one line of the law's table: reads what happened when, does it through the real acts, tells where the case
stands and what is due.

The words are those of the counter: 收件, 受理, 一次告知. A story is a list of moments,
`11-05 10:00 收件；11-09 受理`; the hour is
10:00 where none is given. What the last moment's act refuses is the outcome of that line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from tests.cast import ANSWERS, ZONE
from tests.law.special_stories import SPECIAL, special_due
from tongban.agencies.models import Post
from tongban.agencies.queries import actor_of
from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once, reject_acceptance
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.halts import continue_case, suspend_case, terminate_case
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.actions.sweeps import deem_silent_cases
from tongban.cases.actions.turns import extend_case, pause_case, resume_case, withdraw_case
from tongban.cases.models import Case, Task
from tongban.cases.queries.tasks import open_tasks
from tongban.cases.rules import STATE_WORDS, State
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.simulation.actions.bodies import County

YEAR: Final = 2026
MOMENT: Final = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)(?: (\d\d):(\d\d))? (.+)")
ITEMS: Final = {
    "饭店": ("open_restaurant", "market"), "采伐": ("tree_felling", "forestry"), "卫生": ("public_place_hygiene",
    "health"),
    "施工": ("construction_permit", "housing"), "办学": ("private_school", "education"), "货运": ("road_freight",
    "transport"),
    "排水": ("drainage_permit", "housing"), "取水": ("water_drawing", "water"), "延续": ("food_renewal", "market"),
    "救助": ("temporary_relief", "civil"),
}  # fmt: skip
KINDS: Final = {"听证": "hearing", "检测": "testing", "鉴定": "appraisal", "专家评审": "expert_review",
                "招标": "tender_auction",
                "现场勘验": "site_survey"}  # fmt: skip
FACTS: Final = {"excavation": False, "central_air": False, "place_kind": "shop", "prepared": True}
# Papers that may follow acceptance only on a promise; the table tells of cases that have them.
PAPERS: Final = {"public_place_hygiene": ("m_plan", "m_test", "m_rules")}
BASIS: Final = ["行政许可法第三十八条"]


@dataclass(slots=True)
class Outcome:
    """The state in the page's words, `拒绝：…` after a refused act, and each due day by its name."""

    state: str
    due: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Stage:
    """The county, the versions of its items by key, and the applicant."""

    county: County
    versions: dict[str, UUID]
    applicant: UUID


class Story:
    """One case on its way."""

    def __init__(self, stage: Stage, item: str) -> None:
        self.stage, (self.item, self.body) = stage, ITEMS[item]
        self.case_id: UUID | None = None

    @property
    def citizen(self) -> Actor:
        return Actor(ActorKind.CITIZEN, ref=self.stage.applicant)

    def officer(self, duty: str, at: datetime) -> Actor:
        """The A holder of the lead body's post with a duty."""
        case = Case.objects.get(pk=self.case_id)
        post = next(post for post in self.posts(case.body_id) if duty in post[2])
        return actor_of(self.stage.county.holders[post[1]][0], post[0], at)

    def posts(self, body_id: UUID) -> list[tuple[UUID, str, list[str]]]:
        """(id, key, duties) of the posts of a body."""
        return list(Post.objects.filter(body_id=body_id).order_by("key").values_list("id", "key", "duties"))


Doing = Callable[[Story, str, datetime], object]


def play(stage: Stage, item: str, told: str) -> Outcome:
    """Does what the line tells and answers how it stands after its last moment."""
    story, parts = Story(stage, item), [part.strip() for part in told.split("；") if part.strip()]
    for number, part in enumerate(parts):
        at, words = moment(part)
        verb, _, rest = words.partition(" ")
        try:
            ACTS[verb](story, rest, at)
        except Refused as refused:
            said = refused.refusal.sentence("zh")
            if number < len(parts) - 1:
                raise AssertionError(f"{part}: {said}") from refused
            return Outcome(f"拒绝：{said}", due_of(story))
    return Outcome(state_of(story), due_of(story))


def moment(part: str) -> tuple[datetime, str]:
    found = MOMENT.fullmatch(part)
    if found is None:
        raise AssertionError(f"not a moment: {part}")
    year, month, day, hour, minute, words = found.groups()
    at = datetime(int(year or YEAR), int(month), int(day), int(hour or 10), int(minute or 0), tzinfo=ZONE)
    return at, words


def state_of(story: Story) -> str:
    case = Case.objects.get(pk=story.case_id)
    word = STATE_WORDS[State(case.state)][0]
    if any(entry.type == "case.renewed_by_law" for entry in events_of("case", case.pk)):
        return f"{word}（视为准予延续）"
    return f"{word}（视为受理）" if case.origin == "deemed" else word


def due_of(story: Story) -> dict[str, str]:
    """受理, 法定, 承诺, 送达: each as a day, with 暂定 where the calendar of a year is not known yet."""
    if story.case_id is None:  # refused before there was a case
        return {}
    case = Case.objects.get(pk=story.case_id)
    waiting = {task.act: task.due_at for task in Task.objects.filter(case=case, closed_at=None)}
    found: dict[str, Any] = {"受理": waiting.get("accept"), "送达": waiting.get("deliver")}
    found |= {"法定": case.due_at, "承诺": case.promised_due_at, **special_due(case.pk)}
    return {name: f"{at.astimezone(ZONE) if isinstance(at, datetime) else at:%m-%d}"
            for name, at in found.items() if at is not None}  # fmt: skip


def _receive(story: Story, rest: str, at: datetime) -> None:
    missing = rest == "缺材料"
    papers = PAPERS.get(story.item, ("m_lease", "m_layout"))
    receipt = receive_case(
        version_id=story.stage.versions[story.item], applicant_id=story.stage.applicant,
        place_id=story.stage.county.home, channel="web", answers=ANSWERS | FACTS,
        materials=[] if missing else [Given(key) for key in papers], by=story.citizen, at=at,
    )  # fmt: skip
    story.case_id = receipt.case_id


def _reviews(story: Story, rest: str, at: datetime) -> None:
    """Every branch, in the order in which the flow opens them."""
    while tasks := [task for task in open_tasks(_case(story)) if task.act == "review"]:
        for task in tasks:
            post = next(post for post in story.posts(task.body_id) if post[0] == task.post_id)
            by = actor_of(story.stage.county.holders[post[1]][0], post[0], at)
            reasons = "" if rest == "同意" else "布局不合要求"
            opinion = "agree" if rest == "同意" else "disagree"
            review_task(task_id=task.id, opinion=opinion, reasons=reasons, by=by, at=at)


def _case(story: Story) -> UUID:
    assert story.case_id is not None
    return story.case_id


def _notice(story: Story, rest: str, at: datetime) -> None:
    points = [] if rest == "空" else [NoticePoint("m_layout", "missing", "")]
    reason = "补正后的图纸与现场不符" if rest == "说明原因" else ""
    by = story.officer("accept", at)
    notify_once(case_id=_case(story), points=points, again_reason=reason, by=by, at=at)


def _reject(story: Story, rest: str, at: datetime) -> None:
    ground = "not_needed" if rest == "不需许可" else "not_competent"
    right = "青禾县住房和城乡建设局" if rest == "不属职权 写明机关" else ""
    right_id = story.stage.county.bodies["housing"] if right else None
    reject_acceptance(
        case_id=_case(story), ground=ground, reasons="依法不予受理", right_body=right, right_body_id=right_id,
        by=story.officer("accept", at), at=at,
    )  # fmt: skip


def _decide(story: Story, decision: str, rest: str, at: datetime) -> None:
    bare = rest == "无理由"
    by = story.officer("decide", at)
    decide_case(
        case_id=_case(story), decision=decision, reasons="" if bare else "不符合法定条件", basis=[] if bare else BASIS,
        by=by, at=at,
    )  # fmt: skip


def _extend(story: Story, rest: str, at: datetime) -> None:
    length, _, more = rest.partition(" ")
    by = story.officer("review" if more == "审查岗" else "lead", at)
    reason = "" if more == "无理由" else "案情复杂"
    extend_case(case_id=_case(story), length=int(length), reason=reason, told_at=at, by=by, at=at)


def _pause(story: Story, rest: str, at: datetime) -> None:
    """`听证 至 11-20`; 未告知 and 无文书 are left out where the line says so."""
    kind, _, more = rest.partition(" ")
    found = re.search(r"至 (\d\d)-(\d\d)", more)
    until = date(YEAR, int(found[1]), int(found[2])) if found else None
    by = story.officer("review", at)
    testing = {"starts_on": at.date(), "staff": story.stage.county.holders["market_review"]} if kind == "检测" else {}
    pause_case(
        case_id=_case(story), kind=KINDS[kind], document="" if "无文书" in more else "特别程序告知书",
        told_at=None if "未告知" in more else at, until=until, by=by, at=at, **testing,
    )  # fmt: skip


def _supplement(story: Story, rest: str, at: datetime) -> None:
    supplement_case(case_id=_case(story), answers=None, materials=[Given("m_layout")], by=story.citizen, at=at)


def _accept(story: Story, rest: str, at: datetime) -> None:
    accept_case(case_id=_case(story), by=story.officer("accept", at), at=at)


def _issue(story: Story, rest: str, at: datetime) -> None:
    issue_result(case_id=_case(story), at=at)


def _deliver(story: Story, rest: str, at: datetime) -> None:
    county = story.stage.county
    centre = county.bodies["centre"]
    post = next(post for post in story.posts(centre) if "deliver" in post[2])
    by = actor_of(county.holders[post[1]][0], post[0], at)
    deliver_case(case_id=_case(story), method="window", by=by, at=at)


def _resume(story: Story, rest: str, at: datetime) -> None:
    resume_case(case_id=_case(story), by=story.officer("review", at), at=at)


def _suspend(story: Story, rest: str, at: datetime) -> None:
    by = story.officer("decide", at)
    suspend_case(case_id=_case(story), ground="force_majeure", reason="山洪冲断道路", until=None, by=by, at=at)


def _go_on(story: Story, rest: str, at: datetime) -> None:
    continue_case(case_id=_case(story), by=story.officer("decide", at), at=at)


def _terminate(story: Story, rest: str, at: datetime) -> None:
    by = story.officer("decide", at)
    terminate_case(case_id=_case(story), ground=rest or "dissolved", reason="申请人已经注销", by=by, at=at)


def _withdraw(story: Story, rest: str, at: datetime) -> None:
    withdraw_case(case_id=_case(story), by=story.citizen, at=at)


ACTS: Final[dict[str, Doing]] = {
    "收件": _receive, "一次告知": _notice, "再次告知": _notice, "补正": _supplement, "受理": _accept,
    "不予受理": _reject,
    "巡查": lambda story, rest, at: deem_silent_cases(at=at), "审查": _reviews,
    "准予": lambda story, rest, at: _decide(story, "grant", rest, at),
    "不予": lambda story, rest, at: _decide(story, "refuse", rest, at),
    "制证": _issue, "送达": _deliver, "延长": _extend, "停止计时": _pause, "恢复计时": _resume, "中止": _suspend,
    "恢复办理": _go_on, "终止": _terminate, "撤回": _withdraw, **SPECIAL,
}  # fmt: skip
