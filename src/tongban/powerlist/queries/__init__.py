"""What others read of the list, re-exported so that `powerlist.queries.version` is one name."""

from tongban.powerlist.queries.bases import (
    BasisLine,
    Citing,
    TouchedItem,
    basis_lines,
    items_citing,
    items_touched,
)
from tongban.powerlist.queries.holdings import (
    HoldingRef,
    held_at,
    holding_at,
    holding_still,
    holding_within,
    holdings_ever,
    holdings_of,
    holdings_reaching,
)
from tongban.powerlist.queries.lists import ListPage, PreviewRef, draft_count, list_digest, preview_of, published_list
from tongban.powerlist.queries.search import Found, search
from tongban.powerlist.queries.versions import (
    PublishedItem,
    VersionRef,
    clock_limit,
    draft_of,
    forget_versions,
    guide,
    items_for_certificate,
    published_item,
    version,
    versions_of,
)

__all__ = [
    "BasisLine",
    "Citing",
    "Found",
    "HoldingRef",
    "ListPage",
    "PreviewRef",
    "PublishedItem",
    "TouchedItem",
    "VersionRef",
    "basis_lines",
    "clock_limit",
    "draft_count",
    "draft_of",
    "forget_versions",
    "guide",
    "holding_at",
    "holding_within",
    "held_at",
    "holding_still",
    "holdings_ever",
    "holdings_of",
    "holdings_reaching",
    "items_citing",
    "items_for_certificate",
    "items_touched",
    "list_digest",
    "preview_of",
    "published_item",
    "published_list",
    "search",
    "version",
    "versions_of",
]
