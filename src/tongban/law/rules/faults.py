"""What can be wrong with the text of a law, each with its sentence and its mend; and the checks of order. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tongban.law.rules.numerals import ArticleNo, to_chinese, to_int
from tongban.law.rules.statute import ITEM, SUB_ITEM, Article, Fault, Heading

# code: (what is wrong, what would be right), Chinese and English
WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "no_title": ("没有标题", "the text has no title", "第一行写法律名称", "the first line names the law"),
    "no_articles": (
        "没有找到条文", "no article was found", "每条以“第…条”起行", "each article begins a line with 第…条",
    ),
    "missing": (
        "缺少{label}", "{label} is missing", "{before}之后应为{label}", "after {before} comes {label}",
    ),
    "missing_first": ("缺少{label}", "{label} is missing", "正文应从第一条开始", "the text begins with 第一条"),
    "twice": (
        "{label}出现两次，前一处在第 {first} 行", "{label} stands twice, first in line {first}",
        "每条只出现一次，请核对条号", "each article stands once; check its number",
    ),
    "out_of_order": (
        "{label}排在{before}之后", "{label} stands after {before}",
        "{label}应在{before}之前", "{label} comes before {before}",
    ),
    "inside_line": (
        "{label}在行的中间开始", "{label} begins in the middle of a line",
        "{label}另起一行", "{label} begins its own line",
    ),
    "heading_inside": (
        "标题“{label}”打断了没有写完的条文", "the heading “{label}” interrupts an unfinished article",
        "标题放在上一条写完之后", "the heading follows the end of the article",
    ),
    "empty": ("{label}没有内容", "{label} has no text", "补上条文，或写明“删除”", "add its text, or write 删除"),
    "numeral": ("“{label}”不是规范的数字", "“{label}” is no proper numeral", "写规范的数字", "use a proper numeral"),
    "item_order": (
        "{label}的项号不连续，在{found}处", "the items of {label} are not in order at {found}",
        "此处应为{wanted}", "{wanted} belongs here",
    ),
    "heading_order": (
        "标题“{label}”的序号不连续", "the heading “{label}” is not in order",
        "此处应为{wanted}", "{wanted} belongs here",
    ),
}  # fmt: skip


def fault(code: str, line: int, **words: str) -> Fault:
    """A fault of a kind at a line, in words."""
    zh, en, right_zh, right_en = (text.format(**words) for text in WORDS[code])
    return Fault(code, line, zh, en, right_zh, right_en)


def bad_numeral(line: int, label: str) -> Fault:
    """第二十十条."""
    return fault("numeral", line, label=label)


def order_faults(title: str, headings: Sequence[Heading], articles: Sequence[Article]) -> Iterator[Fault]:
    """Everything wrong with the order and completeness of a text."""
    if not title:
        yield fault("no_title", 1)
    if not articles:
        yield fault("no_articles", 1)
    yield from _twice(articles)
    first_seen = _once(articles)
    yield from _misplaced(first_seen)
    yield from _missing(first_seen)
    for article in articles:
        if not article.text:
            yield fault("empty", article.line, label=article.no.label)
        yield from _items(article)
    yield from _headings(headings)


def _once(articles: Sequence[Article]) -> list[Article]:
    return list({article.no: article for article in reversed(articles)}.values())[::-1]


def _twice(articles: Iterable[Article]) -> Iterator[Fault]:
    seen: dict[ArticleNo, int] = {}
    for article in articles:
        if article.no in seen:
            yield fault("twice", article.line, label=article.no.label, first=str(seen[article.no]))
        seen.setdefault(article.no, article.line)


def _in_order(numbers: Sequence[ArticleNo]) -> set[int]:
    """The places of a longest rising run of the numbers: whatever is not on it stands in the wrong place."""
    ends: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left([numbers[end] for end in ends], number)
        before.append(ends[at - 1] if at else None)
        ends[at : at + 1] = [place]
    kept, place_or_none = set(), ends[-1] if ends else None
    while place_or_none is not None:
        kept.add(place_or_none)
        place_or_none = before[place_or_none]
    return kept


def _misplaced(articles: Sequence[Article]) -> Iterator[Fault]:
    kept = _in_order([article.no for article in articles])
    for place, article in enumerate(articles):
        if place in kept:
            continue
        later = [other for other in articles[:place] if other.no > article.no]
        if later:
            yield fault("out_of_order", article.line, label=article.no.label, before=later[0].no.label)
        else:  # too high a number too early
            following = next(other for other in articles[place + 1 :] if other.no < article.no)
            yield fault("out_of_order", following.line, label=following.no.label, before=article.no.label)


def _missing(articles: Sequence[Article]) -> Iterator[Fault]:
    """Gaps among the numbers that stand somewhere in the text, told at the line behind the gap."""
    ordered = sorted(articles, key=lambda article: article.no)
    last: Article | None = None
    for article in ordered:
        gap = _gap(last.no if last else None, article.no)
        if gap and last:
            yield fault("missing", article.line, label=gap, before=last.no.label)
        elif gap:
            yield fault("missing_first", article.line, label=gap)
        last = article


def _gap(last: ArticleNo | None, found: ArticleNo) -> str:
    """The label of what is missing between two numbers, or empty."""
    if found.extra:
        wanted = last.extra + 1 if last and last.number == found.number else 1
        base_stands = last is not None and last.number == found.number
        first = ArticleNo(found.number, wanted) if base_stands else ArticleNo(found.number)
        return first.label if first != found else ""
    low, high = (last.number if last else 0) + 1, found.number - 1
    if low > high:
        return ""
    return ArticleNo(low).label if low == high else f"{ArticleNo(low).label}至{ArticleNo(high).label}"


def _items(article: Article) -> Iterator[Fault]:
    """Items rise by one from （一） in each paragraph; words between two of them may explain the first."""
    item, sub, words = 0, 0, True
    for row, line in zip(article.rows, article.text.split("\n"), strict=False):
        found, below = ITEM.fullmatch(line), SUB_ITEM.fullmatch(line)
        number = to_int(found[1]) if found else None
        if found and number:
            if number not in (1, item + 1) or (number == 1 and item and not words):
                yield _item_fault(article, row, f"（{found[1]}）", f"（{to_chinese(item + 1)}）")
            item, sub, words = number, 0, False
        elif below and item:
            if int(below[1]) != sub + 1:
                yield _item_fault(article, row, f"{below[1]}.", f"{sub + 1}.")
            sub = int(below[1])
        else:
            words = True


def _item_fault(article: Article, row: int, found: str, wanted: str) -> Fault:
    return fault("item_order", row, label=article.no.label, found=found, wanted=wanted)


def _headings(headings: Iterable[Heading]) -> Iterator[Fault]:
    """Parts and chapters rise by one; chapters may begin anew in a part, sections do in each chapter."""
    last = dict.fromkeys(("编", "分编", "章", "节"), 0)
    fresh = dict.fromkeys(last, True)
    for heading in headings:
        if heading.number:
            wanted = last[heading.level] + 1
            if heading.number != wanted and not (fresh[heading.level] and heading.number == 1):
                label = f"第{to_chinese(1 if heading.level == '节' and fresh['节'] else wanted)}{heading.level}"
                yield fault("heading_order", heading.line, label=re.sub(r"\s+", " ", heading.title), wanted=label)
            last[heading.level] = heading.number
        _below_begin_anew(heading.level, last, fresh)


def _below_begin_anew(level: str, last: dict[str, int], fresh: dict[str, bool]) -> None:
    order = list(last)
    fresh[level] = False
    for below in order[order.index(level) + 1 :]:
        fresh[below] = True
        if below == "节":
            last[below] = 0
