"""A witness at work: asks a ledger what it has signed, cosigns what only grew, keeps it before it says so.

It runs where the operator of the ledger has no say, with a key and a folder of its own, and needs no database.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from tongban.ledger.adapters.log_reader import LogReader
from tongban.ledger.adapters.witness_store import WitnessStore
from tongban.ledger.rules.checkpoints import read_checkpoint
from tongban.ledger.rules.notes import BadNote, Signer, Verifier, read_note
from tongban.ledger.rules.witness import Answer, consider, read_request


class Refusing(Exception):
    """The witness does not sign, and why; the note that it was shown is evidence."""

    def __init__(self, why: str, shown: str) -> None:
        super().__init__(why)
        self.shown = shown


@dataclass
class Witness:
    """Key, folder and the logs it trusts by name; `others` are keys under which such a log signs before or after."""

    signer: Signer
    store: WitnessStore
    logs: dict[str, Verifier]
    others: tuple[Verifier, ...] = ()

    def answer(self, body: bytes, seconds: int) -> Answer:
        """Answers a request `add-checkpoint`; what it signs is on the disk before this returns."""
        try:
            asked = read_request(body)
            note = read_note(asked.note)
            origin = read_checkpoint(note).origin
        except BadNote as fault:
            return Answer(400, f"{fault}\n")
        with self.store.held():
            log = next((key for key in self.others if key.name == origin and note.by(key)), self.logs.get(origin))
            given = consider(asked, self.store.last(origin), log, self.signer, seconds)
            if given.remember is not None:
                self.store.keep(origin, asked.note + given.body)
        return given

    def visit(self, log: LogReader, seconds: int) -> str:
        """Looks at a ledger once; returns the cosigned note. Raises `Refusing`, OSError when it does not answer."""
        note = log.checkpoint()
        said = read_checkpoint(read_note(note))
        last = self.store.last(said.origin)
        old = last.size if last is not None else 0
        proof = log.proof(old, said.size)
        body = "\n".join([f"old {old}", *_written(proof)]) + f"\n\n{note}"
        given = self.answer(body.encode(), seconds)
        if given.status != 200:
            raise Refusing(_why(given, old, said.size), note)
        return note + given.body


def _written(proof: list[bytes]) -> list[str]:
    return [base64.b64encode(each).decode() for each in proof]


def _why(given: Answer, old: int, new: int) -> str:
    if new < old:
        return f"the ledger shows {new} events where {old} were signed before: its end was cut"
    if given.status in (409, 422):
        return f"{new} events do not go on from the {old} signed before: two histories ({given.body.strip()})"
    return given.body.strip()
