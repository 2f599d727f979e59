"""重复索要 (X-06): a paper that was handed in though the platform had it: from an earlier case, or as a certificate.

Pure. Two names mean the same paper when they differ only in what they say of its form (复印件, 原件, brackets). An
application form is filled in anew each time and is no paper asked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

EARLIER, CERTIFICATE = "earlier", "certificate"
HOW: Final = {
    EARLIER: ("以前的办件里交过", "handed in with an earlier case"),
    CERTIFICATE: ("本平台发的证照", "a certificate issued here"),
}
_FORM: Final = re.compile(r"[（(][^）)]*[）)]|复印件|原件|扫描件|电子件|正本|副本|\s")
SHORTEST: Final = 2


def plain_name(name: str) -> str:
    """A paper's name without what it says of its form."""
    return _FORM.sub("", name)


@dataclass(frozen=True, slots=True)
class Handed:
    """A paper that an applicant handed in with a case, not taken from what the platform has.

    What the applicant made (a plan, a contract) is another each time; what somebody `issued` is the same paper.
    """

    case_id: UUID
    number: str
    applicant: UUID
    body_id: UUID
    item: str
    paper: str
    at: datetime
    issued: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """What the platform knew of an applicant: since when, and where from (a case number or a certificate's)."""

    applicant: UUID
    paper: str
    how: str
    since: datetime
    ref: str


@dataclass(frozen=True, slots=True)
class Again:
    """One paper asked again: with which case, and where the platform had it."""

    handed: Handed
    how: str
    ref: str

    @property
    def paper(self) -> str:
        """The name under which it is counted."""
        return plain_name(self.handed.paper)


def asked_again(handed: Iterable[Handed], held: Iterable[Held]) -> list[Again]:
    """The papers of `handed` that the platform had before; a certificate counts before an earlier case.

    A certificate is the paper when its title is part of the paper's name; an earlier paper when both names are plain
    the same.
    """
    known: dict[UUID, list[Held]] = {}
    for one in held:
        known.setdefault(one.applicant, []).append(one)
    found = []
    for paper in handed:
        before = [one for one in known.get(paper.applicant, ()) if one.since < paper.at and one.ref != paper.number]
        fits = [one for one in before if _same(paper, one)]
        if fits:
            best = min(fits, key=lambda one: (one.how != CERTIFICATE, one.since))
            found.append(Again(paper, best.how, best.ref))
    return found


def _same(paper: Handed, held: Held) -> bool:
    wanted, had = plain_name(paper.paper), plain_name(held.paper)
    if len(had) < SHORTEST:
        return False
    return had in wanted if held.how == CERTIFICATE else had == wanted


# Whoever sees the whole county's figures; heads of bodies see those of their own.
WATCHES: Final = frozenset({"manage_list", "centre_manage", "supervise", "lead"})


def may_see_asked_again(by: Actor) -> Refusal | None:
    """The list office, the centre's manager, supervision and those who lead; figures and case numbers only."""
    if by.kind is ActorKind.OFFICIAL and by.duties & WATCHES:
        return None
    return Refusal(
        "not_for_figures",
        "这一页给权责清单管理、服务中心、监察岗和单位负责人看。",
        "This page is for the list office, the centre, supervision and heads of bodies.",
    )
