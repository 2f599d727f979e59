"""Reading which licences follow the registration of a firm, from the things of several items that are in force."""

from __future__ import annotations

from datetime import date

from tongban.powerlist.queries.versions import in_force, version_ref
from tongban.powerlist.rules.bundles import codes_of
from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.scopes import ACTIVITIES, ScopeList, lines_of, registrations_of

_ASKS = {"form": {"groups": [{"fields": [{"key": ACTIVITIES}]}]}}


def scope_list(on: date) -> ScopeList:
    """The licences and the registrations in force on a day, the registrations by every code they are known by."""
    contents = [version_ref(row).content for row in in_force(on).filter(content__contains=_ASKS)]
    lines = {line.item: line for content in contents for line in lines_of(content)}
    items = {item for content in contents for item in registrations_of(content)}
    return ScopeList(tuple(lines.values()), frozenset(items | _codes(items, on)))


def _codes(items: set[str], on: date) -> set[str]:
    rows = in_force(on).filter(item__code__in=items)
    found: list[ItemContent] = [version_ref(row).content for row in rows]
    return {code for content in found for code in codes_of(content)}
