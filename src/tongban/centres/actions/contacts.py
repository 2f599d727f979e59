"""首问负责 (S-18): recording a question, handing it over, taking it over, answering it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions import register_party
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import calendar, posts, reveal_phone, seal, sealing_key
from tongban.centres.events import ContactAnswered, ContactOffered, ContactRecorded, ContactTaken
from tongban.centres.models import Contact
from tongban.centres.queries.contacts import contact_for
from tongban.centres.rules.contacts import NOT_FOUND, may_answer, may_record, may_take, question_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.rulebook.lookup import number, time_of_day


def due(key: str, at: datetime) -> datetime:
    """When the working days of a rule are over: at the end of the office day."""
    day = timezone.localdate(at)
    last = calendar().add_working_days(day, number(key, day))
    return timezone.make_aware(datetime.combine(last, time_of_day("office.day_end", last)))


@transaction.atomic
def record_contact(*, name: str, phone: str, question: str, by: Actor, at: datetime) -> UUID:
    """Records who asked what; the post of `by` owns it from now on. Answers the question's id.

    Refused for who holds no post, without words, without a way to reach the person, and for a wrong phone.
    """
    stop(may_record(by) or question_problem(question))
    if not phone.strip():
        raise refuse(
            "contact_phone", zh="请登记联系电话，好给人答复。", en="Take down a phone, so that the person is answered."
        )
    assert by.post_id is not None  # asked by may_record
    party = register_party(kind="person", name=name, phone=phone, by=by, at=at)
    row = Contact(party_id=party, first_post_id=by.post_id, owner_post_id=by.post_id, asked_at=at)
    row.sealed = seal(sealing_key(party), question.strip().encode())
    row.answer_by = due("contact.answer_days", at)
    begin(row, ContactRecorded(owner_post=by.post_id, answer_by=row.answer_by), by=by, at=at)
    return row.pk


def _open(contact_id: UUID) -> Contact:
    row = Contact.objects.select_for_update().filter(pk=contact_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    if row.answered_at is not None:
        raise refuse("contact_done", zh="这个问题已经答复。", en="This question was answered already.")
    return row


@transaction.atomic
def offer_contact(*, contact_id: UUID, to_post: UUID, by: Actor, at: datetime) -> None:
    """Offers a question to another post; `by`'s post stays its owner until that one takes it over."""
    row = _open(contact_id)
    stop(may_answer(by, row.owner_post_id))
    found = posts([to_post]).get(to_post)
    if found is None or to_post == row.owner_post_id or not found.duties:
        raise refuse("contact_target", zh="请从名单里选另一个岗位。", en="Choose another post from the list.")
    row.offered_post_id, row.take_by = to_post, due("contact.take_over_days", at)
    event = ContactOffered(to_post=to_post, take_by=row.take_by)
    go_on(row, event, by=by, at=at, fields=("offered_post", "take_by"))


@transaction.atomic
def answer_offer(*, contact_id: UUID, taken: bool, by: Actor, at: datetime) -> None:
    """Takes a question over, or gives it back; only then does its owner change. The day of the answer stays."""
    row = _open(contact_id)
    stop(may_take(by, row.offered_post_id))
    assert by.post_id is not None  # asked by may_take
    event = ContactTaken(taken=taken, from_post=row.owner_post_id, to_post=by.post_id)
    row.offered_post_id, row.take_by = None, None
    if taken:
        row.owner_post_id = by.post_id
    go_on(row, event, by=by, at=at, fields=("offered_post", "take_by", "owner_post"))


@transaction.atomic
def answer_contact(*, contact_id: UUID, answer: str, by: Actor, at: datetime) -> None:
    """Records what the person was answered; an offer that nobody took ends with it. Refused for all but the owner."""
    row = _open(contact_id)
    stop(may_answer(by, row.owner_post_id) or question_problem(answer))
    row.answer = seal(sealing_key(row.party_id), answer.strip().encode())
    row.answered_at, row.offered_post_id, row.take_by = at, None, None
    fields = ("answer", "answered_at", "offered_post", "take_by")
    go_on(row, ContactAnswered(late=at > row.answer_by), by=by, at=at, fields=fields)


def phone_of(*, contact_id: UUID, reason: str, by: Actor, at: datetime) -> str:
    """The phone at which the owner answers; logged first with the reason, which the person can look up."""
    found = contact_for(contact_id, by)
    stop(may_answer(by, found.line.owner_post))
    return reveal_phone(found.party_id, purpose="contact", reason=reason, case_ref="", at=at, by=by)
