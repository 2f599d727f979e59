"""The scripts of the page `/ledger/` at work in a real browser, fed by a test: what they say is what everybody sees."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

STATIC: Final = Path(__file__).resolve().parents[2] / "src/tongban/ledger/static/ledger"
ADDRESS: Final = "http://127.0.0.1:9/"  # nobody answers there; WebCrypto is given only to addresses like it

AUDITS = """async ([files, notes, keys]) => {
  const bytes = t => Uint8Array.from(atob(t), c => c.charCodeAt(0)), out = [];
  const held = await tongbanLedger.signed(notes.map(each => bytes(each).buffer), keys);
  for (const file of files)
    out.push(held.code ? held : await tongbanLedger.judged(new Blob([bytes(file)]).stream(), held, null));
  return out;
}"""
ENCODINGS = """texts => texts.map(text => {
  try { return tongbanLedger.canonical(JSON.parse(text)); } catch (fault) { return null; }
})"""


@dataclass(frozen=True)
class Scripts:
    """The page's scripts without the page."""

    page: Page

    def audits(self, files: Sequence[bytes], notes: Sequence[bytes], keys: Sequence[str]) -> list[dict[str, Any]]:
        """What the script says of each export, holding these checkpoints."""
        encoded = [base64.b64encode(each).decode() for each in files]
        held = [base64.b64encode(each).decode() for each in notes]
        found: list[dict[str, Any]] = self.page.evaluate(AUDITS, [encoded, held, list(keys)])
        return found

    def encodings(self, texts: Sequence[str]) -> list[str | None]:
        """The canonical writing of each JSON text; None where it has none."""
        found: list[str | None] = self.page.evaluate(ENCODINGS, list(texts))
        return found


@pytest.fixture(scope="module")
def chromium(browser: Browser) -> Iterator[Scripts]:
    """Both scripts, loaded."""
    page = browser.new_page()
    page.route(f"{ADDRESS}**", lambda route: route.fulfill(body="<title>x</title>", content_type="text/html"))
    page.goto(ADDRESS)
    for name in ("verify.js", "export.js"):
        page.add_script_tag(content=(STATIC / name).read_text(encoding="utf-8"))
    yield Scripts(page)
    page.close()
