"""The whole of the kit's second level passes, and a broken hit policy is seen there."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tongban.kernel.dmn import tables
from tongban.kernel.dmn.engine import Engine
from tongban.kernel.dmn.reader import read_dmn
from tongban.kernel.dmn.writer import write_dmn
from tongban.kernel.tests.dmn.tck import Case, answered, cases, same

KIT = Path(__file__).parents[5].parent / "shared" / "data" / "dmn-tck" / "compliance-level-2"


@pytest.fixture(scope="module")
def kit() -> list[Case]:
    if not KIT.is_dir():
        pytest.skip(f"The kit of decision tables is missing, nothing is shown: {KIT}")
    return cases(KIT)


def test_every_case_of_level_2_passes(kit: list[Case], capsys: pytest.CaptureFixture[str]) -> None:
    failed = [f"{case.file.parent.name} {case.number} {case.decision}" for case in kit if not answered(case)]
    with capsys.disabled():
        sys.stdout.write(f"DMN level 2: {len(kit) - len(failed)}/{len(kit)} passed\n")
    assert not failed
    assert len({case.file for case in kit}) == 28
    assert len(kit) >= 120


@pytest.mark.parametrize("hit", ["U", "A", "P", "F", "R", "O", "C"])
def test_a_broken_hit_policy_turns_the_kit_red(kit: list[Case], hit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def last(table: tables.CompiledTable, rows: list[Any], scope: tables.Scope) -> tables.Outcome:
        return tables.Outcome(rows[-1].number)

    monkeypatch.setitem(tables.POLICIES, hit, last if hit == "U" else tables.POLICIES["R" if hit in "APF" else "F"])
    assert not all(answered(case) for case in kit)


def test_what_is_written_says_the_same(kit: list[Case]) -> None:
    for case in kit:
        model = read_dmn(case.file.read_bytes())
        again = read_dmn(write_dmn(model))
        assert again == model
        assert same(Engine(again).evaluate(case.decision, case.inputs).value, case.expected)
