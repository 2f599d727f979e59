"""A net as plain JSON, as it lies with the item version, and back: the drawing is kept, the table worked out anew."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tongban.kernel.flow.model import Drawn, Edge, FlowModel, Kind, Lane
from tongban.kernel.flow.net import Net
from tongban.kernel.refusals import refuse

FORMAT = "tongban.flow"
VERSION = 1


def to_json(net: Net) -> dict[str, Any]:
    """The net as plain JSON, stored with the item version."""
    model = net.model
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": model.id,
        "name": model.name,
        "name_en": model.name_en,
        "lanes": [asdict(lane) for lane in model.lanes],
        "nodes": [_told(asdict(node)) for node in model.nodes],
        "edges": [_told(asdict(edge)) for edge in model.edges],
    }


def from_json(table: dict[str, Any]) -> Net:
    """The net of what was stored. Raises `Refused` "flow_format" when another version stored it."""
    if table.get("format") != FORMAT or table.get("version") != VERSION:
        raise refuse(
            "flow_format",
            zh="这份流程不是本版本存下的，请重新发布事项。",
            en="This flow was not stored by this version; publish the item again.",
        )
    return Net(
        FlowModel(
            table["id"],
            table["name"],
            table["name_en"],
            tuple(Lane(**lane) for lane in table["lanes"]),
            tuple(Drawn(**{**node, "kind": Kind(node["kind"])}) for node in table["nodes"]),
            tuple(Edge(**edge) for edge in table["edges"]),
        )
    )


def _told(record: dict[str, Any]) -> dict[str, Any]:
    """A record without its empty texts; the kind as plain text."""
    return {key: str(value) for key, value in record.items() if value}
