"""The border between the epochs of SHA-256 and SM3: what holders of either side can check, and attacks on it.

The operator has every right and the key. Held are a checkpoint of the first epoch, one of the second, a receipt, or a
witness' memory; each attack looks sound by itself, which is the negative control.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.ledger.growing import Log
from tests.ledger.paper import Paper, change, events, numbered
from tests.ledger.test_operator import VERIFIER
from tests.ledger.test_receipts import in_the_browser
from tongban.kernel.merkle.proofs import NotProved
from tongban.ledger.actions.witnessing import Refusing, Witness
from tongban.ledger.adapters.witness_store import WitnessStore
from tongban.ledger.rules import epochs
from tongban.ledger.rules.checkpoints import read_checkpoint
from tongban.ledger.rules.epochs import Border, Checkpoint, check_growth, read_border
from tongban.ledger.rules.notes import COSIGNED, BadNote, Signer, read_note
from tongban.ledger.tests.sealed import LOG

COUNT, AFTER = 180, 100
OLD, NEW = 60, 150  # what is held: a checkpoint of each epoch
TRUE = Paper(events(COUNT), AFTER)
TOLD = TRUE.told
OTHER = {"data": {"place": "elsewhere"}}

# Each makes of the true events another ledger that is sound by itself.
ATTACKS: dict[str, Callable[[], Paper]] = {
    "the border earlier": lambda: Paper(TOLD, AFTER - 20),
    "the border later": lambda: Paper(TOLD, AFTER + 20),
    "no border at all": lambda: Paper(TOLD),
    "the last event before the border gone": lambda: Paper(numbered([*TOLD[: AFTER - 1], *TOLD[AFTER:]]), AFTER - 1),
    "the last event before the border other": lambda: Paper(change(**OTHER)(TOLD, AFTER - 1), AFTER),
    "the first event after the border gone": lambda: Paper(numbered([*TOLD[:AFTER], *TOLD[AFTER + 1 :]]), AFTER),
    "the first event after the border other": lambda: Paper(change(**OTHER)(TOLD, AFTER), AFTER),
    "two events changed over the border": lambda: Paper(
        numbered([*TOLD[: AFTER - 1], TOLD[AFTER], TOLD[AFTER - 1], *TOLD[AFTER + 1 :]]), AFTER
    ),
    "an early event back-dated": lambda: Paper(change(at="2026-10-20T01:00:00.000000Z")(TOLD, 7), AFTER),
    "another second epoch": lambda: Paper(numbered([*TOLD[:AFTER], *events(400)[300:380]]), AFTER),
}  # fmt: skip


def said(log: Log, size: int) -> Any:
    return VERIFIER["open_checkpoint"](log.note(size), LOG.verifier.line())


def audit_finds(paper: Paper, held: list[Any]) -> bool:
    try:
        VERIFIER["check_ledger"](paper.lines(), held)
    except VERIFIER["Wrong"]:
        return True
    return False


def receipt_finds(paper: Paper, index: int, size: int) -> bool:
    """Whether the holder of a receipt finds that today's checkpoint does not go on from it."""

    def read(address: str) -> str:
        if address.endswith("checkpoint"):
            return paper.log.note()
        old, new = map(int, address.split("/")[-2:])
        return "\n".join(base64.b64encode(each).decode() for each in paper.log.proof(old, new))

    options = SimpleNamespace(key=LOG.verifier.line(), checkpoint=["http://x/checkpoint"], witness=[], offline=False)
    VERIFIER["check_receipt"].__globals__["read"] = read
    try:
        VERIFIER["check_receipt"](TRUE.receipt(index, size), options)
    except VERIFIER["Wrong"]:
        return True
    return False


def witness_finds(paper: Paper, folder: Path, held: int) -> bool:
    witness = Witness(Signer("w", bytes(32), COSIGNED), WitnessStore(folder / str(held)), {LOG.name: LOG.verifier})
    witness.visit(Log(TRUE.log.leaves[:held], after=AFTER if held > AFTER else 0), 1)  # type: ignore[arg-type]
    try:
        witness.visit(paper.log, 2)  # type: ignore[arg-type]
    except Refusing:
        return True
    return False


@pytest.mark.parametrize("attack", ATTACKS)
def test_a12_every_attack_at_the_border_is_found_by_holders(tmp_path: Path, attack: str) -> None:
    paper = ATTACKS[attack]()
    assert not audit_finds(paper, [said(paper.log, len(paper.told))]), "it must look sound by itself"
    assert audit_finds(paper, [said(TRUE.log, NEW), said(paper.log, len(paper.told))])
    assert receipt_finds(paper, 120, NEW)
    assert receipt_finds(paper, 3, NEW)
    assert witness_finds(paper, tmp_path, NEW)


@pytest.mark.parametrize("attack", ["the border earlier", "the last event before the border other"])
def test_a12_whoever_holds_the_closing_checkpoint_finds_another_close(tmp_path: Path, attack: str) -> None:
    paper = ATTACKS[attack]()
    assert audit_finds(paper, [said(TRUE.log, AFTER), said(paper.log, COUNT)])
    assert receipt_finds(paper, 3, AFTER)
    assert witness_finds(paper, tmp_path, AFTER)


