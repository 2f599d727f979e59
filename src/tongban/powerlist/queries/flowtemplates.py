"""Reads the drawings of the flow templates: BPMN text, as an item's flow is saved."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from tongban.kernel.refusals import refuse
from tongban.powerlist.rules.flowtemplates import TEMPLATES, FlowTemplate

DRAWINGS: Final = Path(__file__).resolve().parents[1] / "templates" / "powerlist" / "flows"


def flow_templates() -> list[FlowTemplate]:
    """All templates, in the order in which they are offered."""
    return list(TEMPLATES.values())


@cache
def flow_drawing(key: str) -> str:
    """The BPMN text of a template, ready for `save_draft_version`. Refused when there is no such template."""
    if key not in TEMPLATES:
        raise refuse("no_template", zh="没有这个流程模板。", en="There is no such flow template.")
    return (DRAWINGS / f"{key}.bpmn").read_text(encoding="utf-8")
