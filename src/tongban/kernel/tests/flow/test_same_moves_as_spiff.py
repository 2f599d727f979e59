"""The net makes the same moves as SpiffWorkflow on random sound flows."""

from random import Random
from typing import Any

import pytest
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.flow.net import Net
from tongban.kernel.tests.flow.drawings import Drawing, sound, to_bpmn

MAX_MOVES = 60


class Peer:
    """The same flow in SpiffWorkflow, whose conditions are Python and read `facts`."""

    def __init__(self, drawing: Drawing) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(to_bpmn(drawing.model(), drawing.python))
        engine = PythonScriptEngine(environment=TaskDataEnvironment())
        self.facts: dict[str, Any] = engine.environment.globals
        self._workflow = BpmnWorkflow(parser.get_spec("flow"), script_engine=engine)
        self._workflow.do_engine_steps()

    def open_steps(self) -> dict[str, Any]:
        tasks = self._workflow.get_tasks(state=TaskState.READY, manual=True)
        return {task.task_spec.bpmn_id: task for task in tasks}

    def complete(self, step: str) -> None:
        self.open_steps()[step].run()
        self._workflow.do_engine_steps()

    @property
    def ended(self) -> bool:
        return bool(self._workflow.is_completed())


def moves_agree(net: Net, drawing: Drawing, random: Random) -> bool:
    """Walks both side by side under the same random choices; whether the same steps were open throughout."""
    peer = Peer(drawing)
    step = net.start({})
    for _ in range(MAX_MOVES):
        if set(net.open_nodes(step.marking)) != set(peer.open_steps()) or step.ended != peer.ended:
            return False
        if step.ended:
            return True
        facts = {name: draw(random) for name, draw in drawing.facts.items()}
        peer.facts.update(facts)
        chosen = random.choice(sorted(peer.open_steps()))
        peer.complete(chosen)
        step = net.complete(step.marking, chosen, facts)
    return True


def _random_flow(seed: int) -> tuple[Drawing, Random]:
    """A flow whose loops hold no parallel branches: on a second round the peer does not wait for all of them."""
    random = Random(seed)
    return sound(random, random.randint(2, 14), parallel_in_loops=False), random


def _compiled(drawing: Drawing) -> Net:
    return compile_flow(read_bpmn(to_bpmn(drawing.model())))


@pytest.mark.parametrize("seed", range(60))
def test_the_same_steps_are_open_after_each_move(seed: int) -> None:
    drawing, random = _random_flow(seed)
    assert moves_agree(_compiled(drawing), drawing, random)


@pytest.mark.nightly
def test_a_thousand_more_flows_agree() -> None:
    for seed in range(1_000, 2_000):
        drawing, random = _random_flow(seed)
        assert moves_agree(_compiled(drawing), drawing, random), f"seed {seed}"


def test_a_net_that_forgets_to_wait_at_joins_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: it does for a net whose parallel joins let every token pass."""
    monkeypatch.setattr(Net, "_joined", lambda net, number, edge, tokens: True)
    flows = [_random_flow(seed) for seed in range(30)]
    assert not all(moves_agree(_compiled(drawing), drawing, random) for drawing, random in flows)
