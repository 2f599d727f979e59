"""Reading mandates: whose they are, what they name, what was done under them; and who then acts for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tongban.cases.models import Case, Draft, Mandate, MandateUse
from tongban.cases.queries.limits import ZONE
from tongban.cases.rules.mandates import NOT_FOUND, Terms, helps, use_problem
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused

CHANNEL = "agent"
MOST = 200


@dataclass(frozen=True, slots=True)
class MandateRef:
    """A mandate with what it says, its paper, and the post that recorded it."""

    id: UUID
    principal_id: UUID
    helper_party: UUID | None
    helper_post: UUID | None
    terms: Terms
    way: str
    may_reuse: bool
    file_id: UUID | None
    recorded_post: UUID | None
    given_at: datetime

    def state(self, at: datetime) -> str:
        """`on`, `revoked` or `ended`, as a page says it in words."""
        if self.terms.revoked_at is not None:
            return "revoked"
        return "on" if self.terms.on(at.astimezone(ZONE).date()) else "ended"


@dataclass(frozen=True, slots=True)
class Use:
    """One act by proxy: what, on which item, the draft or case, when."""

    what: str
    item_id: UUID
    ref: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Assisted:
    """A case that was filed or supplied under a mandate."""

    case_id: UUID
    number: str
    item_name: str
    state: str
    decision: str
    received_at: datetime
    due_at: datetime | None


def as_ref(row: Mandate) -> MandateRef:
    """A row as others see it."""
    terms = Terms(frozenset(row.items), row.case_id, row.valid_from, row.valid_to, row.ended_at)
    return MandateRef(
        row.pk, row.principal_id, row.helper_id, row.helper_post_id, terms, row.way, row.may_reuse, row.file_id,
        row.recorded_post_id, row.given_at,
    )  # fmt: skip


def mandate_for(mandate_id: UUID, by: Actor) -> MandateRef:
    """A mandate for the person, the helper or the post that recorded it; refused (`not_found`) for everybody else."""
    row = Mandate.objects.filter(pk=mandate_id).first()
    if row is None or not _concerns(row, by):
        raise Refused(NOT_FOUND)
    return as_ref(row)


def _concerns(row: Mandate, by: Actor) -> bool:
    own = by.kind is ActorKind.CITIZEN and by.ref == row.principal_id
    recorded = by.kind is ActorKind.OFFICIAL and by.post_id == row.recorded_post_id and bool(by.duties)
    return own or recorded or helps(by, helper_party=row.helper_id, helper_post=row.helper_post_id)


def mandates_given(party_id: UUID) -> list[MandateRef]:
    """The mandates that a person gave, the newest first."""
    return [as_ref(row) for row in Mandate.objects.filter(principal_id=party_id).order_by("-given_at")[:MOST]]


def mandates_held(by: Actor) -> list[MandateRef]:
    """The mandates under which this actor helps, the newest first; none for whoever cannot be a helper."""
    named = _held_by(by)
    rows = Mandate.objects.filter(named).order_by("-given_at")[:MOST] if named is not None else []
    return [as_ref(row) for row in rows]


def _held_by(by: Actor) -> Q | None:
    if by.kind is ActorKind.OFFICIAL and by.has("assist") and by.post_id is not None:
        return Q(helper_post_id=by.post_id)
    return Q(helper_id=by.ref) if by.kind is ActorKind.CITIZEN and by.ref is not None else None


def uses_of(mandate_id: UUID) -> list[Use]:
    """What was done under a mandate, the newest first."""
    rows = MandateUse.objects.filter(mandate_id=mandate_id).order_by("-seq")[:MOST]
    return [Use(*row) for row in rows.values_list("what", "item_id", "ref", "at")]


def assisted(mandates: Iterable[UUID]) -> dict[UUID, list[Assisted]]:
    """The cases filed or supplied under some mandates, by mandate, the newest first; two statements."""
    uses = MandateUse.objects.filter(mandate_id__in=list(mandates), what__in=["filed", "supplied"]).order_by("-at")
    pairs = list(dict.fromkeys(uses.values_list("mandate_id", "ref")[:MOST]))
    columns = ("id", "number", "item_name", "state", "decision", "received_at", "due_at")
    cases = {row[0]: Assisted(*row) for row in Case.objects.filter(pk__in={r for _m, r in pairs}).values_list(*columns)}
    found: dict[UUID, list[Assisted]] = {}
    for mandate_id, ref in pairs:
        if ref in cases:
            found.setdefault(mandate_id, []).append(cases[ref])
    return found


def begun_under(mandates: Iterable[UUID], at: datetime) -> dict[UUID, list[tuple[UUID, UUID, datetime]]]:
    """Drafts begun under some mandates and not submitted, by mandate: (draft, item version, changed)."""
    today = at.astimezone(ZONE).date()
    rows = Draft.objects.filter(mandate_id__in=list(mandates), submitted_case__isnull=True, expires_on__gte=today)
    found: dict[UUID, list[tuple[UUID, UUID, datetime]]] = {}
    columns = ("mandate_id", "id", "item_version_id", "updated_at")
    for mandate_id, draft, version_id, changed in rows.order_by("-updated_at").values_list(*columns):
        if mandate_id is not None:
            found.setdefault(mandate_id, []).append((draft, version_id, changed))
    return found


def acting_for(by: Actor, found: MandateRef) -> Actor:
    """The helper, acting for the person: every event of such an actor bears both."""
    return replace(by, on_behalf_of=found.principal_id, channel=CHANNEL)


def proxy_on_draft(draft_id: UUID, by: Actor, at: datetime) -> tuple[Actor, MandateRef] | None:
    """Who acts on a draft that was begun under a mandate of this helper, while it is in force; else None."""
    named = _held_by(by)
    if named is None:
        return None
    row = Mandate.objects.filter(named, drafts=draft_id).first()
    if row is None or not as_ref(row).terms.on(at.astimezone(ZONE).date()):
        return None
    return acting_for(by, as_ref(row)), as_ref(row)


def proxy_on_case(case_id: UUID, by: Actor, at: datetime) -> tuple[Actor, MandateRef] | None:
    """Who acts on a case that a mandate of this helper carries today; else None.

    A mandate for an item carries the person's cases of that item received from its first day on, never older ones.
    """
    named = _held_by(by)
    case = Case.objects.filter(pk=case_id).values_list("applicant_id", "item_id", "received_at").first()
    if named is None or case is None:
        return None
    applicant, item, received = case
    for row in Mandate.objects.filter(named, principal_id=applicant).order_by("-given_at"):
        found = as_ref(row)
        since = found.terms.valid_from <= received.astimezone(ZONE).date() or found.terms.case_id == case_id
        problem = use_problem(found.terms, item_id=item, case_id=case_id, today=at.astimezone(ZONE).date())
        if since and problem is None:
            return acting_for(by, found), found
    return None
