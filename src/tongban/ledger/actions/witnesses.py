"""Keeping what a witness has signed below our checkpoint, so that receipts carry it."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from tongban.ledger.queries.sealed import checkpoint_note
from tongban.ledger.rules.checkpoints import cosigned_at, read_checkpoint
from tongban.ledger.rules.notes import BadNote, read_note, read_verifier, signature_line


def keep_cosignature(data: bytes) -> None:
    """Keeps the signature of each known witness (`TONGBAN_LEDGER_WITNESSES`) below a checkpoint of ours.

    Raises `BadNote` when the checkpoint is not one of ours, or none of the witnesses we know signed it.
    """
    note = read_note(data)
    size = read_checkpoint(note).size
    ours = checkpoint_note(size) if size < 2**53 else None
    if ours is None or read_note(ours).text != note.text:
        raise BadNote("this is not a checkpoint of this ledger")
    known = [key for key in map(read_verifier, settings.LEDGER_WITNESSES) if note.by(key) is not None]
    if not known:
        raise BadNote("no witness that we know has signed this")
    for key in known:
        cosigned_at(note, key)
        found = note.by(key)
        assert found is not None  # asked above
        with connection.cursor() as cursor:
            line = signature_line(key, found.value)
            cursor.execute("SELECT ledger.keep_cosignature(%s, %s, %s)", [size, key.name, line])
