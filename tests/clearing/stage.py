"""A small county in which some entries of the list are put to the vote, overlap, or follow from a practice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from tests.cast import Cast, on
from tests.increase.stage import guide
from tongban.kernel.actor import Actor
from tongban.powerlist.actions import overlaps as disputes
from tongban.powerlist.actions.practices import answer_practice, file_practice
from tongban.powerlist.actions.rounds import decide_line, open_round, publish_round, vote_on
from tongban.powerlist.actions.tags import tag_items
from tongban.powerlist.models import Overlap, RoundLine
from tongban.powerlist.queries.powers import powers_coded

AT: Final = on(11, 2)
CLOSES: Final = date(2026, 11, 13)
ITEMS: Final = ("QH-ZN-931", "QH-ZN-932", "QH-ZN-933")
MEMBERS: Final = ("fire_decide", "urban_decide", "county_head", "market_decide")
DOCUMENT: Final = "青政办发〔2026〕31号"
BASIS: Final = {"law": "烟花爆竹安全管理条例", "article": "第十六条", "text": "……"}


def entries() -> None:
    """Three entries of the market bureau."""
    names = ("烟花爆竹零售点年度核验", "烟花爆竹零售点复核", "户外招牌设置核验")
    for code, name in zip(ITEMS, names, strict=True):
        guide(code, name, (date(2026, 1, 6),))


def office(cast: Cast, at: datetime = AT) -> Actor:
    """The county's list office."""
    return cast.officer("list_office", at)


def item(code: str) -> UUID:
    """The item of a code."""
    return powers_coded([code])[code].id


def opened(cast: Cast, **changes: Any) -> UUID:
    """A round on the three entries, with four heads as its members; the market bureau leads the entries."""
    entries()
    given: dict[str, Any] = {
        "title": "2026 年第四季度清理", "document": DOCUMENT, "closes_on": CLOSES, "items": ITEMS,
        "members": [cast.county.posts[post] for post in MEMBERS],
    }  # fmt: skip
    return open_round(**(given | changes), by=office(cast), at=AT)


def line(code: str) -> RoundLine:
    """The line of an item."""
    return RoundLine.objects.select_related("round").get(item__code=code)


def vote(cast: Cast, code: str, post: str, choice: str, into: str = "", at: datetime = AT) -> None:
    """A head votes."""
    vote_on(line_id=line(code).pk, choice=choice, into=item(into) if into else None, reason="与现行规定对照后的意见。",
            by=cast.officer(post, at), at=at)  # fmt: skip


def votes(cast: Cast, code: str, *choices: str, into: str = "") -> None:
    """The three who may vote do so, one choice each; an empty one does not vote."""
    for post, choice in zip(MEMBERS, choices, strict=False):
        if choice:
            vote(cast, code, post, choice, into if choice == "merge" else "")


def decide(cast: Cast, code: str, at: datetime = AT) -> str:
    """The list office records the outcome."""
    return decide_line(line_id=line(code).pk, reason="按票数决定。", document=DOCUMENT, by=office(cast, at), at=at)


def published_round(cast: Cast) -> UUID:
    """A round with an item cancelled, one merged and one kept, published."""
    made = opened(cast)
    votes(cast, ITEMS[0], "cancel", "cancel", "keep")
    votes(cast, ITEMS[1], "merge", "merge", "merge", into=ITEMS[2])
    votes(cast, ITEMS[2], "keep", "cancel", "delegate")
    for code in ITEMS:
        decide(cast, code)
    publish_round(round_id=made, by=office(cast), at=AT)
    return made


def overlapping(cast: Cast) -> Overlap:
    """One power in the list of two bodies, found."""
    guide("QH-ZN-911", "户外广告设置审批", (date(2026, 1, 6),), legal_basis=[BASIS])
    guide("QH-ZN-912", "户外广告设置许可", (date(2026, 1, 6),), legal_basis=[BASIS], body="urban")
    disputes.find_overlaps(by=office(cast), at=AT)
    return Overlap.objects.get(one__code="QH-ZN-911")


def in_dispute(cast: Cast) -> Overlap:
    """The overlap, put to the county government; both bodies have until 9 November."""
    row = overlapping(cast)
    disputes.open_dispute(overlap_id=row.pk, arbiter_id=cast.county.bodies["government"], words="由谁审批户外广告？",
                          by=office(cast), at=AT)  # fmt: skip
    return row


def stated(cast: Cast, row: Overlap) -> None:
    """Both bodies state their case."""
    for post in ("market_decide", "urban_decide"):
        disputes.state_case(overlap_id=row.pk, words="依据条例，由本单位行使。", by=cast.officer(post, AT), at=AT)


def filed(cast: Cast, **changes: Any) -> UUID:
    """Liuhe Town files a practice; the market bureau answers."""
    given: dict[str, Any] = {
        "name": "村口一次办", "words": "代办员在村口收齐材料，当天送到镇里。", "gap": "silent", "basis": "",
        "answers": cast.county.bodies["market"],
    }  # fmt: skip
    return file_practice(**(given | changes), by=cast.officer("liuhe_decide", AT), at=AT)


def answered(cast: Cast, practice: UUID, answer: str = "refused", post: str = "market_decide", at: datetime = AT,
             **changes: Any) -> None:  # fmt: skip
    """Somebody answers a practice."""
    given: dict[str, Any] = {"words": "理由如下。", "document": DOCUMENT, "trial_until": None}
    answer_practice(practice_id=practice, answer=answer, by=cast.officer(post, at), at=at, **(given | changes))


def cleared(cast: Cast) -> dict[str, Any]:
    """A published round with its first line, an overlap in dispute, a practice that waits: for tests of pages."""
    made, row = published_round(cast), in_dispute(cast)
    return {"round": made, "round_no": 1, "round_line": line(ITEMS[0]).pk, "overlap": row.pk, "practice": filed(cast)}


def with_every_clearing(cast: Cast) -> None:
    """A row in each table of rounds, overlaps, practices and tags."""
    published_round(cast)
    stated(cast, in_dispute(cast))
    answered(cast, filed(cast))
    tag_items(codes=ITEMS, domains=["business"], by=office(cast), at=AT)
