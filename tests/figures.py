"""Every figure opens its records: finds the numbers of a page that count something and follows each to its list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

Get = Callable[[str], str]
# A whole number that counts: alone or with its unit and words, never a date, a document's number, a code, a percentage.
COUNTS = re.compile(r"^(?!.*[〔〕年月日:%])[^\d-]*(\d[\d,]*)[^\d-]*$", re.S)
ROWS = (
    "//main//*[@data-figure]",
    "//main//tr[@data-row]",
    "//main//ul[contains(@class, 'results')]/li",
    "//main//dl[@class='sum']/div",
)
MOST_PAGES = 60


@dataclass(frozen=True)
class Figure:
    """One number of a page: what is said, how many, where it leads (empty: nowhere)."""

    words: str
    number: int
    href: str


def _text(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def figures(page: str) -> Iterator[Figure]:
    """The linked numbers of a page's main part, and the cells of figures that lead nowhere."""
    (main,) = html.fromstring(page).xpath("//main")
    for link in main.xpath(".//a[@href][not(ancestor::nav)]"):
        found = COUNTS.match(_text(link))
        if found:
            yield Figure(_text(link), int(found[1].replace(",", "")), link.get("href"))
    for cell in main.xpath(".//td[contains(concat(' ', @class, ' '), ' num ')][not(.//a)][not(.//details)]"):
        found = COUNTS.match(_text(cell))
        if found and int(found[1].replace(",", "")):
            yield Figure(f"{cell.get('data-label')} {_text(cell)}", int(found[1].replace(",", "")), "")


def length(address: str, get: Get) -> int:
    """How many rows the list at an address has, over all its pages; of a fragment, those of the part it names."""
    fragment, total = urlsplit(address).fragment, 0
    for _ in range(MOST_PAGES):
        tree = html.fromstring(get(address.partition("#")[0]))
        if fragment:
            return len(tree.xpath(f"//*[@id='{fragment}']//tbody/tr | //*[@id='{fragment}']//li"))
        if tree.xpath("//main//*[@data-none]"):
            return total
        total += next((len(found) for found in (tree.xpath(rows) for rows in ROWS) if found), 0)
        more = tree.xpath("//main//a[@rel='next']/@href")
        if not more:
            return total
        address = urljoin(address, more[0])
    raise AssertionError(f"{address}: no end of pages")


def faults(address: str, get: Get, *, besides: tuple[str, ...] = ()) -> list[str]:
    """The figures of a page that lead nowhere or to another number of records; `besides`: words of sums and scores."""
    found = []
    for one in figures(get(address)):
        if one.href.endswith("#sum") or any(words in one.words for words in besides):
            continue  # a score is explained, not counted
        if not one.href:
            found.append(f"{address}: {one.words!r} opens nothing")
            continue
        there = urljoin(address, one.href)
        many = length(there, get)
        if many != one.number:
            found.append(f"{address}: {one.words!r} opens {many} records at {there}")
    return found
