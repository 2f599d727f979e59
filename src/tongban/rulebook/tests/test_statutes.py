"""Figures said to be read in the law stand in the named article of the law, where its text is at hand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tongban.rulebook.lookup import ALL_ROWS
from tongban.rulebook.rule import Confidence, RuleRow

LAWS = Path(__file__).parents[5] / "shared" / "data" / "laws"
TEXTS = {
    "中华人民共和国行政许可法": "statutes/administrative-licensing-law.md",
    "中华人民共和国民办教育促进法": "statutes/private-education-promotion-law.md",
    "中华人民共和国行政处罚法": "statutes/administrative-penalty.md",
    "中华人民共和国行政强制法": "statutes/administrative-compulsion-law.md",
    "中华人民共和国行政复议法": "statutes/administrative-reconsideration-law.md",
    "中华人民共和国行政诉讼法": "statutes/administrative-procedure.md",
    "中华人民共和国政府信息公开条例": "versions/政府信息公开条例(2019-04-03).md",
}
UNITS = {"working_day": "日", "day": "日", "hour": "小时", "month": "个月", "year": "年", "person": "名"}
CHOICES = {
    "government_same_level": "本级人民政府", "government_above": "下一级人民政府",
    "superior_department": "上一级主管部门",
    "first": "应当先向行政复议机关申请行政复议", "either": "",
}  # fmt: skip
DIGITS = "零一二三四五六七八九"
ROWS = [row for row in ALL_ROWS if row.source in TEXTS and row.confidence is Confidence.VERIFIED]
needs_texts = pytest.mark.skipif(not LAWS.is_dir(), reason=f"the texts of the laws are not at {LAWS}")


def numeral(number: int) -> str:
    """5 → 五, 20 → 二十, 45 → 四十五."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")


def article_of(row: RuleRow) -> str:
    """The text of the article that a row names."""
    text = (LAWS / TEXTS[row.source]).read_text(encoding="utf-8")
    name = re.match(r"第[^条]+条", row.article)
    assert name, row.article
    found = re.search(rf"^\**{name[0]}\**[\s　].*?(?=^\**第[^条\s]+条\**[\s　]|\Z)", text, re.M | re.S)
    return found[0] if found else ""


def says(row: RuleRow) -> bool:
    """Whether the article has the figure with its unit."""
    if row.unit == "choice":
        return CHOICES[str(row.value)] in article_of(row)
    unit = UNITS[row.unit]
    if row.source.endswith("条例") and row.unit == "working_day":
        unit = "个工作日"
    words = {numeral(int(row.value)), *(["两"] if row.value == 2 else []), str(row.value)}
    return any(re.search(rf"(?<![{DIGITS}十0-9]){word}\s*{unit}", article_of(row)) for word in words)


@needs_texts
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_the_article_has_the_figure(row: RuleRow) -> None:
    assert says(row)


@needs_texts
@pytest.mark.parametrize("row", [r for r in ROWS if r.unit == "working_day"], ids=lambda row: row.key)
def test_another_figure_or_article_would_be_found(row: RuleRow) -> None:
    assert not says(replace(row, value=11))
    assert not says(replace(row, article="第一条"))


@pytest.mark.parametrize(("number", "words"), [(5, "五"), (10, "十"), (15, "十五"), (20, "二十"), (45, "四十五")])
def test_numerals_are_written_as_laws_write_them(number: int, words: str) -> None:
    assert numeral(number) == words
