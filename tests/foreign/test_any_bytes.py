"""Whatever bytes a file holds, the answer is a finding or one sentence: nothing else comes out."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.foreign.files import GOOD, TRACE, xes
from tongban.kernel.refusals import Refused
from tongban.supervision.foreign import gathering
from tongban.supervision.foreign.examining import examine
from tongban.supervision.foreign.report.page import report
from tongban.supervision.foreign.stamps import HOME
from tongban.supervision.foreign.writing import as_json, write_findings

AT = datetime(2026, 11, 22, tzinfo=HOME)
SEEDS = [GOOD.encode(), GOOD.encode("gb18030"), GOOD.encode("utf-16"), xes(TRACE * 3).encode()]
BITS = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"<",
    b"&",
    b"9999",
    b"-",
    b"=",
    "“".encode(),
    b";" * 40,
    b"0001-01-01",
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A good log with some cuts, repetitions and strange bytes in it."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 8))):
        place = draw(st.integers(0, len(data)))
        until = place + draw(st.sampled_from([0, 0, 1, 2, 30]))
        data = data[:place] + draw(st.sampled_from(BITS) | st.binary(max_size=6)) + data[until:]
    return data


def answer(data: bytes) -> str:
    """All that the command would write about a file, or the sentence that refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        path.write_bytes(data)
        try:
            found = examine(path)
        except Refused as refused:
            return refused.refusal.sentence("zh") + refused.refusal.sentence("en")
        write_findings(Path(folder) / "f.csv", found)
        return json.dumps(as_json(found, 0)) + report(found, at=AT)


def explore(examples: int) -> None:
    """So many files, always the same ones."""

    @seed(20261122)
    @settings(
        max_examples=examples, deadline=None, database=None, phases=[Phase.generate], print_blob=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(files() | st.binary(max_size=200))
    def holds(data: bytes) -> None:
        assert answer(data).encode()

    holds()


def test_any_file_is_answered() -> None:
    explore(60)


@pytest.mark.nightly
def test_very_many_files_are_answered() -> None:
    explore(5_000)


def test_a_fault_that_escapes_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering._Gatherer, "_bad_time", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        explore(60)
