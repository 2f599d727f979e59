"""Domains of items: the fields in which approvals are to be cut, and the priority fields. A closed list. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongban.kernel.refusals import Refusal

DOMAINS: Final[Mapping[str, tuple[str, str]]] = {
    "investment": ("企业投资", "investment by firms"),
    "qualification": ("资质资格认定", "qualifications"),
    "education": ("教育", "education"),
    "science": ("科技", "science"),
    "culture": ("文化", "culture"),
    "health": ("卫生健康", "health"),
    "income": ("富民", "income of the people"),
    "starting": ("创业就业", "starting up and work"),
    "convenience": ("便民", "convenience"),
    "business": ("营商环境", "business environment"),
}


@dataclass(frozen=True, slots=True)
class Life:
    """One item in time: the first day on the list, and the day it was cancelled (None: still there)."""

    code: str
    name: str
    domains: tuple[str, ...]
    since: date
    gone: date | None = None


@dataclass(frozen=True, slots=True)
class DomainYear:
    """One domain in one year, each a tuple of items: on the list when it began, new, removed, kept at its end."""

    domain: str
    year: int
    began: tuple[Life, ...]
    added: tuple[Life, ...]
    removed: tuple[Life, ...]
    kept: tuple[Life, ...]


def domain_years(lives: Iterable[Life], years: Iterable[int], today: date) -> list[DomainYear]:
    """What was removed, added and kept in each domain and year, domains in their order; began + added = removed + kept.

    A year that is not over ends today.
    """
    known = list(lives)
    return [
        _year(domain, year, [one for one in known if domain in one.domains], today)
        for domain in DOMAINS for year in sorted(years)
    ]  # fmt: skip


def _year(domain: str, year: int, lives: Collection[Life], today: date) -> DomainYear:
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    began = tuple(one for one in lives if one.since < first and (one.gone is None or one.gone >= first))
    added = tuple(one for one in lives if first <= one.since <= last)
    there = (*began, *added)
    removed = tuple(one for one in there if one.gone is not None and one.gone <= last)
    return DomainYear(domain, year, began, added, removed, tuple(one for one in there if one not in removed))


def domains_problem(domains: Iterable[str]) -> Refusal | None:
    """Why an item cannot be put under these domains."""
    unknown = [one for one in domains if one not in DOMAINS]
    if not unknown:
        return None
    return Refusal("domain_unknown", "没有这个领域。", "There is no such domain.")
