"""Keys roll over (A12): whoever holds something under an old key checks it against the ledger of today.

Also what the file `verify_ledger.py` says where nothing is false: no receipt given, an export older than a checkpoint.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.test import Client

from tests.ledger.test_receipts import ROOT, address, fetched, live_proofs, record_newest
from tests.ledger.test_today import verdicts
from tongban.ledger.actions.sealing import Sealer
from tongban.ledger.management.running import new_sealer
from tongban.ledger.queries.audit import audit
from tongban.ledger.queries.sealed import checkpoint_note, published_keys
from tongban.ledger.rules.notes import read_verifier
from tongban.ledger.tests.sealed import grow

Connect = Callable[..., psycopg.Connection[Any]]
__all__ = ["live_proofs"]


def said(*words: str) -> tuple[int, str]:
    """What the file says: its exit and its words."""
    command = [sys.executable, "-I", str(ROOT / "verify_ledger.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.fixture
def rolled(
    committed_db: str, new_connection: Connect, tmp_path: Path, settings: Any
) -> Callable[[int, int], list[dict[str, Any]]]:
    """Seals under so many keys, one after the other, with a receipt of each; from a round on with SM3."""
    settings.LEDGER_SIGNED = tmp_path / "signed"

    def roll(rounds: int, switch: int) -> list[dict[str, Any]]:
        receipts, old = [], ""
        for number in range(rounds):
            line = f"l{number}:{base64.b64encode(number.to_bytes(32, 'big')).decode()}"
            settings.TONGBAN_LEDGER_KEY, old = f"{line},{old}".rstrip(","), f"{line},{old}"
            with new_connection("sealer") as connection:
                if number == switch:
                    connection.execute("SELECT ledger.open_epoch('sm3')")
                sealer: Sealer = new_sealer(connection)
                grow(sealer, 3)
                receipts.append(fetched(address(record_newest(sealer))))
        return receipts

    return roll


@pytest.mark.parametrize("rounds", [5, pytest.param(100, marks=pytest.mark.nightly)])
def test_a12_after_many_keys_and_a_change_of_hash_every_receipt_goes_on_to_today(
    rolled: Any, new_connection: Connect, tmp_path: Path, rounds: int
) -> None:
    receipts = rolled(rounds, rounds // 2)
    keys, note = published_keys(), checkpoint_note() or ""
    assert len({one["key"] for one in receipts}) == rounds == len(keys)
    assert audit(new_connection(), [read_verifier(line) for line in keys]).faults == []
    given = []
    for number, receipt in enumerate(receipts):
        path = tmp_path / "receipt.json"
        path.write_text(json.dumps(receipt), encoding="utf-8")
        assert said(str(path), "--key", receipt["key"])[0] == 0
        held, size = (number + 1) * 3, rounds * 3
        proof = Client().get(f"/ledger/proof/{held}/{size}").content.decode()
        told = {"checkpoint": note, f"proof/{held}/{size}": proof}
        given.append({"receipt": receipt, "keys": keys, "told": told})
    assert verdicts(given) == ["grown"] * rounds
    # A page that knew the newest key alone would call every receipt but the last a stranger's.
    alone = [{**one, "keys": keys[:1]} for one in given]
    assert verdicts(alone) == ["key"] * (rounds - 1) + ["grown"]


def test_a12_an_old_receipt_against_todays_checkpoint_needs_both_keys_and_is_never_false_for_want_of_one(
    rolled: Any, tmp_path: Path, live_proofs: Any
) -> None:
    receipts = rolled(2, 9)
    path, today = tmp_path / "receipt.json", tmp_path / "today"
    today.write_text(checkpoint_note() or "", encoding="utf-8")
    path.write_text(json.dumps({**receipts[0], "ledger": live_proofs(3, 6)}), encoding="utf-8")
    new, old = published_keys()
    status, words = said(str(path), "--checkpoint", str(today), "--key", old)
    assert (status, "a newer key?" in words) == (2, True), words
    assert said(str(path), "--checkpoint", str(today), "--key", old, "--key", new)[0] == 0


def test_a12_an_export_is_held_against_checkpoints_of_both_keys(rolled: Any, tmp_path: Path) -> None:
    rolled(2, 9)
    held = []
    for size in (3, 6):
        held += ["--checkpoint", str(tmp_path / str(size))]
        (tmp_path / str(size)).write_text(checkpoint_note(size) or "", encoding="utf-8")
    call_command("ledger", "export", str(tmp_path / "all"))
    keys = [word for line in published_keys() for word in ("--key", line)]
    assert said("--ledger", str(tmp_path / "all"), *keys, *held) == (
        0, "TRUE 属实  6 events, 6 of them as they were signed\n"
    )  # fmt: skip
    assert said("--ledger", str(tmp_path / "all"), *keys[:2], *held)[0] == 2


def test_an_export_that_is_older_than_the_ledger_of_today_is_not_called_a_cut(
    rolled: Any, tmp_path: Path, new_connection: Connect
) -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    rolled(1, 9)
    call_command("ledger", "export", str(tmp_path / "all"))
    grow(new_sealer(new_connection("sealer")), 3)
    note = (checkpoint_note() or "").encode()
    (tmp_path / "kept").write_bytes(note)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(note)

        def log_message(self, *given: Any) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    words = ["--ledger", str(tmp_path / "all"), "--key", published_keys()[0], "--checkpoint"]
    try:
        live = said(*words, f"http://127.0.0.1:{server.server_port}/checkpoint")
    finally:
        server.shutdown()
        server.server_close()
    assert (live[0], "export it again" in live[1]) == (2, True), live
    status, why = said(*words, str(tmp_path / "kept"))
    assert (status, "6 events were signed, here are 3" in why) == (1, True), why


@pytest.mark.parametrize("words", [(), ("--ledger", "x"), ("nothere.json",), ("x", "--key", "no key")])
def test_what_was_not_given_is_not_called_false(words: tuple[str, ...]) -> None:
    assert said(*words)[0] == 2


def test_the_file_stays_as_short_as_it_is_promised() -> None:
    assert len((ROOT / "verify_ledger.py").read_text(encoding="utf-8").splitlines()) <= 200
