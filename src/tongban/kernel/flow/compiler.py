"""Turns a drawing into the table that runs, if it can be walked from start to end.

The one door for whoever publishes a flow: `compile_flow` refuses with findings, `flow_findings` only tells them.
"""

from __future__ import annotations

from tongban.kernel.flow.findings import Finding, FlowRefused
from tongban.kernel.flow.model import FlowModel
from tongban.kernel.flow.net import Net
from tongban.kernel.flow.soundness import soundness_findings
from tongban.kernel.flow.structure import structure_findings


def compile_flow(model: FlowModel) -> Net:
    """The net of a flow. Raises `FlowRefused` with every fault; hints do not stop it."""
    faults = [finding for finding in flow_findings(model) if finding.blocks]
    if faults:
        raise FlowRefused(faults)
    return Net(model)


def flow_findings(model: FlowModel) -> tuple[Finding, ...]:
    """All faults and hints of a flow, for the editor's list."""
    found = structure_findings(model)
    if not any(finding.blocks for finding in found):
        found += soundness_findings(model)
    return tuple(found)
