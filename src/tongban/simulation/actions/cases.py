"""Plays cases through the real acts in the order of time: each act puts what follows from it on the agenda."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from tongban.cases.actions.accept import NoticePoint, accept_case, deem_accepted, notify_once
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.receive import Given, Receipt, receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.actions.waits import end_wait
from tongban.cases.queries.missing import asked_materials
from tongban.cases.queries.registers import with_registers
from tongban.cases.queries.tasks import OpenTask, open_tasks
from tongban.documents.actions.files import store_file
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.powerlist.queries import VersionRef
from tongban.powerlist.rules.codes import BENEFIT
from tongban.powerlist.rules.content import ItemContent
from tongban.simulation.actions.agenda import Agenda
from tongban.simulation.actions.people import Person
from tongban.simulation.actions.pictures import floor_plan
from tongban.simulation.rules.answers import answers_for
from tongban.simulation.rules.plan import Plan, share_of_limit

Act = Callable[[datetime], None]
PLANS: Final = frozenset({"m_layout", "m_plan"})


@dataclass(slots=True)
class Story:
    """One case in play: who applied for what, how it will go, which tasks are already on the agenda."""

    ref: VersionRef
    person: Person
    place: UUID
    plan: Plan
    case_id: UUID | None = None
    number: str = ""
    noticed: bool = False
    planned: set[UUID] = field(default_factory=set)
    answers: Mapping[str, Any] = field(default_factory=dict)


class Cases:
    """The cases in play: what each post does of them, and when."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.receipts: list[Receipt] = []
        county = agenda.county
        self._window = county.posts["window_1"]
        self._windows = {place: county.posts[f"{key}_window"] for place, key in county.township_keys()}

    def begin(self, story: Story, at: datetime) -> None:
        """An application arrives."""
        self.agenda.put(at, lambda moment: self._receive(story, moment))

    def _receive(self, story: Story, at: datetime) -> None:
        content, answers = _answered(story, self.agenda.random, at)
        papers = [Given(m.key, held=bool(m.held)) for m in asked_materials(content, answers)]
        case_id = uuid7()
        papers = [_with_plan(paper, case_id, answers, story, self.agenda.random, at) for paper in papers]
        if story.plan.lacks_paper:
            papers = [paper for paper in papers if paper.key not in _forgotten(content)]
        by = Actor(ActorKind.CITIZEN, ref=story.person.party)
        if story.plan.channel == "window":
            by = replace(self.agenda.officer(self._windows.get(story.place, self._window), at), channel="window")
        receipt = receive_case(
            version_id=story.ref.id, applicant_id=story.person.party, place_id=story.place, channel=story.plan.channel,
            answers=answers, materials=papers, by=by, at=at, case_id=case_id,
        )  # fmt: skip
        story.case_id, story.number = receipt.case_id, receipt.number
        self.receipts.append(receipt)
        if story.plan.withdraws:
            self.agenda.put(
                self.agenda.later(at, self.agenda.random.randint(1, 6)), lambda moment: self._withdraw(story, moment)
            )
        self._go_on(story, at)

    def _withdraw(self, story: Story, at: datetime) -> None:
        withdraw_case(case_id=_id(story), by=Actor(ActorKind.CITIZEN, ref=story.person.party), at=at)

    def _go_on(self, story: Story, at: datetime) -> None:
        """Every task that opened goes on the agenda, once."""
        for task in open_tasks(_id(story)):
            if task.id not in story.planned:
                story.planned.add(task.id)
                self._plan(story, task, at)

    def _plan(self, story: Story, task: OpenTask, at: datetime) -> None:
        planned = {
            "accept": self._plan_acceptance, "wait": self._plan_wait, "supplement": self._plan_supplement,
            "review": self._plan_review, "decide": self._plan_decision, "issue": self._plan_issue,
            "deliver": self._plan_delivery,
        }.get(task.act)  # fmt: skip
        if planned is not None:
            planned(story, task, at)

    def _plan_wait(self, story: Story, task: OpenTask, at: datetime) -> None:
        if task.due_at is not None:
            self.agenda.put(task.due_at + timedelta(minutes=1), lambda moment: self._end_wait(story, moment))

    def _plan_supplement(self, story: Story, task: OpenTask, at: datetime) -> None:
        if story.plan.supplies:
            self.agenda.put(
                self.agenda.later(at, self.agenda.random.randint(1, 5)), lambda moment: self._supplement(story, moment)
            )

    def _plan_review(self, story: Story, task: OpenTask, at: datetime) -> None:
        self.agenda.put(self._within(story, task, at), lambda moment: self._review(story, task, moment))

    def _plan_decision(self, story: Story, task: OpenTask, at: datetime) -> None:
        self.agenda.put(self._soon(story, task, at, 2), lambda moment: self._decide(story, task, moment))

    def _plan_issue(self, story: Story, task: OpenTask, at: datetime) -> None:
        self.agenda.put(at + timedelta(minutes=2), lambda moment: self._issue(story, moment))

    def _plan_delivery(self, story: Story, task: OpenTask, at: datetime) -> None:
        self.agenda.put(
            self.agenda.later(at, self.agenda.random.randint(0, 3)), lambda moment: self._deliver(story, task, moment)
        )

    def _soon(self, story: Story, task: OpenTask, at: datetime, days: int) -> datetime:
        """Within a few working days; where the limit is one of hours, within those, round the clock."""
        limit = story.ref.content.limit(task.limit_key)
        if limit is not None and limit.unit == "hour":
            return at + timedelta(hours=limit.length * share_of_limit(story.plan, task.node, self.agenda.random))
        return self.agenda.later(at, self.agenda.random.randint(0, days))

    def _within(self, story: Story, task: OpenTask, at: datetime) -> datetime:
        limit = story.ref.content.limit(task.limit_key)
        if limit is not None and limit.unit == "hour":
            return self._soon(story, task, at, 0)
        days = limit.length if limit is not None and limit.unit == "working_day" else 4
        return self.agenda.later(at, round(days * share_of_limit(story.plan, task.node, self.agenda.random)))

    def _plan_acceptance(self, story: Story, task: OpenTask, at: datetime) -> None:
        if story.plan.silent and task.due_at is not None and story.ref.content.item_type != BENEFIT:
            self.agenda.put(task.due_at + timedelta(minutes=1), lambda moment: self._deem(story, moment))
        else:
            self.agenda.put(self._soon(story, task, at, 3), lambda moment: self._accept(story, task, moment))

    def _accept(self, story: Story, task: OpenTask, at: datetime) -> None:
        by = self.agenda.officer(_post(task), at)
        if story.plan.lacks_paper and not story.noticed and _forgotten(story.ref.content):
            story.noticed = True
            points = [NoticePoint(key, "missing", "请按办事指南补交。") for key in _forgotten(story.ref.content)]
            notify_once(case_id=_id(story), points=points, by=by, at=at)
        else:
            accept_case(case_id=_id(story), by=by, at=at, promise="signed")
        self._go_on(story, at)

    def _deem(self, story: Story, at: datetime) -> None:
        deem_accepted(case_id=_id(story), at=at, by=SYSTEM)
        self._go_on(story, at)

    def _end_wait(self, story: Story, at: datetime) -> None:
        end_wait(case_id=_id(story), at=at)
        self._go_on(story, at)

    def _supplement(self, story: Story, at: datetime) -> None:
        lacking = _forgotten(story.ref.content)
        by = Actor(ActorKind.CITIZEN, ref=story.person.party)
        supplement_case(case_id=_id(story), answers=None, materials=[Given(key) for key in lacking], by=by, at=at)
        self._go_on(story, at)

    def _review(self, story: Story, task: OpenTask, at: datetime) -> None:
        against = task.node == story.plan.disagreed_by
        reasons = "现场与申请材料不符，不符合规定条件。" if against else ""
        opinion = "disagree" if against else "agree"
        for role in range(story.ref.net.node(task.node).persons):
            by = self.agenda.officer(_post(task), at, role)
            review_task(task_id=task.id, opinion=opinion, reasons=reasons, by=by, at=at)
        self._go_on(story, at)

    def _decide(self, story: Story, task: OpenTask, at: datetime) -> None:
        refused = bool(story.plan.disagreed_by)
        basis = [f"《{one.law}》{one.article}" for one in story.ref.content.legal_basis[:1]]
        decide_case(
            case_id=_id(story), decision="refuse" if refused else "grant",
            reasons="审查部门不同意：现场与申请材料不符。" if refused else "", basis=basis if refused else [],
            by=self.agenda.officer(_post(task), at), at=at,
        )  # fmt: skip
        self._go_on(story, at)

    def _issue(self, story: Story, at: datetime) -> None:
        issue_result(case_id=_id(story), at=at)
        self._go_on(story, at)

    def _deliver(self, story: Story, task: OpenTask, at: datetime) -> None:
        method = self.agenda.random.choice(("window", "post", "online"))
        deliver_case(case_id=_id(story), method=method, by=self.agenda.officer(_post(task), at), at=at)


