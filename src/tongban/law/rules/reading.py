"""Reads the text of a law: every article once and in order, or the fault with its line and what would be right. Pure.

The one entrance is `read_statute`. It never refuses a text: what cannot be read as articles is told as a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from tongban.law.rules import lines
from tongban.law.rules.faults import bad_numeral, fault, order_faults
from tongban.law.rules.lines import ArticleLine, HeadingLine, Line
from tongban.law.rules.numerals import article_no, to_int
from tongban.law.rules.statute import Article, Fault, Heading, Note, Statute

_CONTENTS: Final = re.compile(r"#{0,6}\s*目\s*[录次]")
_ANNEX: Final = re.compile(r"#{0,6}\s*附(?:件|表|录|图)[一二三四五六七八九十0-9]*(?:[：:\s].{0,40})?|附：.{0,40}")
_LEVELS: Final = ("编", "分编", "章", "节")


@dataclass(slots=True)
class Reading:
    """Where the reader is: what was found up to the line before."""

    title: str = ""
    notes: list[Note] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    annex: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    above: tuple[Heading, ...] = ()
    contents: bool = False
    in_annex: bool = False


def read_statute(text: str) -> Statute:
    """The text of a law as values, with everything that is wrong with it by line; never raises."""
    reading = Reading()
    for line in lines.lines_of(text):
        _take(reading, line)
    if reading.contents:  # a table of contents that no heading repeats
        _forget_contents(reading)
    articles = [_closed(article) for article in reading.articles]
    faults = [*reading.faults, *order_faults(reading.title, reading.headings, articles)]
    return Statute(
        reading.title, tuple(reading.notes), "\n".join(reading.preamble), tuple(reading.headings), tuple(articles),
        "\n".join(reading.annex), tuple(sorted(faults, key=lambda one: one.line)),
    )  # fmt: skip


def _take(reading: Reading, line: Line) -> None:
    if reading.in_annex:
        reading.annex.append(line.text.lstrip("# "))
    elif not reading.title and not lines.article(line.text) and not lines.heading(line.text.lstrip("# ")):
        reading.title = re.sub(r"\*\*", "", line.text.lstrip("# ")).strip()
    elif _CONTENTS.fullmatch(line.text) and not reading.articles:
        reading.contents = True
    elif reading.articles and _ANNEX.fullmatch(line.text):
        reading.in_annex = True
        reading.annex.append(line.text.lstrip("# "))
    else:
        for piece in lines.split_inside(line.text):
            _take_piece(reading, Line(line.number, piece), begins=piece == line.text or line.text.startswith(piece))


def _take_piece(reading: Reading, line: Line, *, begins: bool) -> None:
    heading = lines.heading(line.text)
    article = None if heading else lines.article(line.text)
    if heading:
        _take_heading(reading, line, heading)
    elif article:
        if not begins:
            label = f"第{article.numeral}条"
            reading.faults.append(fault("inside_line", line.number, label=label))
        _take_article(reading, line, article)
    else:
        _take_words(reading, line)


def _take_heading(reading: Reading, line: Line, found: HeadingLine) -> None:
    number = to_int(found.numeral) if found.numeral else 0
    if number is None:
        reading.faults.append(bad_numeral(line.number, f"第{found.numeral}{found.level}"))
        number = 0
    label = f"第{found.numeral}{found.level}" if found.numeral else ""
    heading = Heading(found.level, number, label, found.name, line.number)
    if reading.contents and reading.headings and _same(reading.headings[0], heading):
        _forget_contents(reading)
    if reading.articles and reading.articles[-1].text.endswith(("：", "，", "、")):
        reading.faults.append(fault("heading_inside", line.number, label=heading.title))
    reading.headings.append(heading)
    kept = [one for one in reading.above if _LEVELS.index(one.level) < _LEVELS.index(heading.level)]
    reading.above = (*kept, heading)


def _same(one: Heading, other: Heading) -> bool:
    return (one.level, one.number) == (other.level, other.number)


def _forget_contents(reading: Reading) -> None:
    """What stood in the table of contents is no heading of the text."""
    reading.contents = False
    reading.headings, reading.above = [], ()


def _take_article(reading: Reading, line: Line, found: ArticleLine) -> None:
    if reading.contents:
        _forget_contents(reading)
    no = article_no(found.numeral, found.extra)
    if no is None:
        reading.faults.append(bad_numeral(line.number, f"第{found.numeral}条"))
        _take_words(reading, line)
        return
    rows = (line.number,) if found.text else ()
    reading.articles.append(Article(no, found.text, line.number, reading.above, rows))


def _take_words(reading: Reading, line: Line) -> None:
    text = re.sub(r"\*\*", "", line.text)
    if reading.articles:
        last = reading.articles[-1]
        words = f"{last.text}\n{text}".strip("\n")
        reading.articles[-1] = Article(last.no, words, last.line, last.headings, (*last.rows, line.number))
    elif lines.is_note(text):
        reading.notes += lines.notes(text)
    elif not reading.contents:
        reading.preamble.append(text)


def _closed(article: Article) -> Article:
    """The article with its item numbers in one kind of bracket, whatever the file uses."""
    text = re.sub(r"(?m)^[(（]([^()（）\s]{1,6})[)）]\s*", r"（\1）", article.text)
    return replace(article, text=text)
