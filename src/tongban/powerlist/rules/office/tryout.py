"""A flow tried out before it is published: a case that exists nowhere walks it step by step, by its own net.

Pure: the steps taken so far in, where the case would stand out. Deadlines and posts are added by `queries.tryout`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tongban.kernel.flow.feel import ConditionRefused, compile_condition
from tongban.kernel.flow.net import Net, Node, Step
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.powerlist.rules.codes import CodeSet
from tongban.powerlist.rules.content import FormField, ItemContent

DONE = "done"
MOST_STEPS = 100
OUTCOMES: Mapping[str, CodeSet] = {
    "accept": {
        "accepted": ("受理", "accept"),
        "notice": ("一次性告知补正", "tell once what is missing"),
        "refused": ("不予受理", "do not accept"),
    },
    "decide": {"grant": ("准予", "grant"), "refuse": ("不予", "refuse")},
}
PLAIN: CodeSet = {DONE: ("办完这一步", "complete this step")}
FACTS = {"accept": "acceptance", "decide": "decision"}
PAPERS: Mapping[tuple[str, str], str] = {
    ("accept", "accepted"): "acceptance",
    ("accept", "notice"): "one_time_notice",
    ("accept", "refused"): "non_acceptance",
    ("decide", "grant"): "grant",
    ("decide", "refuse"): "refusal",
    ("supplement", DONE): "supplement_receipt",
    ("deliver", DONE): "delivery_record",
    ("issue", DONE): "",
}
"""Which document a step leaves, by its act and outcome; other steps leave the one their drawing names."""
FIRST_PAPER = "receipt_slip"


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that was taken: the node, how it ended, on which day."""

    node: str
    outcome: str
    day: date


@dataclass(frozen=True, slots=True)
class Walked:
    """One step that was taken, as the page tells it."""

    node: Node
    outcome: str
    opened: date
    day: date
    paper: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Where the case would stand: steps taken, nodes open with the day they opened, whether it ended, what stopped it.

    `accepted` and `decided` are the days from which limits run.
    """

    walked: tuple[Walked, ...]
    open: tuple[tuple[Node, date], ...]
    ended: bool
    accepted: date | None = None
    decided: date | None = None
    stopped: Refusal | None = None

    @property
    def last_day(self) -> date | None:
        """The newest day on which something was done."""
        return self.walked[-1].day if self.walked else None


def outcomes(act: str) -> CodeSet:
    """How a step of this act may end."""
    return OUTCOMES.get(act, PLAIN)


def walk(net: Net, facts: Mapping[str, Any], begun: date, taken: Sequence[Taken]) -> Trial:
    """The case after these steps, begun on a day with these answers.

    A step that is not open, or an unknown outcome, ends the walk with its refusal; so does a choice without a way on.
    """
    known = dict(facts)
    try:
        step = net.start(known)
    except Refused as refused:
        return Trial((), (), ended=False, stopped=refused.refusal)
    trial = _opened(Trial((), (), ended=False), net, step, begun)
    for one in taken[:MOST_STEPS]:
        try:
            step = _move(net, step, trial, one, known)
        except Refused as refused:
            return replace(trial, stopped=refused.refusal)
        trial = _opened(_after(trial, net, one), net, step, one.day)
    return trial


def _move(net: Net, step: Step, trial: Trial, one: Taken, known: dict[str, Any]) -> Step:
    """The next marking; the facts of the outcome are known before the tokens move."""
    act = net.node(one.node).act
    if one.outcome not in outcomes(act):
        raise refuse("outcome", zh="这一步没有这样的结果。", en="This step has no such outcome.")
    opened = dict((node.id, day) for node, day in trial.open).get(one.node)
    if opened is not None and one.day < opened:
        raise refuse(
            "before_opening",
            zh="办结的日期不能早于这一步开始的日期。",
            en="A step cannot end before the day it opened.",
        )
    if act in FACTS:
        known[FACTS[act]] = one.outcome
    elif act == "supplement":
        known["acceptance"] = None
    return net.complete(step.marking, one.node, known)


def _after(trial: Trial, net: Net, one: Taken) -> Trial:
    """The trial with a step taken: closed, dated, its paper named."""
    node = net.node(one.node)
    opened = dict((open_node.id, day) for open_node, day in trial.open)[one.node]
    walked = Walked(node, one.outcome, opened, one.day, PAPERS.get((node.act, one.outcome), node.document))
    accepted = one.day if node.act == "accept" and one.outcome == "accepted" else trial.accepted
    decided = one.day if node.act == "decide" else trial.decided
    left = tuple(entry for entry in trial.open if entry[0].id != one.node)
    return replace(trial, walked=(*trial.walked, walked), open=left, accepted=accepted, decided=decided)


def _opened(trial: Trial, net: Net, step: Step, day: date) -> Trial:
    new = tuple((net.node(node), day) for node in step.opened)
    return replace(trial, open=(*trial.open, *new), ended=step.ended)


def asked(condition: str | None, answers: Mapping[str, Any]) -> bool:
    """Whether a question or paper with this condition is asked for; one that cannot be read is."""
    if not condition:
        return True
    try:
        return compile_condition(condition).holds(answers)
    except ConditionRefused:
        return True


def steering(content: ItemContent) -> tuple[FormField, ...]:
    """The questions whose answers the flow or the list of papers depends on."""
    named: set[str] = set()
    for material in content.materials:
        try:
            named |= compile_condition(material.situation).names if material.situation else set()
        except ConditionRefused:
            continue
    return tuple(field for field in content.fields() if field.flow_fact or field.key in named)


def facts_of(content: ItemContent, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the flow may know of the answers: those marked for it, none of them personal."""
    return {f.key: answers.get(f.key) for f in content.fields() if f.flow_fact and not f.personal}


def papers_asked(content: ItemContent, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of the papers that somebody with these answers must bring."""
    return tuple(
        m.key
        for m in content.materials
        if not m.held and m.necessity != "deferrable" and (m.necessity != "situation" or asked(m.situation, answers))
    )
