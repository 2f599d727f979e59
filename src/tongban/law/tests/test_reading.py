"""Reading legal texts: every article once and in order in both styles, or the fault with line and mend."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.reading import read_statute
from tongban.law.rules.statute import Statute, in_force_from
from tongban.law.tests.statutes import AMENDED, MARKED, PLAIN

REAL = Path(__file__).parents[4].parent / "shared" / "data" / "laws"


def told(text: str) -> list[tuple[str, int]]:
    return [(fault.code, fault.line) for fault in read_statute(text).faults]


def without_places(statute: Statute) -> list[tuple[ArticleNo, str, list[str]]]:
    return [(one.no, one.text, [heading.title for heading in one.headings]) for one in statute.articles]


def test_both_styles_give_the_same_articles() -> None:
    marked, plain = read_statute(MARKED), read_statute(PLAIN)
    assert marked.faults == plain.faults == ()
    assert without_places(marked) == without_places(plain)
    assert [one.no.number for one in marked.articles] == [1, 2, 3, 4, 5, 6]


def test_title_notes_headings_and_days_are_read() -> None:
    statute = read_statute(MARKED)
    assert statute.title == "青禾县灯笼管理条例"
    assert [(note.kind, note.day) for note in statute.notes] == [
        ("adopted", date(2019, 11, 2)), ("amended", date(2026, 5, 6)),
    ]  # fmt: skip
    assert [heading.title for heading in statute.headings] == [
        "第一章　总则", "第二章　挂灯", "第一节　条件", "第三章　附则",
    ]  # fmt: skip
    assert in_force_from(statute) == date(2026, 5, 6)
    assert in_force_from(read_statute(PLAIN)) == date(2020, 1, 1)


def test_paragraphs_items_and_sub_items_are_told_apart() -> None:
    third = read_statute(PLAIN).articles[2].paragraphs
    assert [len(paragraph.items) for paragraph in third] == [3, 0]
    assert [sub.text for sub in third[0].items[1].sub_items] == ["纸灯；", "布灯；"]
    assert third[1].text == "不符合前款规定的，不得挂灯笼。"


def test_words_between_two_items_explain_the_first_of_them() -> None:
    text = "某条例\n第一条 有下列情形的：\n（一）甲；\n甲是指乙。\n（二）丙。\n第二款的话。"
    article = read_statute(text).articles[0]
    assert read_statute(text).faults == ()
    assert [item.text for item in article.paragraphs[0].items] == ["甲；\n甲是指乙。", "丙。"]
    assert len(article.paragraphs) == 2


def test_an_inserted_article_and_a_document_number_are_read() -> None:
    notes = "（2004年4月30日国务院令第406号公布　根据2019年3月2日《某决定》修订）"
    statute = read_statute(f"某条例\n{notes}\n第一条 甲。\n第一条之一 乙。\n第二条 丙。")
    assert [one.no.label for one in statute.articles] == ["第一条", "第一条之一", "第二条"]
    assert (statute.document_number, [note.kind for note in statute.notes]) == (
        "国务院令第406号",
        ["promulgated", "amended"],
    )
    assert statute.faults == ()


def test_a_table_of_contents_is_not_the_text() -> None:
    contents = "目　录\n第一章 总则\n第二章 罚则\n"
    text = "第一章 总则\n第一条　甲。\n第二章 罚则\n第二条　乙。\n附件：表一\n第三条　不是条文"
    statute = read_statute(f"某法\n{contents}{text}")
    assert [heading.line for heading in statute.headings] == [5, 7]
    assert (len(statute.articles), statute.annex, statute.faults) == (2, "附件：表一\n第三条　不是条文", ())


def test_a_line_that_begins_with_a_citation_is_no_article() -> None:
    statute = read_statute("某法\n第一条 甲。\n第四十条规定的情形除外。\n第三人不受影响。\n第二条 乙。")
    assert [one.no.number for one in statute.articles] == [1, 2]
    assert statute.faults == ()


FAULTY = [
    ("missing", PLAIN.replace("第四条 灯笼", "灯笼"), 35),
    ("missing_first", PLAIN.replace("第一条 为", "为"), 11),
    ("twice", PLAIN.replace("第五条 ", "第四条 "), 35),
    ("out_of_order", AMENDED.replace("第四条", "第九条").replace("第五条", "第四条").replace("第九条", "第五条"), 14),
    ("inside_line", PLAIN.replace("不得挂灯笼。\n\n第四条", "不得挂灯笼。第四条"), 31),
    ("empty", PLAIN.replace("第五条 挂灯笼不收费。", "第五条 "), 35),
    ("numeral", PLAIN.replace("第五条", "第五十十条"), 35),
    ("item_order", PLAIN.replace("(三)有人", "(四)有人"), 29),
    ("item_order", PLAIN.replace("2.布", "3.布"), 27),
    ("heading_order", PLAIN.replace("第二章", "第三章"), 15),
    ("heading_inside", PLAIN.replace("(一)有固定的杆；", "## 第九章 插入"), 21),
    ("no_articles", "某决定\n2020年1月1日通过\n一、甲。\n二、乙。", 1),
    ("no_title", "第一条 甲。", 1),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "line"), FAULTY)
def test_each_fault_is_named_with_its_line_and_its_mend(code: str, text: str, line: int) -> None:
    assert (code, line) in told(text)
    fault = next(one for one in read_statute(text).faults if one.code == code)
    assert all((fault.zh, fault.en, fault.right_zh, fault.right_en))


def test_the_missing_article_is_named_with_the_one_before_it() -> None:
    fault = read_statute(AMENDED.replace("第三条　", "").replace("第四条　", "")).faults[0]
    assert (fault.zh, fault.right_zh) == ("缺少第三条至第四条", "第二条之后应为第三条至第四条")


def test_an_article_split_off_inside_a_line_is_still_found() -> None:
    statute = read_statute(PLAIN.replace("不得挂灯笼。\n\n第四条", "不得挂灯笼。第四条"))
    assert [one.no.number for one in statute.articles] == [1, 2, 3, 4, 5, 6]


@given(st.text("第一二三十条章节项（）()：；。#* \n　一、1.之《》—目录附件年月日"))
def test_no_text_stops_the_reader(text: str) -> None:
    statute = read_statute(text)
    assert len({one.no for one in statute.articles}) == len(statute.articles) or "twice" in {
        f.code for f in statute.faults
    }


@given(st.lists(st.integers(1, 40), unique=True, min_size=1))
def test_numbers_out_of_their_order_are_always_told(numbers: list[int]) -> None:
    text = "某法\n" + "\n".join(f"{ArticleNo(number).label} 甲。" for number in numbers)
    faults = {code for code, _ in told(text)}
    assert ("out_of_order" in faults) == (numbers != sorted(numbers))
    whole = set(numbers) == set(range(1, max(numbers) + 1))
    assert (not faults & {"missing", "missing_first"}) == whole


def test_every_text_of_the_collection_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(REAL.glob("*/*.md"))
    if not files:
        pytest.skip("the collection of real laws is not on this machine")
    faults: Counter[str] = Counter()
    articles = 0
    for file in files:
        statute = read_statute(file.read_text("utf-8"))
        articles += len(statute.articles)
        faults.update(fault.code for fault in statute.faults)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(files)} files, {articles} articles, faults: {dict(faults)}\n")
    # Five of them are resolutions and tables of contents without any article.
    assert (len(files), articles, faults) == (125, 8_894, {"no_articles": 5})
