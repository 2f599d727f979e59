"""Cases about a certificate: which one, what its holder can ask for, which renewals silence has granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.models import Case, CaseCertificate
from tongban.cases.queries.certificate import answers_of
from tongban.cases.queries.limits import ZONE
from tongban.cases.rules import State
from tongban.cases.rules.situations import RENEWED_BY_LAW, Asked, asking_problem, in_time, lapsed
from tongban.certificates.queries import CertificateRef, certificate, chain_of, in_force
from tongban.certificates.rules import State as CertificateState
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.powerlist.queries import VersionRef, items_for_certificate
from tongban.powerlist.rules.content import ItemContent, Situation
from tongban.rulebook.lookup import number, rule

SILENT = (State.RECEIVED.value, State.ACCEPTED.value)
"""Where silence is the organ's: not while the applicant has to supply papers, nor while the case is suspended."""


@dataclass(frozen=True, slots=True)
class About:
    """The certificate a case is about, as it was when the case was received."""

    certificate_id: UUID
    situation: str
    expires_on: date | None
    in_time: bool


def about(case_id: UUID) -> About | None:
    """What a case does to which certificate; None for a case about a new one."""
    row = CaseCertificate.objects.filter(case_id=case_id).first()
    return None if row is None else About(row.certificate_id, row.situation, row.expires_on, row.in_time)


def lapse_problem(case_id: UUID, at: datetime) -> Refusal | None:
    """Why nothing more can be done on a renewal: its certificate expired undecided. None otherwise."""
    found = about(case_id)
    today = at.astimezone(ZONE).date()
    if found is not None and lapsed(found.expires_on, asked_in_time=found.in_time, today=today):
        return RENEWED_BY_LAW
    return None


def lapsed_renewals(at: datetime, most: int) -> list[UUID]:
    """Cases whose certificate expired before anybody decided, the oldest first."""
    rows = CaseCertificate.objects.filter(
        situation="renew", in_time=True, expires_on__lt=at.astimezone(ZONE).date(), case__state__in=SILENT
    )
    return list(rows.order_by("expires_on", "case_id").values_list("case_id", flat=True)[:most])


def asked_of(situation: Situation, found: CertificateRef, at: datetime) -> Asked:
    """The facts on which the rules judge a request."""
    today = at.astimezone(ZONE).date()
    days = situation.days_before if situation.days_before is not None else number("licence.renewal_days", today)
    late = str(rule("certificate.renewal_late", today).value)
    return Asked(situation.kind, found.state is CertificateState.ACTIVE, found.valid_to, today, days, late)


def subject_for(content: ItemContent, applicant_id: UUID, certificate_id: UUID | None, at: datetime) -> About | None:
    """The certificate that a new case is about, checked; None for an item that asks for none.

    Without `certificate_id` the applicant's only certificate of the item's kind is taken. Refused:
    `certificate_needed`, `certificate_unknown` (also for somebody else's), and as `asking_problem` refuses.
    """
    situation = content.situation
    if situation is None or situation.kind == "new":
        return None
    found = _named(situation, applicant_id, certificate_id)
    asked = asked_of(situation, found, at)
    problem = asking_problem(asked)
    if problem is not None:
        raise Refused(problem)
    if Case.objects.filter(about__certificate_id=found.id, about__situation=situation.kind, closed_at=None).exists():
        raise refuse(
            "asked_already",
            zh="这张证照的同一种申请正在办理，请到“我的事”查看。",
            en="The same request for this certificate is on its way; see “My cases”.",
        )
    return About(found.id, situation.kind, found.valid_to, in_time(asked))


def _named(situation: Situation, applicant_id: UUID, certificate_id: UUID | None) -> CertificateRef:
    if certificate_id is None:
        held = in_force(applicant_id, situation.certificate)
        if len(held) == 1:
            return held[0]
        raise refuse(
            "certificate_needed",
            zh="办这个事项要指明哪一张证照。申请人名下没有或者不止一张，请从“我的证照”申请。",
            en="This item needs to know which certificate. The applicant holds none or several; apply from “My "
            "certificates”.",
        )
    found = certificate(certificate_id)
    if found.holder != applicant_id or found.kind != situation.certificate:
        raise refuse("certificate_unknown", zh="没有这张证照。", en="There is no such certificate.")
    return found


def items_for(found: CertificateRef, at: datetime) -> list[VersionRef]:
    """The items in force by which a holder can ask something of a certificate, in the order of situations."""
    return items_for_certificate(found.kind, at.astimezone(ZONE).date())


def known_answers(found: CertificateRef, content: ItemContent, key: SealingKey) -> dict[str, Any]:
    """What the platform has of the questions of a form, from the cases that led to a certificate: not asked again."""
    asked = {field.key for field in content.fields()}
    known: dict[str, Any] = {}
    for one in chain_of(found):
        known |= {name: value for name, value in answers_of(one.case_id, key).items() if name in asked}
    return known
