"""BPMN files of other tools: each is read or refused with a reason, none crashes."""

from pathlib import Path

import pytest

from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import flow_findings
from tongban.kernel.flow.findings import Finding, FlowRefused

DATA = Path(__file__).parents[6] / "shared" / "data"
FIXTURES = DATA / "bpmn" / "fixtures"
REAL = DATA / "eventlogs" / "permit_receipt.bpmn"

pytestmark = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason=f"SKIPPED: the BPMN files of other tools are not at {FIXTURES}"
)


def _findings(path: Path) -> tuple[Finding, ...]:
    try:
        return flow_findings(read_bpmn(path.read_bytes()))
    except FlowRefused as refused:
        return refused.findings


def test_all_files_of_other_tools_are_read_or_refused_with_a_sentence() -> None:
    paths = sorted(path for path in FIXTURES.rglob("*") if path.is_file())
    found = [finding for path in paths for finding in _findings(path)]
    assert len(paths) >= 89
    assert all(_findings(path) for path in paths if path.suffix != ".bpmn")
    assert all(finding.code and finding.zh.strip() and finding.en.strip() for finding in found)
    assert not any("{" in finding.zh + finding.en for finding in found)


def test_a_real_flow_is_refused_for_its_unspecific_tasks() -> None:
    refusals = _findings(REAL)
    assert {finding.code for finding in refusals} == {"not_supported"}
    assert any("T06 Determine necessity of stop advice" in finding.en for finding in refusals)
