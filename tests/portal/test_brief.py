"""The weekly brief: drafted from the figures, changed by hand, one page as DOCX and as PDF."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from docx import Document

from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tongban.agencies.queries import account_of_official
from tongban.cases.queries.leader import leader_figures
from tongban.portal.adapters.word.write import write
from tongban.portal.rules.brief import WeekFigures, compose_brief, monday_of

LATE = WeekFigures(120, 96, 14, 9, [("青禾县城市管理局", 3, 6), ("青禾县消防救援大队", 1, 2)])
QUIET = WeekFigures(0, 0, 0, 0, [])
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_draft_says_the_figures_and_whom_to_ask(language: str) -> None:
    brief = compose_brief("青禾县", LATE, FRIDAY, language)
    text = "\n".join(part.text for part in brief.parts)
    assert all(figure in text for figure in ("120", "96", "14", "9", "4", "6", "青禾县城市管理局"))
    assert sum(len(part.text) for part in brief.parts) < 600


def test_a_quiet_week_asks_nothing() -> None:
    assert compose_brief("青禾县", QUIET, FRIDAY, "zh").parts[2].text == "没有需要过问的事。"
    assert monday_of(FRIDAY) == monday_of(date(2026, 11, 22)) == date(2026, 11, 16)


def test_the_word_file_holds_every_word_of_the_page() -> None:
    brief = compose_brief("青禾县", LATE, FRIDAY, "zh")
    lines = [paragraph.text for paragraph in Document(io.BytesIO(write(brief))).paragraphs]
    assert lines[:2] == ["青禾县政务服务一周简报", "2026年11月16日至11月20日"]
    assert [part.text for part in brief.parts] == lines[3::2]


@pytest.fixture
def cast(settled: None, db: None, settings: Any) -> Cast:
    settings.DEMO = True
    return small_county()


@pytest.fixture
def leader(cast: Cast) -> Client:
    client = signed_in(account_of_official(cast.county.holders["county_head"][0]))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    return client


def test_the_week_counts_from_its_monday(cast: Cast) -> None:
    for day in (13, 16, 18):
        cast.receive(on(11, day))
    friday = on(11, 20)
    assert leader_figures(cast.county.home, friday).received_today == 0
    assert leader_figures(cast.county.home, friday, since=monday_of(FRIDAY)).received_today == 2


def test_what_was_changed_by_hand_is_what_goes(leader: Client) -> None:
    sent = {"title": "本周要情", "part-1": "第一行\r\n#show: 第二行", "part-3": "请说明\0。"}
    answer = leader.post("/lead/brief/", sent | {"do": "docx"})
    lines = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]
    assert {"本周要情", "第一行", "#show: 第二行", "请说明。"} <= set(lines)


def test_the_pdf_is_one_page_however_much_is_typed(leader: Client) -> None:
    for text in ("字" * 9000, "字\n" * 900, ("字" * 35 + "\n") * 90):
        long = {f"part-{number}": text for number in (1, 2, 3)}
        answer = leader.post("/lead/brief/", long | {"do": "pdf", "title": "题" * 900})
        assert len(pypdfium2.PdfDocument(answer.content)) == 1
    plain = pypdfium2.PdfDocument(leader.post("/lead/brief/", {"do": "pdf"}).content)
    assert len(plain) == 1
    assert "一周简报" in plain[0].get_textpage().get_text_range()


def test_only_those_who_lead_make_the_brief(cast: Cast) -> None:
    clerk = signed_in(account_of_official(cast.county.holders["window_1"][0]))
    assert clerk.get("/lead/brief/").status_code == 403
