"""A folder in place of the outside: each message is one file, written once by its key. For demonstration and tests.

It stands in for a provider that keeps its word: the same key again answers with the same reference and sends nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from tongban.kernel.ids import uuid7
from tongban.reminders.rules.sending import Outgoing, Undeliverable, Unreachable


def put(folder: Path, outgoing: Outgoing) -> str:
    """Writes the message unless it lies there; answers its reference. A folder that takes nothing is unreachable."""
    if not outgoing.address:
        raise Undeliverable("no_address")
    reference = hashlib.sha256(outgoing.key.encode()).hexdigest()[:32]
    body = {"to": outgoing.address, "subject": outgoing.subject, "text": outgoing.text}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = folder / f"{uuid7()}.half"
        with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(body, file, ensure_ascii=False)
        try:
            # A link to a name that exists fails: of two at once one writes, and nobody sees half a message.
            os.link(half, folder / f"{reference}.json")
        except FileExistsError:
            pass
        finally:
            half.unlink()
    except OSError as fault:
        raise Unreachable from fault
    return reference
