"""A receipt held against the ledger of today, on the holder's own device: it goes on, was cut, or was written anew.

The operator has every right and the key; the citizen has a file of last year, a browser and the page `/ledger/`.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.ledger.paper import ATTACKS, Paper, events, numbered
from tests.ledger.test_border import AFTER
from tests.ledger.test_border import TRUE as CROSSED
from tests.ledger.test_operator import COUNT, HELD, TRUE
from tests.ledger.test_receipts import SCRIPT
from tongban.ledger.tests.sealed import LOG

ROOT = Path(__file__).resolve().parents[2]
RUN = (
    f"const check = require({json.dumps(str(SCRIPT))}); let t = ''; process.stdin.on('data', d => t += d)"
    ".on('end', async () => { const out = []; for (const one of JSON.parse(t)) out.push(await check("
    "JSON.stringify(one.receipt), one.keys, one.told && (async path => { if (!(path in one.told)) throw path;"
    " return one.told[path]; }))); console.log(JSON.stringify(out)); });"
)


def asked(receipt: dict[str, Any], held: int, paper: Paper, size: int | None = None) -> dict[str, Any]:
    """A receipt, and what the operator's ledger would answer to whoever holds it."""
    end = len(paper.told) if size is None else size
    told = {"checkpoint": paper.log.note(end)}
    if held < end:
        lines = (base64.b64encode(each).decode() + "\n" for each in paper.log.proof(held, end))
        told[f"proof/{held}/{end}"] = "".join(lines)
    return {"receipt": receipt, "keys": [LOG.verifier.line()], "told": told}


def verdicts(given: list[dict[str, Any]]) -> list[str]:
    """What the page's script says of each, run by node."""
    if shutil.which("node") is None:
        pytest.skip("node is not here: the script of the page was not run")
    done = subprocess.run(["node", "-e", RUN], input=json.dumps(given), capture_output=True, text=True, check=True)
    answer: list[str] = json.loads(done.stdout)
    return answer


def test_a3_the_page_finds_every_attack_by_a_receipt_held_before_it() -> None:
    receipt = TRUE.receipt(3, HELD)
    papers = [Paper(numbered(attack(TRUE.told, 20))) for attack in ATTACKS.values()]
    found = dict(zip(ATTACKS, verdicts([asked(receipt, HELD, paper) for paper in papers]), strict=True))
    assert {name: said for name, said in found.items() if said not in ("cut", "fork")} == {}
    assert found["cut the tail"] == "cut"
    assert found["back-date"] == "fork"


def test_a3_without_the_question_for_today_the_page_would_call_every_one_true() -> None:
    given = asked(TRUE.receipt(3, HELD), HELD, Paper(numbered(ATTACKS["back-date"](TRUE.told, 20))))
    assert verdicts([given, {**given, "told": None}, {**given, "told": {}}]) == ["fork", "true", "alone"]


def test_a3_the_true_ledger_goes_on_from_each_of_its_receipts() -> None:
    given = [asked(TRUE.receipt(3, held), held, TRUE) for held in (4, 5, 64, 127, 128, 160, COUNT)]
    longer = Paper(events(COUNT + 60))
    assert verdicts([*given, asked(TRUE.receipt(3, HELD), HELD, longer)]) == ["grown"] * 8


def test_a12_receipts_of_both_epochs_are_compared_over_the_border() -> None:
    held = (60, AFTER, AFTER + 1, 150, 180)
    sound = [asked(CROSSED.receipt(3, size), size, CROSSED) for size in held]
    forked = [asked(CROSSED.receipt(3, size), size, Paper(CROSSED.told, AFTER - 20)) for size in (90, 150)]
    said = verdicts([*sound, *forked])
    assert said == ["grown"] * 5 + ["fork"] * 2


def test_a_changed_proof_is_no_proof() -> None:
    sound = asked(TRUE.receipt(3, HELD), HELD, TRUE)
    (path,) = (name for name in sound["told"] if name != "checkpoint")
    lines = sound["told"][path].splitlines()
    bent = [lines[:-1], lines + lines[-1:], lines[::-1], []]
    given = [{**sound, "told": {**sound["told"], path: "\n".join(each)}} for each in bent]
    assert verdicts(given) == ["fork"] * 4


def test_the_word_for_each_answer_stands_on_the_page_with_the_program_and_all_keys(db: None) -> None:
    page = Client().get("/ledger/").content.decode()
    codes = set(re.findall(r'data-code="(\w+)"', page))
    script = SCRIPT.read_text(encoding="utf-8")
    assert codes == set(re.findall(r'(?:return|\?|:) "([a-z]+)"', script))
    program = Client().get("/ledger/verify_ledger.py")
    assert b"".join(program.streaming_content) == (ROOT / "verify_ledger.py").read_bytes()
    assert 'href="/ledger/verify_ledger.py"' in page
    assert 'href="/ledger/keys"' in page
