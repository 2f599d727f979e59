"""`./tongban witness`: watches a ledger from outside and cosigns its checkpoints as long as it only grows.

It needs no database and no installation of its own: a folder with its key and what it has signed. When it refuses, it
keeps what it was shown beside what it had signed: two signed histories that nobody can deny.
"""

import argparse
import base64
import os
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tongban.config.launch.commands import dispatch
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say
from tongban.ledger.actions.witnessing import Refusing, Witness
from tongban.ledger.adapters.log_reader import LogReader
from tongban.ledger.adapters.witness_store import WitnessStore
from tongban.ledger.rules.notes import COSIGNED, LONGEST_NOTE, BadNote, Signer, read_verifier

USAGE = """usage: ./tongban witness --log https://HOST/ledger/ --key KEY… --store FOLDER [--name NAME]
                         [--once] [--every 60] [--hand-in] [--listen PORT]

  KEY is the ledger's public key as it was published: `./tongban ledger keys`.
  Before a change of keys give the new one too, each with --key."""


def signer_of(folder: Path, name: str) -> Signer:
    """The witness' own key, made at the first start and kept for its owner alone."""
    path = folder / "witness.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(f"{name} {base64.b64encode(secrets.token_bytes(32)).decode()}\n")
    kept, _, seed = path.read_text().strip().partition(" ")
    return Signer(kept, base64.b64decode(seed), COSIGNED)


def look(witness: Witness, log: LogReader, folder: Path, *, hand_in: bool) -> bool:
    """One visit, told in one line; False when the witness refused."""
    try:
        note = witness.visit(log, int(time.time()))
    except Refusing as refused:
        evidence = folder / f"refused-{int(time.time())}.checkpoint"
        evidence.write_text(refused.shown, encoding="utf-8")
        say(f"ALARM not signed: {refused}\n  what was shown is kept in {evidence}")
        return False
    except (OSError, BadNote) as fault:
        say(f"The ledger gives no answer that can be used: {fault}")
        return True
    say(f"signed: {note.splitlines()[1]} events")
    if hand_in:
        try:
            log.hand_in(note)
        except OSError as fault:
            say(f"The ledger did not take the signature: {fault}")
    return True


def serve(witness: Witness, port: int) -> ThreadingHTTPServer:
    """Answers `POST /add-checkpoint` as C2SP tlog-witness states it, on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """One request."""
            told = self.headers.get("Content-Length") or ""
            length = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0
            if self.path != "/add-checkpoint" or not 0 < length <= LONGEST_NOTE:
                self.send_error(404 if self.path != "/add-checkpoint" else 400)
                return
            given = witness.answer(self.rfile.read(length), int(time.time()))
            data = given.body.encode()
            self.send_response(given.status)
            self.send_header("Content-Type", "text/x.tlog.size" if given.status == 409 else "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: each signature is told once."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def run(words: list[str]) -> int:
    """Watches until it is stopped, or once; ends with 1 when it refused."""
    parser = argparse.ArgumentParser(prog="./tongban witness", usage=USAGE)
    for name in ("--log", "--store"):
        parser.add_argument(name, required=True)
    parser.add_argument("--key", required=True, action="append")
    parser.add_argument("--name", default="witness")
    parser.add_argument("--every", type=float, default=60)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--hand-in", action="store_true")
    parser.add_argument("--listen", type=int)
    chosen = parser.parse_args(words)
    folder = Path(chosen.store)
    try:
        (key, *others), log = [read_verifier(line) for line in chosen.key], LogReader(chosen.log)
    except BadNote as fault:
        raise Problem(f"{fault}.", USAGE, status=2) from None
    witness = Witness(signer_of(folder, chosen.name), WitnessStore(folder), {key.name: key}, tuple(others))
    say(f"witness key: {witness.signer.verifier.line()}")
    server = serve(witness, chosen.listen) if chosen.listen else None
    well = True
    try:
        while True:
            well = look(witness, log, folder, hand_in=chosen.hand_in) and well
            if chosen.once:
                return 0 if well else 1
            time.sleep(chosen.every)
    finally:
        if server is not None:
            server.shutdown()


if __name__ == "__main__":
    sys.exit(dispatch({"witness": run}, USAGE, sys.argv[1:]))
