"""Reading clean-up rounds: who votes on what, how each vote stands, what was decided and what has come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from tongban.agencies.queries import bodies, posts
from tongban.powerlist.models import Item, PowerHolding, Round, RoundLine, RoundVote
from tongban.powerlist.queries.docket import called_entries
from tongban.powerlist.queries.versions import VersionRef, version_refs
from tongban.powerlist.rules.docket import WAITING
from tongban.powerlist.rules.rounds import DELEGATE, Ballot, Tally, said, tally, voters

RESULT_HEADINGS: Final = (
    "事项编码", "名称", "牵头单位", "决定", "票数", "应投票", "过半数", "理由", "文件", "决定日期",
)  # fmt: skip
DONE, OPEN, NONE = "done", "open", "none"


@dataclass(frozen=True, slots=True)
class RoundRef:
    """One round without its lines; `no` is None while it is not published."""

    id: UUID
    title: str
    document: str
    closes_on: date
    opened_at: datetime
    no: int | None
    digest: str
    published_at: datetime | None
    lines: int
    decided: int


@dataclass(frozen=True, slots=True)
class LineRef:
    """One item of a round: its votes as they stand or stood, what was decided, and the state of what follows.

    `follows` is done, open, or none where nothing has to follow; `entries` are the docket's (id, code, state).
    """

    id: UUID
    round_id: UUID
    version: VersionRef
    body_id: UUID | None
    tally: Tally
    outcome: str
    into: str
    carried: bool | None
    reason: str
    document: str
    decided_at: datetime | None
    entries: tuple[tuple[UUID, str, str], ...]
    follows: str


def rounds(*, published: bool = False, size: int = 50, after: tuple[str, str] | None = None) -> list[RoundRef]:
    """Rounds, the newest first, one more than a page when there are more; only published ones when asked."""
    rows = Round.objects.filter(no__isnull=False) if published else Round.objects.all()
    if after is not None:
        rows = rows.filter(Q(opened_at__lt=after[0]) | Q(opened_at=after[0], pk__lt=after[1]))
    counted = rows.annotate(
        many=Count("lines"), decided=Count("lines", filter=~Q(lines__outcome=""))
    )  # fmt: skip
    return [_ref(row, row.many, row.decided) for row in counted.order_by("-opened_at", "-pk")[: size + 1]]


def unpublished_rounds(day: date, most: int) -> list[RoundRef]:
    """Rounds whose votes had closed before a day and whose result is not public, the oldest first."""
    rows = Round.objects.filter(published_at=None, closes_on__lt=day).order_by("closes_on", "pk")
    return [_ref(row, 0, 0) for row in rows[:most]]


def round_ref(*, round_id: UUID | None = None, no: int | None = None) -> RoundRef | None:
    """One round by its id, or a published one by its number."""
    row = Round.objects.filter(pk=round_id).first() if round_id else Round.objects.filter(no=no).first()
    if row is None or (row.no is None and no is not None):
        return None
    done = row.lines.exclude(outcome="").count()
    return _ref(row, row.lines.count(), done)


def _ref(row: Round, lines: int, decided: int) -> RoundRef:
    return RoundRef(
        row.pk, row.title, row.document, row.closes_on, row.opened_at, row.no, row.digest, row.published_at, lines,
        decided,
    )  # fmt: skip


def members_of(row: Round) -> list[tuple[UUID, UUID]]:
    """The posts of a round with their bodies."""
    return [(post, ref.body_id) for post, ref in posts(set(row.members)).items()]


def voters_of(row: Round, line: RoundLine) -> frozenset[UUID]:
    """The posts that vote on an item of a round."""
    return voters(members_of(row), line.body_id)


def tally_of(row: Round, line: RoundLine) -> Tally:
    """How the vote on an item stands."""
    votes = RoundVote.objects.filter(line=line).values_list("choice", "into_id")
    return _tally(row, (Ballot(choice, into) for choice, into in votes), len(voters_of(row, line)))


def _tally(row: Round, ballots: Iterable[Ballot], may_vote: int) -> Tally:
    return tally(ballots, may_vote, quorum_thirds=row.quorum_thirds, majority=row.majority)


def lines_of_round(round_id: UUID) -> list[LineRef]:
    """The items of a round by code, with their votes; some eight statements for any number."""
    row = Round.objects.get(pk=round_id)
    return _lines(row, list(row.lines.select_related("into").order_by("item__code")))


def round_line(line_id: UUID) -> tuple[RoundRef, LineRef, list[RoundVote]] | None:
    """One item of a round, with the votes that were cast."""
    found = RoundLine.objects.select_related("round", "into").filter(pk=line_id).first()
    if found is None:
        return None
    votes = list(RoundVote.objects.filter(line=found).order_by("at", "pk"))
    ref = round_ref(round_id=found.round_id)
    assert ref is not None  # the line is one of this round
    return ref, _lines(found.round, [found])[0], votes


def may_vote_on(line_id: UUID) -> frozenset[UUID]:
    """The posts that vote on a line."""
    found = RoundLine.objects.select_related("round").get(pk=line_id)
    return voters_of(found.round, found)


def _lines(row: Round, found: list[RoundLine]) -> list[LineRef]:
    versions = version_refs([line.version_id for line in found])
    members = members_of(row)
    cast: dict[UUID, list[Ballot]] = defaultdict(list)
    for line_id, choice, into in RoundVote.objects.filter(line__in=found).values_list("line_id", "choice", "into_id"):
        cast[line_id].append(Ballot(choice, into))
    entries = called_entries(line.pk for line in found)
    down = _came_down([line for line in found if line.outcome == DELEGATE])
    return [
        LineRef(
            line.pk, row.pk, versions[line.version_id], line.body_id,
            _tally(row, cast[line.pk], line.may_vote or len(voters(members, line.body_id))), line.outcome,
            line.into.code if line.into else "", line.carried, line.reason, line.document, line.decided_at,
            tuple(entries.get(line.pk, ())), _follows(line, entries.get(line.pk, []), line.item_id in down),
        )
        for line in found
    ]  # fmt: skip


def _came_down(lines: list[RoundLine]) -> set[UUID]:
    """The items of which a power was given to another body after it was decided so."""
    since = {line.item_id: line.decided_at for line in lines}
    rows = (
        PowerHolding.objects.filter(item_id__in=since).exclude(legal_form="statutory").values_list("item_id", "valid")
    )
    return {item for item, valid in rows if (day := since[item]) is not None and valid.lower >= day}


def _follows(line: RoundLine, entries: list[tuple[UUID, str, str]], down: bool) -> str:
    if line.outcome == DELEGATE:
        return DONE if down else OPEN
    if not entries:
        return NONE
    return OPEN if any(state in WAITING for _, _, state in entries) else DONE


def result_lines(row: Round) -> list[tuple[str, ...]]:
    """The outcomes of a round as lines of its file, by code; the same for ever, so what followed is not in it."""
    lines = lines_of_round(row.pk)
    names = {body.id: body.name_zh for body in bodies()}
    into = item_codes({ballot.into for line in lines for ballot, _ in line.tally.votes if ballot.into})
    return [_cells(line, names.get(line.body_id, "") if line.body_id else "", into) for line in lines]


def item_codes(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The codes of some items."""
    return dict(Item.objects.filter(pk__in=list(ids)).values_list("pk", "code"))


