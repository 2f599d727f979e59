"""A witness never signs two histories: every answer of the protocol, races, kills, and what it does at a fork."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from tests.ledger.growing import Log
from tongban.config import witness as command
from tongban.ledger.actions.witnessing import Refusing, Witness
from tongban.ledger.adapters.witness_store import WitnessStore
from tongban.ledger.rules import witness as rules
from tongban.ledger.rules.checkpoints import cosigned_at, open_checkpoint
from tongban.ledger.rules.notes import COSIGNED, Signer, read_note
from tongban.ledger.tests.sealed import LOG

KEY = Signer("witness.example", bytes(32), COSIGNED)
NOW = 1_795_000_000


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(KEY, WitnessStore(tmp_path / "w"), {LOG.name: LOG.verifier})


def signed(witness: Witness, log: Log, old: int) -> int:
    return witness.answer(log.request(old), NOW).status


def test_growth_is_cosigned_with_the_time(witness: Witness) -> None:
    log = Log().grow(5)
    note = witness.visit(log, NOW)  # type: ignore[arg-type]
    assert cosigned_at(read_note(note), KEY.verifier) == NOW
    log.grow(70)
    note = witness.visit(log, NOW + 60)  # type: ignore[arg-type]
    assert open_checkpoint(note, LOG.verifier).size == 75
    assert witness.store.note(LOG.name) == note


def stranger() -> Log:
    return Log(signer=Signer(LOG.name, bytes(range(1, 33)))).grow(9)


ANSWERS: dict[str, tuple[int, Callable[[Log], bytes]]] = {
    "growth": (200, lambda log: log.request(5)),
    "the same again": (200, lambda log: log.fork(5).request(5)),
    "no request": (400, lambda log: b"\xff"),
    "no old": (400, lambda log: log.request(5)[1:]),
    "no checkpoint": (400, lambda log: log.request(5, note="x")),
    "a proof that is no base64": (400, lambda log: log.request(5).replace(b"old 5\n", b"old 5\n???\n")),
    "old beyond the checkpoint": (400, lambda log: log.fork(5).request(6, proof=[])),
    "another key": (403, lambda log: log.request(5, note=stranger().note())),
    "another log": (404, lambda log: log.request(5, note=Log(signer=Signer("other", bytes(32))).grow(9).note())),
    "an old size": (409, lambda log: log.request(4)),
    "nothing known": (409, lambda log: log.request(0, proof=[])),
    "another tree of that size": (409, lambda log: Log().grow(5, "other").request(5)),
    "a fork": (422, lambda log: Log().grow(9, "other").request(5)),
    "a proof too short": (422, lambda log: log.request(5, proof=log.proof(5, 9)[:-1])),
    "a proof of others": (422, lambda log: log.request(5, proof=log.proof(4, 9))),
    "no proof": (422, lambda log: log.request(5, proof=[])),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
def test_every_answer_of_the_protocol(witness: Witness, case: str) -> None:
    log = Log().grow(5)
    assert signed(witness, log, 0) == 200
    before = witness.store.note(LOG.name)
    status, request = ANSWERS[case]
    given = witness.answer(request(log.grow(4)), NOW)
    assert given.status == status, given.body
    if status != 200:
        assert witness.store.note(LOG.name) == before
    if status == 409:
        assert given.body == "5\n"


def test_without_the_proof_a_fork_would_be_signed(witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    signed(witness, Log().grow(5), 0)
    monkeypatch.setattr(rules, "check_growth", lambda *given: None)
    assert signed(witness, Log().grow(9, "other"), 5) == 200


def race(witness: Witness, rounds: int) -> int:
    """Pairs of histories that fork, offered at once: how often both were signed."""
    both, log = 0, Log().grow(3)
    assert signed(witness, log, 0) == 200
    for _ in range(rounds):
        size = len(log.leaves)
        forks = [log.fork(size).grow(1, word) for word in ("one", "two")]
        start, got = Barrier(2), [0, 0]
        threads = [Thread(target=offer, args=[witness, fork, size, start, got, n]) for n, fork in enumerate(forks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        both += got == [200, 200]
        log = forks[got.index(200)]
    return both


def offer(witness: Witness, log: Log, old: int, start: Barrier, got: list[int], place: int) -> None:
    start.wait()
    got[place] = signed(witness, log, old)


@pytest.mark.parametrize("rounds", [20, pytest.param(2000, marks=pytest.mark.nightly)])
def test_of_two_histories_at_once_one_is_signed(witness: Witness, rounds: int) -> None:
    assert race(witness, rounds) == 0


def killed_at(witness: Witness, log: Log, old: int, point: str) -> bytes:
    """Answers in a process that is killed at a point; what it had said by then."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        keep = witness.store.keep

        def kept(origin: str, note: str) -> None:
            if point == "before it is kept":
                os.kill(os.getpid(), signal.SIGKILL)
            keep(origin, note)
            if point == "after it is kept":
                os.kill(os.getpid(), signal.SIGKILL)

        witness.store.keep = kept  # type: ignore[method-assign]
        os.write(into, str(witness.answer(log.request(old), NOW).status).encode())
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(into)
    os.waitpid(child, 0)
    said = os.read(out, 10)
    os.close(out)
    return said


@pytest.mark.parametrize("point", ["before it is kept", "after it is kept", "after it has answered"])
def test_a_kill_never_lets_it_sign_two_histories(witness: Witness, point: str) -> None:
    log = Log().grow(5)
    signed(witness, log, 0)
    said = killed_at(witness, log.fork(5).grow(2, "one"), 5, point)
    assert signed(witness, log.fork(5).grow(2, "two"), 5) == (409 if point.startswith("after") else 200)
    assert said == (b"200" if point == "after it has answered" else b"")


def test_a_witness_that_answers_before_it_remembers_is_found(witness: Witness) -> None:
    log = Log().grow(5)
    signed(witness, log, 0)
    witness.store.keep = lambda origin, note: None  # type: ignore[method-assign]
    assert signed(witness, log.fork(5).grow(2, "one"), 5) == 200
    assert signed(witness, log.fork(5).grow(2, "two"), 5) == 200


@pytest.mark.parametrize(("shown", "why"), [(3, "its end was cut"), (9, "two histories"), (5, "two histories")])
def test_it_says_why_it_refuses_and_keeps_what_it_was_shown(
    witness: Witness, tmp_path: Path, capsys: Any, shown: int, why: str
) -> None:
    witness.visit(Log().grow(5), NOW)  # type: ignore[arg-type]
    other = Log().grow(shown, "other")
    with pytest.raises(Refusing, match=why):
        witness.visit(other, NOW)  # type: ignore[arg-type]
    assert not command.look(witness, other, tmp_path, hand_in=False)  # type: ignore[arg-type]
    assert "ALARM" in capsys.readouterr().out
    (kept,) = tmp_path.glob("refused-*")
    assert open_checkpoint(kept.read_text(), LOG.verifier).size == shown


def test_its_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = command.signer_of(tmp_path / "w", "bureau")
    assert command.signer_of(tmp_path / "w", "other") == first
    assert (tmp_path / "w" / "witness.key").stat().st_mode & 0o777 == 0o600


def test_it_answers_over_http_too(witness: Witness) -> None:
    from http.client import HTTPConnection

    server = command.serve(witness, 0)
    try:
        for path, body, status in (("/add-checkpoint", Log().grow(5).request(0), 200), ("/other", b"x", 404)):
            line = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
            line.request("POST", path, body)
            assert line.getresponse().status == status
            line.close()
    finally:
        server.shutdown()
        server.server_close()
