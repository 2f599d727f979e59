"""Reading the register of proofs: the papers that items in force ask for, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries.bases import basis_lines
from tongban.powerlist.queries.versions import VersionRef, listed, version_ref
from tongban.powerlist.rules.bases import live
from tongban.powerlist.rules.content import Material
from tongban.powerlist.rules.proofs import basis_of, proposals


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One paper of an item, and why it need not be asked for (empty: it must be, or nobody is asked)."""

    version: VersionRef
    paper: Material
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProofPage:
    """The papers of some items by code, how many items those are, and the code after which the next page begins."""

    lines: tuple[ProofLine, ...]
    items: int
    next_after: str


def proof_register(reach: Reach, on: date, *, after: str = "", limit: int = 50) -> ProofPage:
    """The papers of the items in reach that are in force on a day, from behind `after`; four statements."""
    rows = listed(on).exclude(content__materials=[]).filter(content__has_key="materials", item__code__gt=after)
    if not reach.everything:
        rows = rows.filter(body_id=reach.body_id) if reach.body_id else rows.none()
    page = list(rows.order_by("item__code")[: limit + 1])
    refs = [version_ref(row) for row in page[:limit]]
    asked = [(ref, paper, basis_of(paper)) for ref in refs for paper in ref.content.materials]
    told = iter(basis_lines([basis for *_, basis in asked if basis], on))
    lines = tuple(
        ProofLine(ref, paper, proposals(paper, stands=basis is None or live(next(told)))) for ref, paper, basis in asked
    )
    return ProofPage(lines, len(refs), refs[-1].code if len(page) > limit else "")
