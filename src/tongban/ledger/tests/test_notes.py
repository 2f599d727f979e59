"""Signed notes, checkpoints and cosignatures: what was signed is read back, and nothing else."""

from __future__ import annotations

import base64
from hashlib import sha256

import pytest

from tongban.kernel.merkle.tree import EMPTY_ROOT
from tongban.ledger.rules.checkpoints import cosign, cosigned_at, open_checkpoint, read_checkpoint
from tongban.ledger.rules.epochs import Checkpoint
from tongban.ledger.rules.notes import COSIGNED, BadNote, Signer, read_note, read_verifier, unbase64, verified

LOG = Signer("tongban/990823", bytes(range(32)))
WITNESS = Signer("witness.example", bytes(32), COSIGNED)
CHECKPOINT = Checkpoint(LOG.name, 7, sha256(b"seven").digest())
NOTE = LOG.sign(CHECKPOINT.text())


def test_a_known_note_is_read_as_others_write_it() -> None:
    """The example of the note format: its key, its id and its signature were made by another program."""
    key = read_verifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    note = read_note(
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    verified(note, key)
    assert key.line() == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_checkpoint_is_read_back() -> None:
    assert open_checkpoint(NOTE, LOG.verifier) == CHECKPOINT
    assert read_verifier(LOG.verifier.line()) == LOG.verifier


def test_a_witness_says_when_it_signed() -> None:
    both = NOTE + cosign(CHECKPOINT.text(), WITNESS, 1_795_000_000)
    assert cosigned_at(read_note(both), WITNESS.verifier) == 1_795_000_000
    assert open_checkpoint(both, LOG.verifier) == CHECKPOINT


def test_every_bit_of_a_checkpoint_is_signed() -> None:
    for bit in range(len(NOTE.encode()) * 8):
        changed = bytearray(NOTE.encode())
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadNote):
            open_checkpoint(bytes(changed), LOG.verifier)


def test_a_witness_cannot_be_moved_in_time() -> None:
    line = cosign(CHECKPOINT.text(), WITNESS, 1_795_000_000)
    value = unbase64(line.split()[-1])
    for place in range(4, 12):
        moved = bytearray(value)
        moved[place] ^= 1
        with pytest.raises(BadNote):
            cosigned_at(read_note(NOTE + _line(bytes(moved))), WITNESS.verifier)


def _line(value: bytes) -> str:

    return f"— {WITNESS.name} {base64.b64encode(value).decode()}\n"


def test_a_promise_is_not_taken_for_a_checkpoint() -> None:
    with pytest.raises(BadNote):
        open_checkpoint(LOG.sign(f"{LOG.name} promise\n7\nx\n"), LOG.verifier)


def test_a_checkpoint_of_another_log_is_refused() -> None:
    foreign = LOG.sign(Checkpoint("other", 7, EMPTY_ROOT).text())
    with pytest.raises(BadNote, match="is of other"):
        open_checkpoint(foreign, LOG.verifier)


@pytest.mark.parametrize(
    "text",
    ["", "x", "x\n\n", "a\n1\n\n— k AAAA\n", NOTE.replace("7", "07"), NOTE.replace("\n7\n", "\n-1\n"), NOTE + "x",
     NOTE.replace("—", "-"), NOTE + "\n", NOTE[:-1], "\0" + NOTE, "x" * 70_000],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        open_checkpoint(text, LOG.verifier)


@pytest.mark.parametrize("line", ["", "a+b", "a+00000000+AQ==", LOG.verifier.line().replace("+", "+0", 1), "a b+x+y"])
def test_what_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(BadNote):
        read_verifier(line)


def test_further_lines_of_a_checkpoint_are_kept_in_what_is_signed() -> None:
    note = LOG.sign(CHECKPOINT.text() + "more\n")
    assert open_checkpoint(note, LOG.verifier) == CHECKPOINT
    assert read_checkpoint(read_note(note)) == CHECKPOINT


def test_the_secret_is_not_shown() -> None:
    assert repr(LOG.seed) not in repr(LOG)
