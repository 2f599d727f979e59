"""The text of a law as values: title, notes, headings, articles down to items and sub-items, faults. Pure.

How a file is read into these is `reading`; nothing here knows files or tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongban.law.rules.numerals import NUMERAL, ArticleNo, to_int

ITEM: Final = re.compile(rf"[（(]({NUMERAL})[）)]\s*(.*)", re.DOTALL)
ORDER: Final = re.compile(r"(?:[日\s（(]|^)([\u4e00-\u9fff]{2,14}?令(?:\d{4}年)?第\d+号)")
SUB_ITEM: Final = re.compile(r"([0-9]{1,2})[.．、]\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Note:
    """One line under the title: adopted, promulgated, amended, in force; its day when it names one."""

    kind: str
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A part, chapter or section: `level` is 编, 章 or 节, `number` 0 for one without a number."""

    level: str
    number: int
    label: str
    name: str
    line: int

    @property
    def title(self) -> str:
        """第一章　总则."""
        return f"{self.label}　{self.name}".strip("　")


@dataclass(frozen=True, slots=True)
class SubItem:
    """目: 1. …"""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """项: （一）…, with its sub-items."""

    number: int
    text: str
    sub_items: tuple[SubItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款: one paragraph, with its items."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """条: its number, the lines of its text, where it and they stand in the file, and under which headings."""

    no: ArticleNo
    text: str
    line: int
    headings: tuple[Heading, ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text as paragraphs, items and sub-items."""
        return paragraphs_of(self.text)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a text: its kind, line, what is wrong and what would be right, in both languages."""

    code: str
    line: int
    zh: str
    en: str
    right_zh: str
    right_en: str


@dataclass(frozen=True, slots=True)
class Statute:
    """A text as it was read. `faults` is empty when every article was found once and in order."""

    title: str
    notes: tuple[Note, ...]
    preamble: str
    headings: tuple[Heading, ...]
    articles: tuple[Article, ...]
    annex: str
    faults: tuple[Fault, ...]

    def article(self, no: ArticleNo) -> Article | None:
        """The first article of a number."""
        return next((article for article in self.articles if article.no == no), None)

    @property
    def document_number(self) -> str:
        """国务院令第406号, from the last note that names one; empty when none does."""
        found = [number for note in self.notes for number in ORDER.findall(note.text)]
        return found[-1].removeprefix("中华人民共和国") if found else ""


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The lines of an article as paragraphs with their items and sub-items.

    A plain line begins a new paragraph, unless the item behind it goes on counting: then it explains the item before.
    """
    paragraphs: list[Paragraph] = []
    for line in text.split("\n"):
        item, sub = ITEM.fullmatch(line), SUB_ITEM.fullmatch(line)
        number = to_int(item[1]) if item else None
        if number:
            _explained(paragraphs, number)
        last = paragraphs[-1] if paragraphs else Paragraph("")
        if item and number:
            paragraphs[-1:] = [Paragraph(last.text, (*last.items, Item(number, item[2])))]
        elif sub and last.items:
            paragraphs[-1:] = [_with_sub_item(last, SubItem(int(sub[1]), sub[2]))]
        elif line:
            paragraphs.append(Paragraph(line))
    return tuple(paragraphs)


def _explained(paragraphs: list[Paragraph], number: int) -> None:
    """Gives plain lines back to the item they explain, when the item of `number` follows on it."""
    place = next((n for n in range(len(paragraphs) - 1, -1, -1) if paragraphs[n].items), None)
    if number == 1 or place is None or paragraphs[place].items[-1].number + 1 != number:
        return
    *before, last = paragraphs[place].items
    words = "\n".join([last.text, *(one.text for one in paragraphs[place + 1 :])])
    paragraphs[place:] = [Paragraph(paragraphs[place].text, (*before, Item(last.number, words, last.sub_items)))]


def _with_sub_item(paragraph: Paragraph, sub: SubItem) -> Paragraph:
    *before, last = paragraph.items
    return Paragraph(paragraph.text, (*before, Item(last.number, last.text, (*last.sub_items, sub))))


def in_force_from(statute: Statute) -> date | None:
    """The day a text most likely takes effect: a note that says so, its own last article, else its last note.

    A proposal for a person to confirm: amendments often take effect on a day their own decision names.
    """
    told = [note.day for note in statute.notes if note.kind == "in_force" and note.day]
    latest = max((note.day for note in statute.notes if note.day), default=None)
    for article in reversed(statute.articles[-3:]):
        found = re.search(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实施)", article.text)
        if found and (day := day_of(*found.groups())):
            told.append(day)
            break
    return max([*told, *([latest] if latest else [])], default=None)


def day_of(year: str, month: str, day: str) -> date | None:
    """A day, or None when there is none of that name."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
