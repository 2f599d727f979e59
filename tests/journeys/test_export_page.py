"""Whoever was handed all events as one file checks it on `/ledger/`: by keyboard, on a phone, with today's ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tongban.ledger.actions.sealing import Sealer
from tongban.ledger.queries.exporting import export
from tongban.ledger.queries.sealed import checkpoint_note
from tongban.ledger.tests.sealed import grow, new_sealer

pytestmark = pytest.mark.browser
KEY = "l1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
WORDS = Path(__file__).resolve().parents[2] / "src/tongban/ledger"


@pytest.fixture
def sealer(committed_db: str, new_connection: Callable[..., Any], tmp_path: Path, settings: Any) -> Sealer:
    settings.TONGBAN_LEDGER_KEY = KEY
    made = new_sealer(new_connection("sealer"), tmp_path / "signed")
    grow(made, 40, 20)
    return made


@pytest.fixture
def file(sealer: Sealer, new_connection: Callable[..., Any], tmp_path: Path) -> Path:
    target = tmp_path / "export"
    assert export(new_connection(), target) == 60
    return target


def verdict(page: Page, *files: Path) -> str:
    """What the page says, chosen and started without a mouse."""
    page.get_by_label("导出文件", exact=True).set_input_files(files[0])
    page.get_by_label("您留存的封存签名").set_input_files(list(files[1:]))
    page.get_by_role("button", name="核验导出文件").focus()
    page.keyboard.press("Enter")
    said = page.locator("[data-found]")
    expect(said).to_be_visible()
    return said.inner_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_whole_export_is_judged_on_the_page(
    file: Path, sealer: Sealer, tmp_path: Path, open_page: Callable[..., Page], seen: Any, width: int,
    no_sideways_scroll: Callable[[Page], None], axe_faults: Callable[[Page], list[str]], shot: Callable[..., Path],
) -> None:  # fmt: skip
    page = open_page("/ledger/", width=width)
    page.get_by_role("button", name="核验导出文件").press("Enter")
    expect(page.locator("[data-found]")).to_have_text("请先选择导出文件。")
    expect(page.get_by_label("导出文件", exact=True)).to_be_focused()
    held = tmp_path / "held"
    held.write_text(checkpoint_note(40) or "", encoding="utf-8")
    assert verdict(page, file, held).startswith("本设备已核验：属实。文件中的60条登记条条相接，与签名时一致。")
    spoilt = tmp_path / "spoilt"
    spoilt.write_bytes(file.read_bytes().replace(b"shelf 16", b"shelf 61"))
    assert verdict(page, spoilt, held).startswith("不属实：第18行与同一事项的前一条登记接不上")
    no_sideways_scroll(page)
    assert axe_faults(page) == []
    shot(page, f"export-{width}")
    spoilt.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:39]))
    assert "签名时有40条登记，文件中只有39条" in verdict(page, spoilt, held)
    assert seen.faults == []


def test_the_ledger_of_today_goes_on_from_the_file_or_does_not(
    file: Path, sealer: Sealer, tmp_path: Path, open_page: Callable[..., Page], seen: Any
) -> None:
    grow(sealer, 30)
    page = open_page("/ledger/")
    assert "今天的台账（共90条）与它们前后相接" in verdict(page, file)
    other = tmp_path / "other"
    start, _, end = file.read_bytes().rpartition(b"shelf 19")
    other.write_bytes(start + b"shelf 91" + end)
    assert "今天的台账与这份文件接不上" in verdict(page, other)
    page.route("**/ledger/checkpoint", lambda route: route.abort())
    assert verdict(page, file).startswith("尚不能断定：文件中的60条登记条条相接")
    newer = tmp_path / "newer"
    newer.write_text(checkpoint_note(90) or "", encoding="utf-8")
    assert "签名时有90条登记" in verdict(page, file, newer)
    assert [fault for fault in seen.faults if "ERR_FAILED" not in fault] == []


def test_every_verdict_has_its_words(open_page: Callable[..., Page], committed_db: str) -> None:
    script = (WORDS / "static/ledger/export.js").read_text(encoding="utf-8")
    page = open_page("/ledger/")
    codes = set(page.locator("#export-words [data-code]").evaluate_all("all => all.map(e => e.dataset.code)"))
    assert codes == set(re.findall(r'"((?:export|note)-[a-z]+)"', script))