def _answered(story: Story, random: Random, at: datetime) -> tuple[ItemContent, dict[str, Any]]:
    """The item as the registers fill it in for this person, and what the person answers."""
    number = f"{random.getrandbits(48):012x}"
    content = with_registers(story.ref.content, number=number, on=at.date())
    known = {"name": story.person.name, "phone": story.person.phone, "address": story.person.address,
             "uscc" if story.person.is_firm else "citizen_id": story.person.id_number}  # fmt: skip
    return content, answers_for(content, known, random, at.date()) | dict(story.answers)


def _with_plan(
    paper: Given, case_id: UUID, answers: Mapping[str, Any], story: Story, random: Random, at: datetime
) -> Given:
    """Gives every second floor plan filed online its picture; the others came on paper."""
    if paper.key not in PLANS or story.plan.channel != "web" or random.random() < 0.5:
        return paper
    by = Actor(ActorKind.CITIZEN, ref=story.person.party)
    stored = store_file(data=floor_plan(answers), name="平面图.png", owner=case_id, by=by, at=at)
    return replace(paper, file_id=stored.id)


def _forgotten(content: ItemContent) -> list[str]:
    """The paper that is left out when one is: the last that everybody has to bring."""
    return [m.key for m in content.materials if m.necessity == "must" and not m.held][-1:]


def _id(story: Story) -> UUID:
    if story.case_id is None:
        raise ValueError("a case acts before it was received")
    return story.case_id


def _post(task: OpenTask) -> UUID:
    if task.post_id is None:
        raise ValueError(f"no post for {task.node}")
    return task.post_id
