"""Clean-up rounds (清理轮次): opened by the county's list office, voted by posts, decided by rule, then published.

A decision changes nothing on the list: what is to be cancelled, merged or changed goes on the docket, from which the
list office publishes a version or stops the item.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import posts
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.powerlist.actions.docket import call_for
from tongban.powerlist.actions.holdings import need_county_office
from tongban.powerlist.actions.items import need_basis
from tongban.powerlist.events.rounds import RoundDecided, RoundOpened, RoundPublished, RoundVoted
from tongban.powerlist.models import Item, ItemVersion, Round, RoundLine, RoundVote
from tongban.powerlist.permissions import may_vote
from tongban.powerlist.queries.rounds import RESULT_HEADINGS, result_lines, tally_of, voters_of
from tongban.powerlist.queries.versions import listed
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.rounds import (
    CANCEL,
    MERGE,
    MOST_ITEMS,
    ballot_problem,
    outcome,
    too_early,
    words_problem,
)
from tongban.powerlist.rules.sheet import csv_text
from tongban.rulebook.lookup import number

TITLE_LIMIT = 60


@transaction.atomic
def open_round(
    *, title: str, document: str, closes_on: date, members: Sequence[UUID], items: Collection[str], by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """Puts items (codes) to the vote of posts until a day; answers the round.

    Refused without title and document, without a coming last day, for unknown posts, and for items not in force.
    """
    need_county_office(by)
    need_basis(document)
    day = timezone.localdate(at)
    _need_whole(title, closes_on, members, day)
    rows = _in_force(items, day)
    row = Round(
        title=title.strip(), document=document.strip(), members=list(dict.fromkeys(members)), opened_at=at,
        closes_on=closes_on, quorum_thirds=number("round.quorum_thirds", day),
        majority=number("round.majority_percent", day),
    )  # fmt: skip
    event = RoundOpened(
        row.document, _digest(row.title), tuple(one.item_id for one in rows), tuple(row.members), closes_on,
        row.quorum_thirds, row.majority,
    )  # fmt: skip
    begin(row, event, by=by, at=at)
    RoundLine.objects.bulk_create(
        RoundLine(round=row, item_id=one.item_id, version_id=one.pk, body_id=one.body_id, seq=1) for one in rows
    )
    return row.pk


def _need_whole(title: str, closes_on: date, members: Collection[UUID], day: date) -> None:
    if not title.strip() or len(title) > TITLE_LIMIT:
        raise refuse("round_title", zh="请写明轮次名称，60 字以内。", en="Name the round in at most 60 characters.")
    if closes_on <= day:
        raise refuse("round_day", zh="表决截止日期要在今天之后。", en="The last day to vote must be after today.")
    if not members or set(posts(set(members))) != set(members):
        raise refuse("round_members", zh="请选择参加表决的岗位。", en="Choose the posts that vote.")


def _in_force(items: Collection[str], day: date) -> list[ItemVersion]:
    wanted = set(items)
    rows = list(listed(day).filter(item__code__in=wanted).order_by("item__code"))
    missing = sorted(wanted - {row.item.code for row in rows})
    if missing or not rows or len(rows) > MOST_ITEMS:
        raise refuse(
            "round_items",
            zh="请选择 1 至 {most} 个现行事项。查不到的：{missing}。",
            en="Choose 1 to {most} items in force. Not found: {missing}.",
            most=MOST_ITEMS,
            missing="、".join(missing[:10]) or "—",
        )
    return rows


@transaction.atomic
def vote_on(*, line_id: UUID, choice: str, reason: str, by: Actor, at: datetime, into: UUID | None = None) -> None:
    """投票: a member votes on an item with a reason, or changes its vote while the item is not decided.

    Refused for posts that do not vote on it, after the last day, and once the item is decided.
    """
    line, row = _line(line_id)
    stop(may_vote(by, voters_of(row, line)))
    _need_undecided(line)
    if timezone.localdate(at) > row.closes_on:
        raise refuse("round_over", zh="表决已经截止。", en="The vote is over.")
    stop(ballot_problem(choice, into, line.item_id))
    stop(words_problem(reason))
    target = into if choice == MERGE else None
    if target is not None and not Item.objects.filter(pk=target, state=codes.IN_USE).exists():
        raise refuse("round_into", zh="请写明并入哪个在用的事项。", en="Say which item in use it is merged into.")
    assert by.post_id is not None  # `may_vote` has asked
    seq = go_on(row, RoundVoted(line.item_id, by.post_id, choice, target, _digest(reason)), by=by, at=at)
    RoundVote.objects.update_or_create(
        line=line, post_id=by.post_id,
        defaults={"round": row, "choice": choice, "into_id": target, "reason": reason.strip(), "at": at, "seq": seq},
    )  # fmt: skip


@transaction.atomic
def decide_line(*, line_id: UUID, reason: str, document: str, by: Actor, at: datetime) -> str:
    """Decides an item by its votes: the list office records the outcome with reason and document; answers it.

    Without a majority the item is kept. What is cancelled or merged waits on the docket from now on. Refused while
    somebody may still vote, and without a quorum.
    """
    need_county_office(by)
    line, row = _line(line_id)
    _need_undecided(line)
    counted = tally_of(row, line)
    stop(too_early(counted, row.closes_on, timezone.localdate(at)))
    stop(words_problem(reason))
    need_basis(document)
    won, carried = outcome(counted)
    said = tuple(f"{one.choice}:{one.into or ''}:{number}" for one, number in counted.votes)
    event = RoundDecided(line.item_id, won.choice, won.into, said, counted.may_vote, carried, document.strip(),
                         _digest(reason))  # fmt: skip
    line.seq = go_on(row, event, by=by, at=at)
    line.outcome, line.into_id, line.carried, line.may_vote = won.choice, won.into, carried, counted.may_vote
    line.tally = [[one.choice, str(one.into or ""), number] for one, number in counted.votes]
    line.reason, line.document, line.decided_at = reason.strip(), document.strip(), at
    line.save()
    _call(line, by, at)
    return won.choice


def _call(line: RoundLine, by: Actor, at: datetime) -> None:
    """What a decision wants of the list, as entries of the docket."""
    wanted = [(line.item_id, "cancel")] if line.outcome in (CANCEL, MERGE) else []
    if line.into_id is not None:
        wanted.append((line.into_id, "change"))
    for item_id, what in wanted:
        call_for(item_id=item_id, cause="round", source=line.pk, wanted=what, document=line.document, by=by, at=at)


@transaction.atomic
def publish_round(*, round_id: UUID, by: Actor, at: datetime) -> int:
    """Publishes the outcomes of a round as a page and a file whose digest stands in the ledger; answers its number."""
    need_county_office(by)
    row = Round.objects.select_for_update().filter(pk=round_id).first()
    if row is None or row.no is not None:
        raise refuse("round_published", zh="没有这个待公布的轮次。", en="There is no such round to publish.")
    left = RoundLine.objects.filter(round=row, outcome="").count()
    if left:
        raise refuse(
            "round_unfinished", zh="还有 {left} 项没有决定。", en="{left} items are not decided yet.", left=left
        )
    row.no = (Round.objects.aggregate(last=Max("no"))["last"] or 0) + 1
    row.digest = _sha(csv_text(result_lines(row), RESULT_HEADINGS))
    row.published_at = at
    go_on(row, RoundPublished(row.no, row.lines.count(), row.digest), by=by, at=at,
          fields=("no", "digest", "published_at"))  # fmt: skip
    return row.no


def _line(line_id: UUID) -> tuple[RoundLine, Round]:
    """A line with its round, locked in this order by everybody."""
    row = Round.objects.select_for_update().filter(lines=line_id).first()
    if row is None:
        raise refuse("no_round", zh="没有这个清理轮次。", en="There is no such round.")
    return RoundLine.objects.get(pk=line_id), row


def _need_undecided(line: RoundLine) -> None:
    if line.outcome:
        raise refuse("stale", zh="这一项已经决定。", en="This item is decided already.")


def _digest(words: str) -> str:
    return _sha(words.strip())


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
