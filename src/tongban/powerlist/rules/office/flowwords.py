"""A flow edited as a list of its steps: add, remove, rename, do at the same time, choose a way. Pure.

Every change is made on the drawing itself, so that whatever the list does not show stays as it was drawn. A change may
leave a flow that cannot be walked; what is wrong with it is told by the findings, not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tongban.kernel.flow.model import RESTING, Drawn, Edge, FlowModel, Kind, Lane
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.rules.office.flowtidy import leaving, tidy

NEW_STEP = ("新的一步", "New step")
END = "end"


@dataclass(frozen=True, slots=True)
class Way:
    """One way on after a step: its arrow, when it is taken (empty: otherwise, or always), and where it leads."""

    edge: str
    condition: str
    name: str
    name_en: str
    target: str
    otherwise: bool


def node_of(model: FlowModel, node_id: str) -> Drawn:
    """A node by its id; refused when there is none."""
    found = next((node for node in model.nodes if node.id == node_id), None)
    if found is None:
        raise refuse("no_such_node", zh="流程里没有这一步。", en="The flow has no such step.")
    return found


def steps(model: FlowModel) -> tuple[Drawn, ...]:
    """The steps in the order in which they come; those that are not reached stand at the end."""
    order: list[str] = []
    pending = [node.id for node in model.nodes if node.kind is Kind.START]
    while pending:
        here = pending.pop(0)
        if here not in order:
            order.append(here)
            pending += [edge.target for edge in model.edges if edge.source == here]
    reached = [node for name in order for node in model.nodes if node.id == name]
    return tuple(node for node in (*reached, *(n for n in model.nodes if n.id not in order)) if node.kind in RESTING)


def choice_after(model: FlowModel, node_id: str) -> Drawn | None:
    """The choice that directly follows a step, if one does."""
    out = leaving(model, node_id)
    after = node_of(model, out[0].target) if len(out) == 1 and _known(model, out[0].target) else None
    return after if after is not None and after.kind is Kind.EXCLUSIVE else None


def ways_after(model: FlowModel, node_id: str) -> tuple[Way, ...]:
    """The ways on after a step: those of the choice that follows it, else its own arrow."""
    gateway = choice_after(model, node_id)
    edges = leaving(model, gateway.id if gateway else node_id)
    default = gateway.default if gateway else ""
    return tuple(
        Way(edge.id, edge.condition, edge.name, edge.name_en, edge.target, edge.id == default) for edge in edges
    )


def _known(model: FlowModel, node_id: str) -> bool:
    return any(node.id == node_id for node in model.nodes)


def changed(model: FlowModel, node_id: str, **attributes: Any) -> FlowModel:
    """A step with other attributes."""
    node_of(model, node_id)
    nodes = tuple(replace(node, **attributes) if node.id == node_id else node for node in model.nodes)
    return tidy(replace(model, nodes=nodes))


def step_after(model: FlowModel, node_id: str) -> tuple[FlowModel, str]:
    """A new step between a step and whatever follows it, in the same lane. Answers the drawing and the new id."""
    out = leaving(model, node_id)
    if len(out) != 1:
        raise _unclear(node_of(model, node_id))
    return step_on(model, out[0].id, node_of(model, node_id).lane)


def step_on(model: FlowModel, edge_id: str, lane: str = "") -> tuple[FlowModel, str]:
    """A new step on an arrow, which keeps its condition; the lane is that of the step before."""
    edge = edge_of(model, edge_id)
    new = _new_id(model, "step")
    step = Drawn(new, Kind.USER, *NEW_STEP, lane=lane or _lane_near(model, edge), act="review")
    on = Edge(_new_id(model, "flow"), new, edge.target)
    edges = tuple(replace(one, target=new) if one.id == edge_id else one for one in model.edges)
    return replace(model, nodes=(*model.nodes, step), edges=(*edges, on)), new


def edge_of(model: FlowModel, edge_id: str) -> Edge:
    """An arrow by its id; refused when there is none."""
    found = next((edge for edge in model.edges if edge.id == edge_id), None)
    if found is None:
        raise refuse("no_such_way", zh="流程里没有这条线。", en="The flow has no such arrow.")
    return found


def _lane_near(model: FlowModel, edge: Edge) -> str:
    near = [node.lane for node in model.nodes if node.id in (edge.source, edge.target) and node.lane]
    return near[0] if near else (model.lanes[0].id if model.lanes else "")


def step_beside(model: FlowModel, node_id: str) -> tuple[FlowModel, str]:
    """A new step at the same time as a step: in its parallel group, or in a new group of the two."""
    node, out = node_of(model, node_id), leaving(model, node_id)
    if len(out) != 1 or node.kind not in RESTING:
        raise _unclear(node)
    arriving = [edge for edge in model.edges if edge.target == node_id]
    new = _new_id(model, "step")
    step = Drawn(new, Kind.USER, *NEW_STEP, lane=node.lane, act=node.act or "review")
    split, join = _group_of(model, arriving, out[0])
    if split is None or join is None:
        model, split, join = _grouped(model, node_id, out[0])
    ties = (Edge(_new_id(model, "flow"), split, new), Edge(_new_id(model, "flow_on"), new, join))
    return replace(model, nodes=(*model.nodes, step), edges=(*model.edges, *ties)), new


def _group_of(model: FlowModel, arriving: Sequence[Edge], out: Edge) -> tuple[str | None, str | None]:
    """The parallel gateways directly around a step."""
    kinds = {node.id: node.kind for node in model.nodes}
    if len(arriving) == 1 and kinds[arriving[0].source] is Kind.PARALLEL and kinds.get(out.target) is Kind.PARALLEL:
        return arriving[0].source, out.target
    return None, None


def _grouped(model: FlowModel, node_id: str, out: Edge) -> tuple[FlowModel, str, str]:
    """A new parallel group around one step; several arrows that lead to it meet in a gateway of their own first.

    A parallel gateway with several arrows in would wait for all of them.
    """
    lane = node_of(model, node_id).lane
    split, join, meet = _new_id(model, "together"), _new_id(model, "all_done"), _new_id(model, "meet")
    many = sum(edge.target == node_id for edge in model.edges) > 1
    begin = meet if many else split
    edges = [replace(edge, target=begin) if edge.target == node_id else edge for edge in model.edges]
    edges = [replace(edge, target=join) if edge.id == out.id else edge for edge in edges]
    edges += [
        Edge(_new_id(model, "flow_in"), split, node_id),
        Edge(_new_id(model, "flow_out"), join, out.target),
        *([Edge(_new_id(model, "flow_met"), meet, split)] if many else []),
    ]
    gateways = [Drawn(split, Kind.PARALLEL, lane=lane), Drawn(join, Kind.PARALLEL, lane=lane)]
    gateways += [Drawn(meet, Kind.EXCLUSIVE, lane=lane)] if many else []
    return replace(model, nodes=(*model.nodes, *gateways), edges=tuple(edges)), split, join


def without(model: FlowModel, node_id: str) -> FlowModel:
    """The flow without a step: what led to it leads to what came after."""
    node, out = node_of(model, node_id), leaving(model, node_id)
    if len(out) != 1 or node.kind not in RESTING:
        raise _unclear(node)
    target = out[0].target
    kept = tuple(
        replace(edge, target=target) if edge.target == node_id else edge for edge in model.edges if edge.id != out[0].id
    )
    nodes = tuple(one for one in model.nodes if one.id != node_id)
    return tidy(replace(model, nodes=nodes, edges=kept))


def with_way(model: FlowModel, node_id: str, *, condition: str, name: str, name_en: str, target: str) -> FlowModel:
    """Another way on after a step, when a condition holds; `target` is a node or `end` for a new end.

    The first one makes a choice; the way there was before is taken otherwise.
    """
    gateway = choice_after(model, node_id)
    model, gateway_id = (model, gateway.id) if gateway else _with_choice(model, node_id)
    if target == END:
        target = _new_id(model, "end")
        model = replace(model, nodes=(*model.nodes, Drawn(target, Kind.END, name, name_en)))
    node_of(model, target)
    way = Edge(_new_id(model, "way"), gateway_id, target, condition, name, name_en)
    return replace(model, edges=(*model.edges, way))


def _with_choice(model: FlowModel, node_id: str) -> tuple[FlowModel, str]:
    out = leaving(model, node_id)
    if len(out) != 1:
        raise _unclear(node_of(model, node_id))
    gateway, default = _new_id(model, "choice"), _new_id(model, "otherwise")
    edges = tuple(replace(edge, target=gateway) if edge.id == out[0].id else edge for edge in model.edges)
    drawn = Drawn(gateway, Kind.EXCLUSIVE, lane=node_of(model, node_id).lane, default=default)
    ways = (*edges, Edge(default, gateway, out[0].target))
    return replace(model, nodes=(*model.nodes, drawn), edges=ways), gateway


def way_changed(model: FlowModel, edge_id: str, *, otherwise: bool, **attributes: Any) -> FlowModel:
    """A way with another condition, name or target; `otherwise`: it is the one taken when no condition holds."""
    return ways_changed(model, [(edge_id, {"otherwise": otherwise, **attributes})])


def ways_changed(model: FlowModel, changes: Sequence[tuple[str, dict[str, Any]]]) -> FlowModel:
    """Several ways changed at once, so that two may change places before anything unreached is removed."""
    for edge_id, attributes in changes:
        model = _way_changed(model, edge_id, **attributes)
    return tidy(model)


def _way_changed(model: FlowModel, edge_id: str, *, otherwise: bool, **attributes: Any) -> FlowModel:
    edge = edge_of(model, edge_id)
    node_of(model, attributes.get("target", edge.target))
    if otherwise:
        attributes["condition"] = ""
    edges = tuple(replace(one, **attributes) if one.id == edge_id else one for one in model.edges)
    return replace(model, nodes=tuple(_with_default(node, edge, otherwise) for node in model.nodes), edges=edges)


def _with_default(node: Drawn, edge: Edge, otherwise: bool) -> Drawn:
    if node.id != edge.source or node.kind is not Kind.EXCLUSIVE:
        return node
    if otherwise:
        return replace(node, default=edge.id)
    return replace(node, default="") if node.default == edge.id else node


def without_way(model: FlowModel, edge_id: str) -> FlowModel:
    """The flow without one way of a choice, and without what only that way led to."""
    if len(leaving(model, edge_of(model, edge_id).source)) < 2:
        raise refuse("only_way", zh="这是唯一的去向，不能删去。", en="This is the only way on and cannot be removed.")
    return tidy(replace(model, edges=tuple(one for one in model.edges if one.id != edge_id)))


def with_lane(model: FlowModel, *, name: str, name_en: str, post: str) -> tuple[FlowModel, str]:
    """A lane for a post; the one there is already for that post is used again."""
    known = next((lane for lane in model.lanes if lane.post == post), None)
    if known is not None:
        return model, known.id
    lane = Lane(_new_id(model, "lane"), name, name_en, post)
    return replace(model, lanes=(*model.lanes, lane)), lane.id


def _new_id(model: FlowModel, stem: str) -> str:
    """An id that nothing in the drawing bears."""
    used = {node.id for node in model.nodes} | {edge.id for edge in model.edges}
    used |= {lane.id for lane in model.lanes} | {model.id}
    return next(name for name in (f"{stem}_{number}" for number in range(1, len(used) + 2)) if name not in used)


def _unclear(node: Drawn) -> Refused:
    return refuse(
        "unclear_place",
        zh="“{name}”前后的线不清楚，不能在这里改。请下载流程图修改后再上传。",
        en="The arrows around “{name}” are not clear, so it cannot be changed here. Change the file instead.",
        name=node.name or node.id,
    )
