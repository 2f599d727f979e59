"""The county's list as it is kept: its first edition, and two laws whose later changes put items on the docket.

The changes are real ones, by their documents and article numbers; no words of any law.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from tongban.kernel.actor import Actor
from tongban.law.actions.laws import amend_law
from tongban.law.actions.texts import Touch
from tongban.law.queries import laws_named
from tongban.law.rules.numerals import ArticleNo
from tongban.powerlist.actions.docket import open_adjustments
from tongban.powerlist.actions.editions import publish_edition

Moved = tuple[str, date, str, str, tuple[int, ...]]
MOVED: Final[tuple[Moved, ...]] = (
    (
        "道路运输条例",
        date(2022, 5, 1),
        "国务院关于修改和废止部分行政法规的决定（国务院令第752号）",
        "国务院公报",
        (7, 9, 10, 12, 13, 22, 23, 24, 36, 37, 38, 39, 42, 44, 46, 47, 48, 49, *range(53, 78), 81),
    ),
    (
        "土地管理法",
        date(2020, 1, 1),
        "全国人民代表大会常务委员会关于修改《中华人民共和国土地管理法》的决定（主席令第32号）",
        "全国人民代表大会常务委员会公报",
        (44, 62),
    ),
)


def build_list(*, by: Actor, at: datetime) -> int:
    """Publishes the first edition of the list; answers its number of editions."""
    publish_edition(note="首次公布", by=by, at=at)
    return 1


def move_laws(*, by: Actor, at: datetime) -> int:
    """Records later changes of two laws and lets the list follow; answers how many items wait for it."""
    waiting = 0
    for name, since, document, source, articles in MOVED:
        law_id = laws_named([name])[name].id
        touched = [Touch("changed", ArticleNo(number)) for number in articles]
        amend_law(
            law_id=law_id, valid_from=since, document=document, source=source, touched=touched, by=by, at=at
        )  # fmt: skip
        waiting += open_adjustments(law_id=law_id, act=2, by=by, at=at)
    return waiting
