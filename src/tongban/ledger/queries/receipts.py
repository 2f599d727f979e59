"""One event as its holder sees it: whether it is as it was recorded, and the receipt that shows it to anybody.

Nothing stored is believed: the subject's chain is recomputed from its first body to this event, and the place in the
tree by a proof to a signed root.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db import connection

from tongban.kernel.merkle.proofs import NotProved, check_inclusion
from tongban.ledger.events import instant
from tongban.ledger.queries.sealed import checkpoint_note, covering, inclusion_proof
from tongban.ledger.rules.chain import check_chain
from tongban.ledger.rules.checkpoints import open_checkpoint
from tongban.ledger.rules.epochs import leaf_of
from tongban.ledger.rules.notes import BadNote, Signer
from tongban.ledger.rules.receipts import Proof, Recorded

_EVENT: Final = """
SELECT e.prev, e.body, e.hash, e.recorded_at, leaf.idx, e.kind, e.subject_id, e.seq
FROM ledger.event e LEFT JOIN ledger.leaf ON leaf.event_id = e.id WHERE e.id = %s
"""
_CHAIN: Final = """
SELECT body, hash FROM ledger.event WHERE kind = %s AND subject_id = %s AND seq <= %s ORDER BY seq
"""
_NEWEST: Final = """
SELECT e.id, e.hash, coalesce(leaf.idx < (SELECT max(size) FROM ledger.checkpoint), FALSE)
FROM ledger.event e LEFT JOIN ledger.leaf ON leaf.event_id = e.id
WHERE e.kind = %s AND e.subject_id = %s ORDER BY e.seq DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Held:
    """An event as found: what a receipt states, its proof when it is sealed, and whether all of it holds."""

    event: Recorded
    recorded_at: datetime
    proof: Proof | None
    holds: bool


def held_event(event_id: UUID, signer: Signer) -> Held | None:
    """The event with its proof, recomputed; None when there is none of this id."""
    with connection.cursor() as cursor:
        cursor.execute(_EVENT, [event_id])
        row = cursor.fetchone()
        if row is None:
            return None
        cursor.execute(_CHAIN, [*row[5:]])
        chain = [(bytes(body), bytes(digest)) for body, digest in cursor.fetchall()]
    event = Recorded(bytes(row[0]), bytes(row[1]), bytes(row[2]), instant(row[3]))
    holds = len(chain) == row[7] and check_chain(chain) is None and chain[-1] == (event.body, event.hash)
    proof = None if row[4] is None else _proof(int(row[4]), signer)
    return Held(event, row[3], proof, holds and (proof is None or _leads(event, proof, signer)))


def _proof(idx: int, signer: Signer) -> Proof | None:
    """A proof to the best checkpoint that the present key has signed: an older key's is passed over for the newest."""
    for size in (covering(idx), None):
        note = checkpoint_note(size)
        if note is None:
            return None
        try:
            found = open_checkpoint(note, signer.verifier)
        except BadNote:
            continue
        return Proof(idx, inclusion_proof(idx, found.size), note) if found.size > idx else None
    return None


def _leads(event: Recorded, proof: Proof, signer: Signer) -> bool:
    """Whether the proof leads from the event to the root that was signed."""
    tree = open_checkpoint(proof.checkpoint, signer.verifier).tree(proof.index)
    leaf, place = leaf_of(event.prev, event.body, tree.hashing), proof.index - tree.first
    try:
        check_inclusion(
            leaf=leaf, index=place, size=tree.size, proof=proof.hashes, root=tree.root, hashing=tree.hashing
        )
    except NotProved:
        return False
    return True


class Newest(NamedTuple):
    """Id and hash of an event, of which the address in a receipt's code is made, and whether it is sealed."""

    id: UUID
    hash: bytes
    sealed: bool


def newest_event(kind: str, subject: UUID) -> Newest | None:
    """The subject's newest event; None when it has none."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [kind, subject])
        row = cursor.fetchone()
    return None if row is None else Newest(row[0], bytes(row[1]), row[2])
