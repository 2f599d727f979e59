"""Sending what lies in the outbox, each message once, whatever dies on the way.

One try is: taken (committed), sent under its key, recorded. A worker killed before the record leaves a message that is
due again after its pause; the adapter then answers for the same key without sending twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from tongban.agencies.queries import party_facts, person
from tongban.kernel.actor import SYSTEM
from tongban.kernel.identifiers import mobile_problem
from tongban.kernel.refusals import Refused
from tongban.reminders.adapters.chat.send import send as send_chat
from tongban.reminders.adapters.mail.send import send as send_mail
from tongban.reminders.adapters.page.send import send as send_page
from tongban.reminders.adapters.sms.send import send as send_sms
from tongban.reminders.models import Reminder, take
from tongban.reminders.rules.sending import Outgoing, Undeliverable, Unreachable
from tongban.reminders.rules.words import subject_of, text_of
from tongban.rulebook.lookup import number

Send = Callable[[Outgoing], str]
ADAPTERS: Final[dict[str, Send]] = {"page": send_page, "sms": send_sms, "chat": send_chat, "mail": send_mail}
BATCH: Final = 100


def send_due(*, at: datetime, most: int = BATCH) -> int:
    """Tries each message that is due once; answers how many went out."""
    channels = [channel for channel in settings.REMINDER_CHANNELS if channel in ADAPTERS]
    sent = 0
    for reminder_id in take(at=at, channels=channels, most=most):
        sent += _try(Reminder.objects.get(pk=reminder_id), at)
    return sent


def _try(row: Reminder, at: datetime) -> bool:
    try:
        reference = ADAPTERS[row.channel](_outgoing(row, at))
    except Unreachable:
        keep = timedelta(hours=number("reminders.keep_hours", timezone.localdate(at)))
        if at - row.left_at > keep:
            _record(row, Reminder.State.GIVEN_UP, at, problem="unreachable")
        return False
    except Undeliverable as refused:
        _record(row, Reminder.State.GIVEN_UP, at, problem=refused.code[:40])
        return False
    return _record(row, Reminder.State.SENT, at, reference=reference[:80])


def _record(row: Reminder, state: str, at: datetime, *, reference: str = "", problem: str = "") -> bool:
    """Writes how it went, once: a message that somebody recorded meanwhile stays as it is."""
    waiting = Reminder.objects.filter(pk=row.pk, state=Reminder.State.WAITING)
    sent_at = at if state == Reminder.State.SENT else None
    return bool(waiting.update(state=state, sent_at=sent_at, reference=reference, problem=problem))


def _outgoing(row: Reminder, at: datetime) -> Outgoing:
    key = f"{row.key}:{row.channel}"
    return Outgoing(key, _address(row, at), subject_of(row.kind, "zh"), text_of(row.kind, row.params, "zh"))


def _address(row: Reminder, at: datetime) -> str:
    """Where a message goes; the reading of a citizen's telephone number is logged like every other."""
    if row.channel == "page":
        return ""
    if row.official_id is not None:
        found = person(row.official_id)
        if found is None:
            raise Undeliverable("no_addressee")
        number_of = found[0].staff_no
        return f"{number_of}@{settings.OFFICIAL_MAIL_DOMAIN}" if row.channel == "mail" else number_of
    if row.party_id is None:
        raise Undeliverable("no_addressee")
    try:
        facts = party_facts(row.party_id, purpose="reminder", case_ref=str(row.case_id or ""), at=at, by=SYSTEM)
    except Refused as gone:
        raise Undeliverable(gone.refusal.code) from gone
    if mobile_problem(facts.phone) is not None:  # a landline hears no text message
        raise Undeliverable("no_phone")
    return facts.phone
