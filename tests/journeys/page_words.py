"""What a Chinese page may not show, and where its links may lead: read from the page as sent, without a browser."""

from __future__ import annotations

import html
import re
from typing import Final

from django.urls import Resolver404, resolve
from tests.people import ROLES
from tests.routes_table import ROUTES
from tests.test_routes import expected

HAN: Final = "\u4e00-\u9fff"
# Inside a line: a tag of a word goes without a trace, every other tag ends the line.
HIDDEN: Final = re.compile(
    r"<(script|style|textarea|template)\b.*?</\1>|<(\w+)\b[^>]*(?:lang=\"en|class=\"[^\"]*\bcode\b)[^>]*>.*?</\2>", re.S
)
INLINE: Final = re.compile(r"</?(?:a|b|span|strong|small|i|wbr)\b[^>]*>")
WORDS: Final = {
    "half-width punctuation": re.compile(rf"[{HAN}][,;:?!()\[\]](?=[{HAN}])|[{HAN}][,;?!]$|\([{HAN}]|[{HAN}]\)"),
    "a date of machines": re.compile(r"(?<!试行至 )\b20\d\d-[01]\d\b|\d年0\d月|\d月0\d日|[日）] (?:前|公布|起|止)"),
    "an English sentence": re.compile(r"(?:\b[a-z][a-z'-]+ ){2,}[a-z]+\b"),
    "a raw value": re.compile(r"\bNone\b|\{\{|\}\}|\{%|&amp;[a-z]+;"),
    "a word of systems": re.compile("提交成功|操作成功|操作失败|温馨提示|请您知悉|数据异常|！"),
    "a space after a full stop": re.compile(rf"。 (?!第 \d+ 行)[{HAN}《“]"),
    "doubled punctuation": re.compile("，，|。。|，。|。，|：：|；；|、、|（）|《》|《《|》》"),
}
# 试行至 2026-12-31 is what a cell of a workbook must hold, so its help shows it.
# Pages for those who write programs: addresses and names of fields are their words.
FOR_PROGRAMS: Final = {"interface", "exchange:mapping", "delegation:table_edit"}


def shown(page: str) -> list[str]:
    """The lines of a page as a reader sees them."""
    inner = INLINE.sub("", HIDDEN.sub("", page.split("<main", 1)[-1]))
    return [html.unescape(line).strip() for line in re.split(r"<[^>]*>|\n", inner)]


def word_faults(name: str, page: str) -> list[str]:
    """What is wrong with the words of a Chinese page."""
    if name in FOR_PROGRAMS:
        return []
    return [
        f"{name}: {what} in “{line[max(0, hit.start() - 12) : hit.end() + 12]}”"
        for line in shown(page)
        for what, pattern in WORDS.items()
        if (hit := pattern.search(line))
    ]


def targets(page: str) -> set[str]:
    """The names of our own addresses that a page links to."""
    found = set()
    for path in re.findall(r'<a\b[^>]*\bhref="(/[^"?#]*)', page):
        try:
            found.add(resolve(html.unescape(path)).view_name)
        except Resolver404:
            found.add(path)
    return found


def dead_links(name: str, page: str, role: str) -> list[str]:
    """Links of a page that lead its reader to a refusal, or nowhere.

    The head of a township looks at two pages and stands in no line of the table: for them only what is nowhere is told.
    """
    if role not in ROLES:
        return [f"{name}: {target} leads nowhere" for target in sorted(targets(page) - ROUTES.keys())]
    return [
        f"{name}: {role} is led to {target}, which is closed to them"
        for target in sorted(targets(page))
        if target not in ROUTES or expected(ROUTES[target].get, role) == "403"
    ]


def lonely(pages: dict[str, set[str]], public: set[str], outside: set[str]) -> set[str]:
    """Public pages that no public page links to, but those that people come to from outside."""
    return public - set().union(*(pages[name] for name in public)) - outside
