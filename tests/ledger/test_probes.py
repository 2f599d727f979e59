"""The 196 probes of transparency-dev/merkle, good and bad, against our checks and against checks with a fault.

The files lie beside the project and are not part of it: without them these tests are skipped, and say so; with
TONGBAN_NEEDS_DATA=1 (as every night) their absence is a failure.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tongban.kernel.merkle import proofs
from tongban.kernel.merkle.proofs import NotProved, check_consistency, check_inclusion

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "merkle" / "testdata"
Probe = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def probes_are_here() -> None:
    if not DATA.is_dir():
        if os.environ.get("TONGBAN_NEEDS_DATA") == "1":
            pytest.fail("the probes (../shared/data/merkle) are not here")
        pytest.skip("the probes (../shared/data/merkle) are not here")


def probes(kind: str) -> Iterator[tuple[str, Probe]]:
    for path in sorted((DATA / kind).rglob("*.json")):
        yield str(path.relative_to(DATA)), json.loads(path.read_text())


def raw(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def holds(check: Callable[[], None]) -> bool:
    try:
        check()
    except NotProved:
        return False
    return True


def inclusion(probe: Probe) -> bool:
    return holds(
        lambda: check_inclusion(
            leaf=raw(probe["leafHash"]), index=probe["leafIdx"], size=probe["treeSize"],
            proof=[raw(each) for each in probe["proof"] or []], root=raw(probe["root"]),
        )
    )  # fmt: skip


def consistency(probe: Probe) -> bool:
    return holds(
        lambda: check_consistency(
            old=probe["size1"], new=probe["size2"], old_root=raw(probe["root1"]), new_root=raw(probe["root2"]),
            proof=[raw(each) for each in probe["proof"] or []],
        )
    )  # fmt: skip


KINDS = {"inclusion": inclusion, "consistency": consistency}


def wrong() -> list[str]:
    return [name for kind, ask in KINDS.items() for name, probe in probes(kind) if ask(probe) == probe["wantErr"]]


def test_all_196_probes_are_judged_right() -> None:
    assert sum(1 for kind in KINDS for _ in probes(kind)) == 196
    assert wrong() == []


def test_without_a_look_at_the_length_of_hashes_a_bad_probe_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "_whole", lambda hashes: None)
    assert wrong()


def test_with_nodes_that_forget_their_left_half_probes_are_judged_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "node_hash", lambda left, right, hashing: right)
    assert len(wrong()) >= 5
