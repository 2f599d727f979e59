"""A witness over a change of the log's keys, and over a line that is no HTTP as it must be."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ledger.growing import Log
from tests.ledger.test_witness import KEY, NOW
from tongban.config import witness as command
from tongban.ledger.actions.witnessing import Refusing, Witness
from tongban.ledger.adapters.witness_store import WitnessStore
from tongban.ledger.rules.notes import Signer
from tongban.ledger.tests.sealed import LOG

NEXT = Signer(LOG.name, bytes(range(2, 34)))
OTHER = Signer("other", bytes(range(2, 34)))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    made = Witness(KEY, WitnessStore(tmp_path / "w"), {LOG.name: LOG.verifier}, (NEXT.verifier,))
    made.visit(Log().grow(5), NOW)  # type: ignore[arg-type]
    return made


def test_a12_a_witness_that_was_told_of_the_next_key_goes_on_over_the_change(witness: Witness) -> None:
    log = Log(signer=NEXT).grow(9)
    witness.visit(log, NOW + 1)  # type: ignore[arg-type]
    kept = witness.store.last(LOG.name)
    assert kept is not None
    assert kept.size == 9


def test_a12_a_new_key_forgives_no_other_history(witness: Witness) -> None:
    with pytest.raises(Refusing, match="two histories"):
        witness.visit(Log(signer=NEXT).grow(9, "other"), NOW + 1)  # type: ignore[arg-type]


def test_a12_a_key_that_nobody_told_of_and_one_of_another_log_are_refused(witness: Witness) -> None:
    assert replace(witness, others=()).answer(Log(signer=NEXT).grow(9).request(5), NOW).status == 403
    assert witness.answer(Log(signer=OTHER).grow(9).request(0), NOW).status == 404


@pytest.fixture
def port(witness: Witness) -> Iterator[int]:
    server = command.serve(witness, 0)
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "9" * 40, "0", "", "²"])
def test_a8_a_length_that_is_none_is_answered_with_400(port: int, length: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(f"POST /add-checkpoint HTTP/1.0\r\nContent-Length: {length}\r\n\r\n".encode("latin-1"))
        assert line.recv(100).split()[1] == b"400"
