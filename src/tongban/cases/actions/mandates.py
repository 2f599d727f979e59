"""Giving, using and ending a mandate (委托). Each use is told to the person whose mandate it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import posts
from tongban.cases.events import MandateEnded, MandateGiven, MandateUsed
from tongban.cases.models import Case, Mandate, MandateUse
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.mandates import as_ref
from tongban.cases.rules.mandates import NOT_FOUND, Terms, helps, may_end, may_give, terms_problem, use_problem
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.reminders.actions.leaving import leave_reminder
from tongban.rulebook.lookup import number


@transaction.atomic
def give_mandate(
    *,
    principal_id: UUID,
    valid_to: date,
    by: Actor,
    at: datetime,
    items: Sequence[UUID] = (),
    case_id: UUID | None = None,
    helper_party: UUID | None = None,
    helper_post: UUID | None = None,
    file_id: UUID | None = None,
    may_reuse: bool = False,
    mandate_id: UUID | None = None,
) -> UUID:
    """Records that a person lets somebody act for them; answers the mandate's id.

    Exactly one of `helper_party` (a person) and `helper_post` (a post that assists) is named. With `file_id`, the
    photograph of the signed paper, it was given on paper; without, online by the person. `may_reuse`: the helper may
    consent that the platform uses what it has. Refused without matters or beyond the longest term, and for a case
    that is not the person's. Civil Code arts. 161, 165; Licence Law art. 29.
    """
    stop(may_give(by, principal_id=principal_id, paper=file_id is not None))
    today = at.astimezone(ZONE).date()
    terms = Terms(frozenset(items), case_id, today, valid_to)
    stop(terms_problem(terms, today=today, longest_days=number("mandate.longest_days", today)))
    _stop_wrong_helper(principal_id, helper_party, helper_post)
    if case_id is not None and not Case.objects.filter(pk=case_id, applicant_id=principal_id).exists():
        raise refuse("not_own_case", zh="这件办件不是委托人的。", en="This case is not the person's.")
    row = Mandate(
        pk=mandate_id or uuid7(), principal_id=principal_id, helper_id=helper_party, helper_post_id=helper_post,
        items=sorted(terms.items), case_id=case_id, valid_from=today, valid_to=valid_to, file_id=file_id,
        way="online" if file_id is None else "paper", may_reuse=may_reuse, given_at=at, recorded_post_id=by.post_id,
    )  # fmt: skip
    event = MandateGiven(
        principal=principal_id, helper=helper_party, helper_post=helper_post, items=tuple(row.items), case=case_id,
        valid_from=today, valid_to=valid_to, way=row.way, may_reuse=may_reuse,
    )  # fmt: skip
    begin(row, event, by=by, at=at)
    leave_reminder(
        key=f"mandate:{row.pk}", kind="mandate_given", party_id=principal_id, at=at,
        params={"until": valid_to.isoformat(), "items": len(row.items) or 1},
    )  # fmt: skip
    return row.pk


def _stop_wrong_helper(principal_id: UUID, helper_party: UUID | None, helper_post: UUID | None) -> None:
    post = posts([helper_post]).get(helper_post) if helper_post is not None else None
    if (helper_party is None) is (helper_post is None) or (helper_post is not None and post is None):
        raise refuse("helper_missing", zh="请写明委托谁来办。", en="Say who acts for the person.")
    if post is not None and "assist" not in post.duties:
        raise refuse(
            "helper_no_duty",
            zh="“{post}”不是代办岗，不能接受委托。",
            en="The post “{post}” does not act for people, so it takes no mandate.",
            post=post.name_zh,
        )
    if helper_party == principal_id:
        raise refuse("helper_self", zh="不能委托本人，请直接办理。", en="One needs no mandate for oneself.")


def use_mandate(
    *, mandate_id: UUID, what: str, item_id: UUID, ref: UUID, by: Actor, at: datetime, case_id: UUID | None = None
) -> None:
    """Records one act by proxy, in the transaction of that act: `what` is begun, filed or supplied; `ref` the draft or
    case. Refused when `by` is not the helper, and when the mandate has ended or does not carry the item or case.
    """
    row = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if row is None or not helps(by, helper_party=row.helper_id, helper_post=row.helper_post_id):
        raise Refused(NOT_FOUND)
    today = at.astimezone(ZONE).date()
    stop(use_problem(as_ref(row).terms, item_id=item_id, case_id=case_id, today=today))
    event = MandateUsed(what=what, item=item_id, case=case_id)
    seq = go_on(row, event, by=by, at=at)
    MandateUse.objects.create(
        pk=uuid7(), mandate=row, what=what, item_id=item_id, ref=ref, at=at, by_ref=by.ref, seq=seq
    )
    if what != "begun":
        leave_reminder(
            key=f"mandate:{row.pk}:{seq}", kind=f"mandate_{what}", party_id=row.principal_id, at=at, case_id=case_id,
            params={},
        )  # fmt: skip


@transaction.atomic
def end_mandate(*, mandate_id: UUID, by: Actor, at: datetime) -> None:
    """Takes a mandate back, or gives it up as the helper; what was filed stays filed. Civil Code art. 173.

    Refused (`not_found`) for others; ending twice changes nothing.
    """
    row = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    helper = helps(by, helper_party=row.helper_id, helper_post=row.helper_post_id)
    stop(may_end(by, principal_id=row.principal_id, helper=helper))
    if row.ended_at is not None:
        return
    row.ended_at = at
    go_on(row, MandateEnded(by_helper=helper), by=by, at=at, fields=("ended_at",))
    if by.kind is not ActorKind.CITIZEN or helper:
        leave_reminder(
            key=f"mandate:{row.pk}:end", kind="mandate_ended", party_id=row.principal_id, at=at, params={}
        )  # fmt: skip