def test_a12_the_first_epoch_going_on_where_it_was_closed_is_two_histories() -> None:
    beyond = Log(Paper(TOLD).log.leaves[: AFTER + 30])
    with pytest.raises(VERIFIER["Wrong"], match="closed at 100: two histories"):
        VERIFIER["check_growth"](said(beyond, AFTER + 30), said(TRUE.log, NEW), [])
    assert audit_finds(TRUE, [said(beyond, AFTER + 30), said(TRUE.log, NEW)])


@pytest.mark.parametrize("held", [OLD, AFTER, AFTER + 1, NEW])
def test_a12_the_true_ledger_alarms_nobody_over_the_border(tmp_path: Path, held: int) -> None:
    assert not audit_finds(TRUE, [said(TRUE.log, OLD), said(TRUE.log, held), said(TRUE.log, COUNT)])
    assert not receipt_finds(TRUE, 3, held)
    assert not receipt_finds(TRUE, held - 1, held)
    assert not witness_finds(TRUE, tmp_path, held)


def test_a_check_of_growth_that_forgets_the_border_lets_attacks_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VERIFIER["check_growth"].__globals__, "need", lambda right, why: None)
    assert not receipt_finds(ATTACKS["the border later"](), 120, NEW)


OTHERS = {
    "another border": Border(AFTER, bytes(32)),
    "an earlier border": Border(AFTER - 1, bytes(32)),
    "no border": None,
}


@pytest.mark.parametrize("border", OTHERS.values(), ids=OTHERS.keys())
def test_a_witness_that_has_crossed_the_border_takes_no_other(border: Border | None) -> None:
    old, new = TRUE.log.said(NEW), TRUE.log.said(COUNT)
    check_growth(old, new, TRUE.log.proof(NEW, COUNT))
    with pytest.raises(NotProved, match="two histories"):
        check_growth(old, Checkpoint(new.origin, new.size, new.root, border), TRUE.log.proof(NEW, COUNT))


def test_proofs_of_one_hash_do_not_pass_for_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = TRUE.log.said(NEW), TRUE.log.said(COUNT)
    monkeypatch.setattr(epochs, "sm3_of", epochs.sha256_of)
    with pytest.raises(NotProved):
        check_growth(old, new, TRUE.log.proof(NEW, COUNT))


LINE = Border(7, bytes(range(32))).line()
ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "lines",
    [
        [LINE, LINE], ["other", LINE], [LINE.replace("sm3", "md5")], [LINE.replace(" 7 ", " 07 ")], [LINE + " "],
        [LINE[:-3]], [LINE.replace(" 7 ", " 9 ")], ["epoch"], [LINE.replace("H", "I")[:-2] + "9="],
    ],
)  # fmt: skip
def test_a_border_is_read_only_as_it_must_be_written(lines: list[str]) -> None:
    text = "\n".join([LOG.name, "9", ROOT, *lines]) + "\n"
    with pytest.raises(BadNote):
        read_checkpoint(read_note(LOG.sign(text)))
    if lines != [LINE.replace("H", "I")[:-2] + "9="]:  # base64 with loose bits: the same root in another writing
        with pytest.raises(VERIFIER["Wrong"]):
            VERIFIER["open_checkpoint"](LOG.sign(text), LOG.verifier.line())


def test_a_border_is_read_as_it_was_written() -> None:
    assert read_border(LINE) == Border(7, bytes(range(32)))
    text = f"{LOG.name}\n9\n{ROOT}\n{LINE}\nlater words\n"
    assert read_checkpoint(read_note(LOG.sign(text))) == Checkpoint(LOG.name, 9, bytes(32), Border(7, bytes(range(32))))


def spoilt(receipt: dict[str, Any]) -> list[dict[str, Any]]:
    """Receipts that were proved with one hash, said to be of the other, and with another border."""
    text = json.dumps(receipt)
    proof = {**receipt["proof"], "index": receipt["proof"]["index"] - AFTER}
    return [
        {**receipt, "proof": proof},
        json.loads(text.replace("epoch sm3", "epoch sm4")),
        json.loads(text.replace("after 100", "after 101")),
        json.loads(text.replace("shelf", "shelb")),
    ]


def test_a12_all_verifiers_agree_on_receipts_of_both_epochs(tmp_path: Path) -> None:
    receipts = [TRUE.receipt(*of) for of in ((3, OLD), (3, AFTER), (3, NEW), (99, NEW), (100, NEW), (149, NEW))]
    path = tmp_path / "receipt.json"
    for receipt in receipts:
        path.write_text(json.dumps(receipt), encoding="utf-8")
        file = str(Path(__file__).resolve().parents[2] / "verify_ledger.py")
        done = subprocess.run(["python3", "-I", file, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    if shutil.which("node") is not None:
        assert in_the_browser(receipts) == ["true"] * 6
        assert "true" not in in_the_browser(spoilt(receipts[4]))
