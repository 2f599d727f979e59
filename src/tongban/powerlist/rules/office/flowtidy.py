"""What a change leaves over in a drawn flow, removed: unreached nodes, gateways without effect, empty lanes. Pure."""

from __future__ import annotations

from dataclasses import replace

from tongban.kernel.flow.model import Edge, FlowModel, Kind


def leaving(model: FlowModel, node_id: str) -> list[Edge]:
    """The arrows that leave a node."""
    return [edge for edge in model.edges if edge.source == node_id]


def tidy(model: FlowModel) -> FlowModel:
    """Removes what a change left over: unreached nodes, gateways that part or join nothing, empty lanes."""
    while True:
        smaller = _once(model)
        if smaller == model:
            return model
        model = smaller


def _once(model: FlowModel) -> FlowModel:
    model = _reached(_straight(_without_empty_branch(model)))
    ids = {edge.id for edge in model.edges}
    nodes = tuple(replace(node, default="") if node.default not in ids else node for node in model.nodes)
    used = {node.lane for node in nodes}
    return replace(model, nodes=nodes, lanes=tuple(lane for lane in model.lanes if lane.id in used))


def _without_empty_branch(model: FlowModel) -> FlowModel:
    """A branch of a parallel group in which nothing is done is none."""
    kinds = {node.id: node.kind for node in model.nodes}
    empty = [
        edge
        for edge in model.edges
        if kinds.get(edge.source) is Kind.PARALLEL and kinds.get(edge.target) is Kind.PARALLEL
        and len(leaving(model, edge.source)) > 1
    ]  # fmt: skip
    return replace(model, edges=tuple(edge for edge in model.edges if edge not in empty[:1]))


def _straight(model: FlowModel) -> FlowModel:
    """A gateway that neither parts nor joins is left out; so is one where arrows only meet, unless before a split."""
    kinds = {node.id: node.kind for node in model.nodes}
    for node in model.nodes:
        into = [edge for edge in model.edges if edge.target == node.id]
        out = leaving(model, node.id)
        if node.kind not in (Kind.EXCLUSIVE, Kind.PARALLEL) or len(out) != 1 or out[0].target == node.id:
            continue
        meets = node.kind is Kind.EXCLUSIVE and kinds.get(out[0].target) is not Kind.PARALLEL
        if len(into) == 1 or meets:
            edges = [edge for edge in model.edges if edge.id != out[0].id]
            edges = [replace(edge, target=out[0].target) if edge.target == node.id else edge for edge in edges]
            nodes = tuple(one for one in model.nodes if one.id != node.id)
            return replace(model, nodes=nodes, edges=tuple(edges))
    return model


def _reached(model: FlowModel) -> FlowModel:
    seen: set[str] = set()
    pending = [node.id for node in model.nodes if node.kind is Kind.START]
    if not pending:
        return model
    while pending:
        here = pending.pop()
        if here not in seen:
            seen.add(here)
            pending += [edge.target for edge in model.edges if edge.source == here]
    nodes = tuple(node for node in model.nodes if node.id in seen)
    return replace(model, nodes=nodes, edges=tuple(edge for edge in model.edges if edge.source in seen))
