"""How fast cases walk a flow in memory: eight steps, one choice, three parallel reviews.

Ours is the compiled net with conditions asked at the gateways. The floor is the same walk hard-coded as a loop over
tokens, with no file read, no condition and no refusal. The peer is SpiffWorkflow, the usual choice in Python. Nothing
is stored; what a durable step costs is measured elsewhere.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow

ROUNDS = 5
LIVES = 4_000
PEER_LIVES = 40

STEPS = ("accept", "review_a", "review_b", "review_c", "decide", "issue", "print", "deliver")
EDGES = (
    ("start", "accept", ""),
    ("accept", "outcome", ""),
    ("outcome", "split", 'acceptance = "accepted"'),
    ("outcome", "turned_away", 'acceptance = "refused"'),
    ("split", "review_a", ""),
    ("split", "review_b", ""),
    ("split", "review_c", ""),
    ("review_a", "join", ""),
    ("review_b", "join", ""),
    ("review_c", "join", ""),
    ("join", "decide", ""),
    ("decide", "issue", ""),
    ("issue", "print", ""),
    ("print", "deliver", ""),
    ("deliver", "end", ""),
)
FACTS = {"acceptance": "accepted"}


def bpmn(*, python: bool = False) -> bytes:
    """The flow as BPMN; with conditions in Python for the peer."""
    tags = {"start": "startEvent", "end": "endEvent", "turned_away": "endEvent", "outcome": "exclusiveGateway"}
    tags |= dict.fromkeys(("split", "join"), "parallelGateway") | dict.fromkeys(STEPS, "userTask")
    parts = [
        '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tb="urn:tongban:flow:1" id="d">'
        '<b:process id="flow" name="流程" isExecutable="true"><b:laneSet id="ls">'
        '<b:lane id="lane" name="岗位" tb:post="@holder/accept">',
        *(f"<b:flowNodeRef>{step}</b:flowNodeRef>" for step in STEPS),
        "</b:lane></b:laneSet>",
        *(f'<b:{tag} id="{name}" name="{name}"/>' for name, tag in tags.items()),
    ]
    for number, (source, target, condition) in enumerate(EDGES):
        text = condition.replace(" = ", " == ") if python else condition
        inner = f"<b:conditionExpression>{text}</b:conditionExpression>" if text else ""
        parts.append(
            f'<b:sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}">{inner}</b:sequenceFlow>'
        )
    return "".join([*parts, "</b:process></b:definitions>"]).encode()


def ours() -> Callable[[], None]:
    """One case walked through the compiled net."""
    net = compile_flow(read_bpmn(bpmn()))

    def life() -> None:
        step = net.start({})
        for name in STEPS:
            step = net.complete(step.marking, name, FACTS)
        assert step.ended

    return life


def floor() -> Callable[[], None]:
    """The same case as a loop over tokens with the ways written into the code."""
    after: dict[str, tuple[str, ...]] = {
        "accept": ("review_a", "review_b", "review_c"),
        "decide": ("issue",),
        "issue": ("print",),
        "print": ("deliver",),
        "deliver": (),
    }

    def life() -> None:
        tokens, waiting = {"accept"}, 3
        for name in STEPS:
            tokens.remove(name)
            if name.startswith("review"):
                waiting -= 1
                if not waiting:
                    tokens.add("decide")
            else:
                tokens.update(after[name])
        assert not tokens

    return life


def spiff() -> Callable[[], None]:
    """The same case in SpiffWorkflow."""
    parser = BpmnParser()
    parser.add_bpmn_str(bpmn(python=True))
    spec = parser.get_spec("flow")

    def life() -> None:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        for name in STEPS:
            ready: list[Any] = workflow.get_tasks(state=TaskState.READY, manual=True)
            task = next(task for task in ready if task.task_spec.bpmn_id == name)
            task.data.update(FACTS)
            task.run()
            workflow.do_engine_steps()
        assert workflow.is_completed()

    return life


def _rate(life: Callable[[], None], lives: int) -> float:
    begin = time.perf_counter()
    for _ in range(lives):
        life()
    return lives / (time.perf_counter() - begin)


def measure() -> dict[str, Any]:
    """Cases a second: medians of interleaved rounds, with the ratios to the floor and to the peer."""
    contestants = {"ours": (ours(), LIVES), "floor": (floor(), LIVES), "SpiffWorkflow": (spiff(), PEER_LIVES)}
    runs: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, (life, lives) in contestants.items():
            runs[name].append(_rate(life, lives))
    median = {name: statistics.median(rates) for name, rates in runs.items()}
    return {
        "name": "flow engine in memory, eight steps a case",
        "unit": "cases/s",
        "ours": round(median["ours"]),
        "floor": round(median["floor"]),
        "peers": {"SpiffWorkflow": round(median["SpiffWorkflow"])},
        "ratio_floor": round(median["ours"] / median["floor"], 3),
        "ratio_peer": round(median["ours"] / median["SpiffWorkflow"], 1),
        "runs": {name: [round(rate) for rate in rates] for name, rates in runs.items()},
    }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201
