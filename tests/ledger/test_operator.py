"""An operator with every right and the key rewrites the ledger and makes all fit: whoever held something finds it.

Held are an older checkpoint, a receipt, or a witness' memory. Each attack looks sound by itself (the audit without
anything held says so, which is the negative control), and is found by each of the three.
"""

from __future__ import annotations

import base64
import runpy
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from tests.ledger.growing import Log
from tests.ledger.paper import ATTACKS, Paper, events, numbered
from tongban.ledger.actions.sealing import Sealer
from tongban.ledger.actions.witnessing import Refusing, Witness
from tongban.ledger.adapters.witness_store import WitnessStore
from tongban.ledger.queries.audit import audit, open_by_one
from tongban.ledger.queries.sealed import checkpoint_note
from tongban.ledger.rules.notes import COSIGNED, Signer
from tongban.ledger.tests.sealed import LOG, grow, leaves, new_sealer, spoil

VERIFIER = runpy.run_path(str(Path(__file__).resolve().parents[2] / "verify_ledger.py"))
COUNT, HELD = 240, 160
TRUE = Paper(events(COUNT))


def rewritten(attack: str, at: int) -> Paper:
    """The ledger as the operator left it."""
    return Paper(numbered(ATTACKS[attack](TRUE.told, at)))


def finds_with_checkpoint(paper: Paper, held: list[Any]) -> bool:
    """Whether an audit of all events finds something, holding these checkpoints."""
    try:
        VERIFIER["check_ledger"](paper.lines(), held)
    except VERIFIER["Wrong"]:
        return True
    return False


def finds_with_receipt(paper: Paper) -> bool:
    """Whether the holder of a receipt finds that the ledger of today does not go on from it.

    The operator's ledger answers with its newest checkpoint and the best proofs that its rewritten tree gives.
    """

    def read(address: str) -> str:
        if address.endswith("checkpoint"):
            return paper.log.note()
        old, new = map(int, address.split("/")[-2:])
        return "\n".join(base64.b64encode(each).decode() for each in paper.log.proof(old, new))

    ledger_of_today = "http://127.0.0.1:9/checkpoint"
    options = SimpleNamespace(key=LOG.verifier.line(), checkpoint=[ledger_of_today], witness=[], offline=False)
    VERIFIER["check_receipt"].__globals__["read"] = read
    try:
        VERIFIER["check_receipt"](TRUE.receipt(3, HELD), options)
    except VERIFIER["Wrong"]:
        return True
    return False


def finds_with_witness(paper: Paper, folder: Path) -> bool:
    """Whether a witness that has signed before refuses the ledger of today."""
    signer = Signer("witness.example", bytes(32), COSIGNED)
    witness = Witness(signer, WitnessStore(folder), {LOG.name: LOG.verifier})
    if witness.store.last(LOG.name) is None:
        witness.visit(Log(TRUE.log.leaves[:HELD]), 1)  # type: ignore[arg-type]
    try:
        witness.visit(paper.log, 2)  # type: ignore[arg-type]
    except Refusing:
        return True
    return False


CHECKPOINT = [(HELD, Log(TRUE.log.leaves[:HELD]).checkpoint())]


def held_checkpoint() -> list[Any]:
    return [VERIFIER["open_checkpoint"](CHECKPOINT[0][1], LOG.verifier.line())]


def places(rounds: int) -> list[int]:
    return [Random(1).randrange(0, HELD - 40) for _ in range(rounds)]


@pytest.mark.parametrize("rounds", [2, pytest.param(1000, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_is_found_by_each_holder(tmp_path: Path, attack: str, rounds: int) -> None:
    for at in places(rounds):
        paper = rewritten(attack, at)
        assert not finds_with_checkpoint(paper, []), "it must look sound by itself, or the control shows nothing"
        assert finds_with_checkpoint(paper, held_checkpoint())
        assert finds_with_receipt(paper)
        assert finds_with_witness(paper, tmp_path)


def test_the_untouched_ledger_alarms_nobody(tmp_path: Path) -> None:
    longer = Paper(events(COUNT + 60))
    for paper in (TRUE, longer):
        assert not finds_with_checkpoint(paper, held_checkpoint())
        assert not finds_with_receipt(paper)
        assert not finds_with_witness(paper, tmp_path)


def test_a_verifier_without_the_comparison_of_roots_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = rewritten("back-date", 20)
    monkeypatch.setitem(VERIFIER["check_growth"].__globals__, "need", lambda right, why: None)
    assert not finds_with_receipt(paper)
    assert not finds_with_checkpoint(paper, held_checkpoint())


def test_two_signed_roots_of_one_size_convict_by_themselves() -> None:
    paper = rewritten("other data", 20)
    first, second = (VERIFIER["open_checkpoint"](log.note(HELD), LOG.verifier.line()) for log in (TRUE.log, paper.log))
    with pytest.raises(VERIFIER["Wrong"], match="two different histories"):
        VERIFIER["check_growth"](first, second, [])


def test_a_database_written_anew_with_the_real_key_is_found_by_what_others_hold(
    committed_db: str, new_connection: Any, tmp_path: Path
) -> None:
    """The whole way in a real database: everything emptied, recorded again otherwise, sealed again."""
    grow(new_sealer(new_connection("sealer"), tmp_path), 40, 20)
    held = open_by_one(checkpoint_note(40) or "", [LOG.verifier], "the supervising body")
    true = Log(leaves(new_connection())[:40])
    wipe(new_connection("owner"))
    anew: Sealer = new_sealer(new_connection("sealer"), tmp_path / "elsewhere")
    grow(anew, 70)
    assert audit(new_connection(), [LOG.verifier]).faults == []
    (fault,) = audit(new_connection(), [LOG.verifier], [held]).faults
    assert fault.where == "events 0 to 39"
    assert "the supervising body" in fault.what
    witness = Witness(Signer("w", bytes(32), COSIGNED), WitnessStore(tmp_path / "w"), {LOG.name: LOG.verifier})
    witness.visit(true, 1)  # type: ignore[arg-type]
    with pytest.raises(Refusing, match="two histories"):
        witness.visit(Log(leaves(new_connection())), 2)  # type: ignore[arg-type]


def wipe(owner: psycopg.Connection[Any]) -> None:
    for table in ("cosignature", "tile", "checkpoint", "log_key", "leaf", "outbox", "event", "ledger_head"):
        spoil(owner, f"DELETE FROM ledger.{table}", table)
