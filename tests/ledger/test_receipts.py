"""Receipts as their holders check them: by the page, by the file that needs no Tongban, and in the browser.

The file and the script are written apart from the server and from each other; all give the same verdict on the same
receipts, sound and spoilt.
"""

from __future__ import annotations

import copy
import json
import random
import runpy
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client

from tongban.ledger.actions.sealing import Sealer
from tongban.ledger.queries.receipts import newest_event
from tongban.ledger.queries.sealed import checkpoint_note
from tongban.ledger.rules.addresses import short
from tongban.ledger.rules.checkpoints import cosign
from tongban.ledger.rules.notes import COSIGNED, Signer
from tongban.ledger.tests.sealed import LOG, grow, new_sealer, record, spoil

Connect = Callable[..., psycopg.Connection[Any]]
ROOT = Path(__file__).resolve().parents[2]
VERIFIER = runpy.run_path(str(ROOT / "verify_ledger.py"))
SCRIPT = ROOT / "src/tongban/ledger/static/ledger/verify.js"
WITNESS = Signer("witness.example", bytes(32), COSIGNED)
NONE = ("checkpoint/41", "proof/0/300", "proof/40/41", "proof/300/40", "tile/0/002", "tile/0/001", "tile/9/000",
        "tile/0/x")  # fmt: skip
KEY = "l1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


@pytest.fixture
def sealer(committed_db: str, new_connection: Connect, tmp_path: Path, settings: Any) -> Sealer:
    settings.TONGBAN_LEDGER_KEY = KEY
    return new_sealer(new_connection("sealer"), tmp_path / "signed")


def address(subject: Any) -> str:
    found = newest_event("toy", subject)
    assert found is not None
    return f"/r/{found[0]}/{short(found[1])}/"


def fetched(where: str) -> dict[str, Any]:
    answer: dict[str, Any] = Client().get(f"{where}receipt.json").json()
    return answer


