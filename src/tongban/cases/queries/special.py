"""Special procedures of a case as they stand: who was told what, which hearing is open, what a decision waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from tongban.agencies.queries import calendar
from tongban.cases.models import Hearing, HearingRight, Interested, Task, Termination
from tongban.cases.queries.step import REVIEWERS
from tongban.cases.rules import ASKED, HELD, Gate, HearingDays
from tongban.documents.queries.papers import document
from tongban.rulebook.lookup import number

# What a decision has to know beside its task, read with it: who reviewed, and what is told, asked or said but not over.
DECIDING: Final = (
    f"jsonb_build_object('reviewers', {REVIEWERS}, "
    "'right_until', (SELECT max(r.request_by) FROM cases_hearingright r WHERE r.case_id = c.id AND r.answer = ''), "
    "'hearing_open', (SELECT count(*) FROM cases_hearing h WHERE h.case_id = c.id AND h.ended_at IS NULL), "
    "'record', (SELECT h.record_id FROM cases_hearing h WHERE h.case_id = c.id AND h.record_id IS NOT NULL "
    "ORDER BY h.ended_at DESC LIMIT 1), "
    "'answer_until', (SELECT max(i.answer_by) FROM cases_interested i WHERE i.case_id = c.id "
    "AND i.stated_at IS NULL), "
    "'statements', (SELECT count(*) FROM cases_interested i WHERE i.case_id = c.id AND i.stated_at IS NOT NULL), "
    "'unweighed', (SELECT count(*) FROM cases_interested i WHERE i.case_id = c.id AND i.stated_at IS NOT NULL "
    "AND i.taken = ''))"
)
# Whoever chairs a hearing of the case does not review it (art. 48).
CHAIRS: Final = (
    "(SELECT coalesce(array_agg(h.chair_id), '{}') FROM cases_hearing h "
    "WHERE h.case_id = c.id AND h.chair_id IS NOT NULL AND h.outcome <> 'given_up')"
)


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who reviewed the case, and the gate before its decision."""

    reviewers: tuple[UUID, ...]
    gate: Gate


def deciding(read: Mapping[str, Any]) -> Deciding:
    """What `DECIDING` read, with the number of the hearing record where there is one (a statement more)."""
    record = read["record"]
    gate = Gate(
        right_until=_day(read["right_until"]),
        hearing_open=bool(read["hearing_open"]),
        answer_until=_day(read["answer_until"]),
        unweighed=int(read["unweighed"]),
        statements=int(read["statements"]),
        record_id=record,
        record=document(UUID(record)).number if record else "",
    )
    return Deciding(tuple(UUID(one) for one in read["reviewers"]), gate)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Special:
    """The rows of a case's hearings, third parties and termination, oldest first."""

    rights: tuple[HearingRight, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    interested: tuple[Interested, ...] = ()
    termination: Termination | None = None

    @property
    def open_hearing(self) -> Hearing | None:
        """The hearing that was asked for and is neither recorded nor given up."""
        return next((one for one in self.hearings if one.ended_at is None), None)

    def right(self, right_id: UUID) -> HearingRight | None:
        """One telling by id."""
        return next((one for one in self.rights if one.pk == right_id), None)

    def right_of(self, interested_id: UUID | None) -> HearingRight | None:
        """What the applicant (None) or a third party was told."""
        return next((one for one in self.rights if one.interested_id == interested_id), None)

    def party(self, interested_id: UUID) -> Interested | None:
        """One third party by id."""
        return next((one for one in self.interested if one.pk == interested_id), None)

    def gate(self) -> Gate:
        """What a decision waits for, from the rows: the same gate that the decision itself reads."""
        waiting = [one for one in self.interested if one.stated_at is None]
        stated = [one for one in self.interested if one.stated_at is not None]
        record = next((one for one in reversed(self.hearings) if one.outcome == HELD), None)
        return Gate(
            right_until=max((one.request_by for one in self.rights if not one.answer), default=None),
            hearing_open=self.open_hearing is not None,
            answer_until=max((one.answer_by for one in waiting), default=None),
            unweighed=sum(not one.taken for one in stated),
            statements=len(stated),
            record_id=str(record.record_id) if record and record.record_id else None,
        )


NOTHING: Final = Special()


def special_of(case_id: UUID) -> Special:
    """All special procedures of a case (four statements)."""
    return Special(
        tuple(HearingRight.objects.filter(case_id=case_id).order_by("at", "id")),
        tuple(Hearing.objects.filter(case_id=case_id).order_by("at", "id")),
        tuple(Interested.objects.filter(case_id=case_id).order_by("at", "id")),
        Termination.objects.filter(case_id=case_id).first(),
    )


def hearing_days(hearing: Hearing, today: date) -> HearingDays:
    """Between which days an asked hearing can be held when its notice goes out on `today` (arts. 47, 48)."""
    ahead, within = number("licence.hearing_notice_days", today), number("licence.hearing_held_days", today)
    return HearingDays(calendar().add_working_days(today, ahead), hearing.hold_by, ahead, within)


def reviewers_of(case_id: UUID) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Who has reviewed the case (officials), and the posts in which a review still waits."""
    rows = Task.objects.filter(case_id=case_id, act="review").values_list("closed_by", "post_id", "closed_at")
    done = frozenset(by for by, _post, _at in rows if by is not None)
    return done, frozenset(post for _by, post, at in rows if at is None and post is not None)


def asked(right: HearingRight | None) -> bool:
    """Whether somebody told of the right has asked for a hearing."""
    return right is not None and right.answer == ASKED