def votes_said(counted: Tally, into: dict[UUID, str], language: str) -> list[tuple[str, int]]:
    """A tally in words: each ballot with its votes, the most frequent first."""
    return [
        (said(one.choice, language, into.get(one.into, "") if one.into else ""), number)
        for one, number in counted.votes
    ]  # fmt: skip


def _cells(line: LineRef, body: str, into: dict[UUID, str]) -> tuple[str, ...]:
    votes = "；".join(f"{words} {number} 票" for words, number in votes_said(line.tally, into, "zh"))
    return (
        line.version.code, line.version.content.name.zh, body, said(line.outcome, "zh", line.into), votes,
        str(line.tally.may_vote), "是" if line.carried else "否", line.reason, line.document,
        timezone.localdate(line.decided_at).isoformat() if line.decided_at else "",
    )  # fmt: skip


def next_to_vote(round_id: UUID, post_id: UUID | None) -> UUID | None:
    """The next item of a round, by code, on which a post may still vote and has not; None when there is none."""
    row = Round.objects.filter(pk=round_id).first()
    if row is None or post_id not in row.members or row.closes_on < timezone.localdate():
        return None
    own = next((body for post, body in members_of(row) if post == post_id), None)
    open_ = row.lines.filter(outcome="").exclude(votes__post_id=post_id).exclude(body_id=own)
    return open_.order_by("item__code").values_list("pk", flat=True).first()