def said(tmp_path: Path, receipt: Any, *words: str) -> tuple[int, str]:
    """What verify_ledger.py says: its exit and its words."""
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(receipt), encoding="utf-8")
    done = subprocess.run(
        ["python3", "-I", str(ROOT / "verify_ledger.py"), str(path), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def in_the_browser(receipts: list[Any], key: str | None = None) -> list[str]:
    """What the page's script says of each, run by node."""
    if shutil.which("node") is None:
        pytest.skip("node is not here: the script of the page was not run")
    run = (
        f"const check = require({json.dumps(str(SCRIPT))}); let t = ''; process.stdin.on('data', d => t += d)"
        ".on('end', async () => { const out = []; const given = JSON.parse(t);"
        " for (const one of given.receipts) out.push(await check(JSON.stringify(one), given.key));"
        " console.log(JSON.stringify(out)); });"
    )
    given = json.dumps({"receipts": receipts, "key": key})
    done = subprocess.run(["node", "-e", run], input=given, capture_output=True, text=True, check=True)
    answer: list[str] = json.loads(done.stdout)
    return answer


def test_a_receipt_is_a_promise_at_once_and_a_proof_a_moment_later(sealer: Sealer, tmp_path: Path) -> None:
    grow(sealer, 300)
    (subject,) = record(sealer.connection, 2)
    where = address(subject)
    page, receipt = Client().get(where).content.decode(), fetched(where)
    assert "尚未封存" in page
    assert receipt["proof"] is None
    status, words = said(tmp_path, receipt)
    assert (status, "not sealed yet" in words) == (2, True)
    sealer.step()
    page, sealed = Client().get(where).content.decode(), fetched(where)
    assert "此后未曾改动" in page
    assert sealed["promise"] == receipt["promise"]
    assert said(tmp_path, sealed, "--key", LOG.verifier.line())[0] == 0
    assert in_the_browser([receipt, sealed]) == ["wait", "true"]


def spoilt(receipt: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A receipt with one thing changed each; none may pass."""
    changes: dict[str, Callable[[dict[str, Any]], Any]] = {
        "another body": lambda r: r["event"].update(body=r["event"]["body"].replace("shelf", "shelb")),
        "another hash before": lambda r: r["event"].update(prev="00" * 31 + "01"),
        "another place": lambda r: r["proof"].update(index=r["proof"]["index"] ^ 1),
        "a place outside": lambda r: r["proof"].update(index=10**6),
        "a negative place": lambda r: r["proof"].update(index=-1),
        "a hash less": lambda r: r["proof"]["hashes"].pop(),
        "a hash more": lambda r: r["proof"]["hashes"].append(r["proof"]["hashes"][0]),
        "two hashes changed about": lambda r: r["proof"]["hashes"].reverse(),
        "another size": lambda r: r["proof"].update(checkpoint=r["proof"]["checkpoint"].replace("\n300\n", "\n301\n")),
        "no signature": lambda r: r["proof"].update(checkpoint=r["proof"]["checkpoint"].split("— ")[0]),
        "another promise": lambda r: r.update(promise=r["promise"].replace("Z\n", "1Z\n")),
        "another key": lambda r: r.update(key="x" + r["key"]),
        "another form": lambda r: r.update(format="other"),
        "no event": lambda r: r.update(event=None),
    }
    made = {}
    for name, change in changes.items():
        made[name] = copy.deepcopy(receipt)
        change(made[name])
    return made


def test_both_verifiers_refuse_every_spoilt_receipt(sealer: Sealer, tmp_path: Path) -> None:
    grow(sealer, 300)
    receipt = fetched(address(record_newest(sealer)))
    bad = spoilt(receipt)
    verdicts = {name: said(tmp_path, one)[0] for name, one in bad.items()}
    assert verdicts == dict.fromkeys(bad, 1)
    in_browser = in_the_browser(list(bad.values()))
    assert "true" not in in_browser
    assert "wait" not in in_browser


def record_newest(sealer: Sealer) -> Any:
    row = sealer.connection.execute("SELECT subject_id FROM ledger.event ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else None


def test_both_verifiers_agree_on_changed_letters(sealer: Sealer, tmp_path: Path) -> None:
    """One letter changed anywhere in the file: the verdicts are equal, and true only where the meaning is the same."""
    grow(sealer, 300)
    text, chance, changed = json.dumps(fetched(address(record_newest(sealer)))), random.Random(1), []
    while len(changed) < 60:
        place = chance.randrange(len(text))
        one = text[:place] + chance.choice('0aZ/"n') + text[place + 1 :]
        try:
            changed.append(json.loads(one))
        except ValueError:
            continue
    ours = [said_by_file(one) for one in changed]
    theirs = in_the_browser(changed)
    assert ["true" if status == 0 else "no" for status in ours] == [each if each == "true" else "no" for each in theirs]


def said_by_file(receipt: Any) -> int:
    """The verdict of verify_ledger.py inside this process."""
    options = type("Options", (), {"key": None, "checkpoint": [], "witness": [], "offline": True})
    try:
        VERIFIER["check_receipt"](receipt, options)
    except Exception as fault:  # noqa: BLE001
        return 2 if type(fault).__name__ == "Unknown" else 1
    return 0


def test_an_older_checkpoint_is_compared_by_a_proof_of_growth(
    sealer: Sealer, tmp_path: Path, live_proofs: Callable[[int, int], None]
) -> None:
    grow(sealer, 40)
    held = tmp_path / "held"
    held.write_text(checkpoint_note() or "", encoding="utf-8")
    grow(sealer, 260)
    receipt = fetched(address(record_newest(sealer)))
    assert said(tmp_path, receipt, "--checkpoint", str(held), "--offline")[0] == 2
    receipt["ledger"] = live_proofs(40, 300)
    status, words = said(tmp_path, receipt, "--checkpoint", str(held))
    assert (status, words.startswith("FALSE")) == (0, False), words


@pytest.fixture
def live_proofs() -> Any:
    """Answers with the proofs of the ledger's own address over HTTP, from another thread of this process."""
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    servers = []

    def serve(old: int, new: int) -> str:
        answer = Client().get(f"/ledger/proof/{old}/{new}").content

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *given: Any) -> None:
                """Nothing."""

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_page_says_so_when_what_is_stored_was_changed(sealer: Sealer, new_connection: Connect) -> None:
    (subject,) = record(sealer.connection, 3)
    sealer.step()
    where = address(subject)
    sql = "UPDATE ledger.event SET body = convert_to(replace(convert_from(body, 'UTF8'), 'shelf', 'shelb'), 'UTF8')"
    spoil(new_connection("owner"), f"{sql} WHERE seq = 1")
    page = Client().get(where).content.decode()
    assert "登记的不一致" in page
    assert "此后未曾改动" not in page


def test_an_address_that_was_guessed_shows_nothing(sealer: Sealer) -> None:
    (subject,) = record(sealer.connection, 1)
    where = address(subject)
    assert Client().get(where).status_code == 200
    for other in (where[:-4] + "AAA/", where.replace(where[3:11], "00000000")):
        assert Client().get(other).status_code == 404
        assert Client().get(f"{other}receipt.json").status_code == 404


def test_what_witnesses_read_is_public_and_well_formed(sealer: Sealer) -> None:
    grow(sealer, 40, 260)
    ask = Client().get
    assert ask("/ledger/checkpoint").content.decode() == checkpoint_note()
    assert ask("/ledger/checkpoint/40").content.decode() == checkpoint_note(40)
    assert len(ask("/ledger/proof/40/300").content.splitlines()) <= 10
    assert len(ask("/ledger/tile/0/000").content) == 256 * 32
    assert len(ask("/ledger/tile/0/001.p/44").content) == 44 * 32
    assert ask("/ledger/keys").content.decode() == LOG.verifier.line() + "\n"
    for none in (*NONE, f"checkpoint/{10**30}", f"proof/1/{10**30}", "tile/0/" + "x001/" * 9 + "000"):
        assert ask(f"/ledger/{none}").status_code == 404, none


def test_after_a_change_of_keys_old_receipts_hold_and_new_ones_are_made(
    sealer: Sealer, tmp_path: Path, settings: Any, new_connection: Connect
) -> None:
    grow(sealer, 5)
    subject = record_newest(sealer)
    old = fetched(address(subject))
    settings.TONGBAN_LEDGER_KEY = "l2:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,l1:AAEC"
    from tongban.ledger.management.running import new_sealer as configured

    settings.LEDGER_SIGNED = tmp_path / "signed"
    second = configured(new_connection("sealer"))
    grow(second, 4)
    new = fetched(address(subject))
    assert said(tmp_path, old, "--key", LOG.verifier.line())[0] == 0
    assert said(tmp_path, new, "--key", second.signer.verifier.line())[0] == 0
    assert said(tmp_path, new, "--key", LOG.verifier.line())[0] == 1
    assert "此后未曾改动" in Client().get(address(subject)).content.decode()


def test_a_known_witness_signs_below_and_receipts_carry_it(sealer: Sealer, tmp_path: Path, settings: Any) -> None:
    settings.LEDGER_WITNESSES = (WITNESS.verifier.line(),)
    grow(sealer, 5, 3)
    note = checkpoint_note() or ""
    text = note.partition("\n\n")[0] + "\n"
    line = cosign(text, WITNESS, 1_795_000_000)
    hand_in = Client(enforce_csrf_checks=True)
    forged = cosign(text, Signer(WITNESS.name, bytes(range(32)), COSIGNED), 1_795_000_000)
    for bad in (note, note + forged, "x", note.replace("8", "7") + line, ""):
        assert hand_in.post("/ledger/cosignature", bad, content_type="text/plain").status_code == 400
    assert hand_in.post("/ledger/cosignature", note + line, content_type="text/plain").status_code == 204
    receipt = fetched(address(record_newest(sealer)))
    assert receipt["proof"]["checkpoint"] == note + line
    status, words = said(tmp_path, receipt, "--witness", WITNESS.verifier.line())
    assert (status, "witness.example saw it at 2026-11-18" in words) == (0, True), words
    assert said(tmp_path, receipt, "--witness", LOG.verifier.line().replace("tongban", "other"))[0] == 1
    assert in_the_browser([receipt]) == ["true"]
