"""Reading the register of proofs and steps: what items in force ask for, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries.bases import basis_lines
from tongban.powerlist.queries.versions import VersionRef, listed, version_ref
from tongban.powerlist.rules.bases import live
from tongban.powerlist.rules.content import Material
from tongban.powerlist.rules.proofs import Demand, basis_of, demands, proposals, step_proposals


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One paper of an item, and why it need not be asked for (empty: it must be, or nobody is asked)."""

    version: VersionRef
    paper: Material
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of an item that needs a basis of its own, and why it need not be asked for (empty: it must be)."""

    version: VersionRef
    step: Demand
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProofPage:
    """Papers and steps of some items by code, how many items those are, the code after which the next page begins."""

    lines: tuple[ProofLine, ...]
    steps: tuple[StepLine, ...]
    items: int
    next_after: str


def proof_register(reach: Reach, on: date, *, after: str = "", limit: int = 50) -> ProofPage:
    """The papers of the items in reach that are in force on a day, from behind `after`; four statements."""
    refs, next_after = _page(reach, on, after, limit)
    papers = [(ref, paper) for ref in refs for paper in ref.content.materials]
    steps = [(ref, step) for ref in refs for step in demands(ref.content, ref.flow.nodes.values() if ref.flow else ())]
    stands = iter(_stand([*(paper for _, paper in papers), *(step for _, step in steps)], on))
    lines = tuple(ProofLine(ref, paper, proposals(paper, stands=next(stands))) for ref, paper in papers)
    extra = tuple(StepLine(ref, step, step_proposals(step, stands=next(stands))) for ref, step in steps)
    return ProofPage(lines, extra, len(refs), next_after)


def _page(reach: Reach, on: date, after: str, limit: int) -> tuple[list[VersionRef], str]:
    """The items in reach that ask for papers, and the code after which the next page begins (empty: it is the last)."""
    rows = listed(on).exclude(content__materials=[]).filter(content__has_key="materials", item__code__gt=after)
    if not reach.everything:
        rows = rows.filter(body_id=reach.body_id) if reach.body_id else rows.none()
    page = list(rows.order_by("item__code")[: limit + 1])
    refs = [version_ref(row) for row in page[:limit]]
    return refs, refs[-1].code if len(page) > limit else ""


def _stand(asked: Sequence[Material | Demand], on: date) -> list[bool]:
    """Whether the basis of each is in force on a day; what names none has none that could have ended."""
    bases = [basis_of(one) for one in asked]
    told = iter(basis_lines([basis for basis in bases if basis], on))
    return [basis is None or live(next(told)) for basis in bases]
