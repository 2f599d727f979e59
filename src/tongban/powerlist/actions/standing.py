"""Whether a power still stands on law: asked when a version of it is to be published."""

from __future__ import annotations

from datetime import date

from tongban.kernel.refusals import refuse
from tongban.powerlist.queries.bases import basis_lines
from tongban.powerlist.rules.bases import live
from tongban.powerlist.rules.content import ItemContent


def need_live_basis(content: ItemContent, on: date) -> None:
    """Stops a version all of whose bases have ended by a day, as far as the library can tell; names each of them."""
    lines = basis_lines(content.legal_basis, on) if content.legal_basis else ()
    ended = [line for line in lines if not live(line)]
    if lines and len(ended) == len(lines):
        raise refuse(
            "item.no_live_basis",
            zh="不能发布：自{day}起，依据都已失效（{list}）。没有现行依据的职权不得列入清单。",
            en="This cannot be published: from {day} every basis has ended ({list}). A power without a basis in force "
            "may not stand on the list.",
            day=on,
            list="；".join(f"《{line.law.strip('《》')}》{line.words}" for line in ended),
        )
