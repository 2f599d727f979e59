"""What can be wrong with a drawing before anybody walks it: loose ends, misplaced conditions, steps nobody does.

It looks at nodes and edges one by one and at who can be reached from whom. Whether tokens get stuck is the question of
`soundness`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tongban.kernel.flow.feel import ConditionRefused, compile_condition
from tongban.kernel.flow.findings import Finding
from tongban.kernel.flow.model import RESTING, Drawn, Edge, FlowModel, Kind

GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL})


def structure_findings(model: FlowModel) -> list[Finding]:
    """All faults and hints that are seen without walking the flow."""
    loose = list(_loose_edges(model))
    found = loose or [
        *_start_and_end(model),
        *_degrees(model),
        *_steps(model),
        *_conditions(model),
        *_unreached(model),
        *_gateway_circles(model),
    ]
    return [_worded(model, one) for one in found]


def _worded(model: FlowModel, found: Finding) -> Finding:
    """The finding with its places named: `{it}`, and `{gateway}` from which an arrow leaves."""
    source = next((edge.source for edge in model.edges if edge.id == found.element), "")

    def said(sentence: str, language: str) -> str:
        whole = sentence.replace("{it}", model.called(found.element, language))
        return whole.replace("{gateway}", model.called(source, language))

    return replace(found, zh=said(found.zh, "zh"), en=said(found.en, "en"))


def _found(code: str, node: Drawn | Edge, zh: str, en: str, *, blocks: bool = True) -> Finding:
    return Finding(code, node.id, zh, en, blocks)


def _loose_edges(model: FlowModel) -> Iterator[Finding]:
    known = {node.id for node in model.nodes}
    for edge in model.edges:
        for end in (edge.source, edge.target):
            if end not in known:
                yield _found(
                    "loose_edge",
                    edge,
                    f"线{{it}}连着不存在的“{end}”。",
                    f"The arrow {{it}} is tied to “{end}”, which is not there.",
                )


def _start_and_end(model: FlowModel) -> Iterator[Finding]:
    starts = [node for node in model.nodes if node.kind is Kind.START]
    if len(starts) != 1:
        yield Finding(
            "one_start",
            starts[1].id if starts else model.id,
            f"流程应当正好有一个开始，这里有 {len(starts)} 个。",
            f"A flow has exactly one start; this one has {len(starts)}.",
        )
    if not any(node.kind is Kind.END for node in model.nodes):
        yield Finding("no_end", model.id, "流程没有结束。", "The flow has no end.")


def _degrees(model: FlowModel) -> Iterator[Finding]:
    for node in model.nodes:
        arriving = sum(edge.target == node.id for edge in model.edges)
        leaving = sum(edge.source == node.id for edge in model.edges)
        if node.kind is Kind.START and arriving:
            yield _found("into_start", node, "不能有线回到开始{it}。", "No arrow may lead back to the start {it}.")
        if node.kind is Kind.END and leaving:
            yield _found("out_of_end", node, "结束{it}之后不能再有线。", "No arrow may leave the end {it}.")
        if node.kind is not Kind.START and not arriving:
            yield _found("nothing_arrives", node, "没有线通向{it}。", "No arrow leads to {it}.")
        if node.kind is not Kind.END and not leaving:
            yield _found(
                "nothing_leaves",
                node,
                "{it}之后没有线，办件会停在这里。",
                "No arrow leaves {it}; a case would stay there.",
            )
        if node.kind in RESTING | {Kind.START} and leaving > 1:
            yield _found(
                "many_leave",
                node,
                "{it}之后有几条线，请用网关写明是选一条还是都走。",
                "Several arrows leave {it}; say with a gateway whether one is chosen or all are taken.",
            )


def _steps(model: FlowModel) -> Iterator[Finding]:
    """Every step has somebody who does it."""
    for node in model.nodes:
        if node.kind in RESTING and not node.lane:
            yield _found(
                "no_lane", node, "{it}不在任何泳道里，没有人办。", "{it} stands in no lane, so nobody does it."
            )


def _conditions(model: FlowModel) -> Iterator[Finding]:
    for node in model.nodes:
        leaving = [edge for edge in model.edges if edge.source == node.id]
        choice = node.kind is Kind.EXCLUSIVE and len(leaving) > 1
        if node.default and (not choice or node.default not in {edge.id for edge in leaving}):
            yield _found(
                "default",
                node,
                f"{{it}}的默认线{model.called(node.default)}不是从它出去的选择。",
                f"The default arrow {model.called(node.default, 'en')} of {{it}} is no choice that leaves it.",
            )
        if choice and not node.default:
            yield _found(
                "no_default",
                node,
                "{it}没有默认线：没有一个条件成立时，办件停在这里等结果。",
                "{it} has no default arrow: when no condition holds, the case waits here for an outcome.",
                blocks=False,
            )
        for edge in leaving:
            yield from _condition(edge, node, choice)


def _condition(edge: Edge, node: Drawn, choice: bool) -> Iterator[Finding]:
    is_default = edge.id == node.default
    if edge.condition and (not choice or is_default):
        yield _found(
            "condition_place",
            edge,
            "线{it}上的条件不起作用：只有排他网关的选择才写条件，默认线不写。",
            "The condition on the arrow {it} has no effect: only choices have one, and no default.",
        )
    elif edge.condition:
        try:
            compile_condition(edge.condition)
        except ConditionRefused as refused:
            zh, en = refused.refusal.sentence("zh"), refused.refusal.sentence("en")
            yield _found("condition", edge, f"线{{it}}：{zh}", f"Arrow {{it}}: {en}")
    elif choice and not is_default:
        yield _found(
            "no_condition",
            edge,
            "线{it}从{gateway}出来，却没有写条件。",
            "The arrow {it} leaves {gateway} without a condition.",
        )


def _unreached(model: FlowModel) -> Iterator[Finding]:
    ahead: dict[str, list[str]] = {node.id: [] for node in model.nodes}
    behind: dict[str, list[str]] = {node.id: [] for node in model.nodes}
    for edge in model.edges:
        ahead[edge.source].append(edge.target)
        behind[edge.target].append(edge.source)
    reached = _closure([node.id for node in model.nodes if node.kind is Kind.START], ahead)
    ending = _closure([node.id for node in model.nodes if node.kind is Kind.END], behind)
    for node in model.nodes:
        if node.id not in reached:
            yield _found("unreachable", node, "从开始走不到{it}。", "{it} cannot be reached from the start.")
        elif node.id not in ending:
            yield _found("no_way_to_end", node, "从{it}走不到任何结束。", "No end can be reached from {it}.")


def _closure(seeds: Iterable[str], following: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    pending = list(seeds)
    while pending:
        here = pending.pop()
        if here not in seen:
            seen.add(here)
            pending.extend(following[here])
    return seen


def _gateway_circles(model: FlowModel) -> Iterator[Finding]:
    """A circle of gateways alone would turn for ever inside one step."""
    gateways = {node.id: node for node in model.nodes if node.kind in GATEWAYS}
    following: dict[str, list[str]] = {node: [] for node in gateways}
    for edge in model.edges:
        if edge.source in gateways and edge.target in gateways:
            following[edge.source].append(edge.target)
    for identity, node in gateways.items():
        if identity in _closure(following[identity], following):
            yield _found(
                "gateway_circle",
                node,
                "{it}所在的环里只有网关，没有任何一步，会空转。",
                "{it} lies on a circle of gateways without any step, which would turn for ever.",
            )
