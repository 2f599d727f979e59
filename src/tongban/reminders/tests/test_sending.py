"""The outbox: written with what it tells, sent once, tried again, never stuck, whatever dies in between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tongban.agencies.actions import correct_party, erase_party
from tongban.agencies.queries import accesses_of
from tongban.agencies.tests.factories import AT, office, person
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.reminders.actions import sending
from tongban.reminders.actions.leaving import channels_for, leave_reminder
from tongban.reminders.actions.sending import send_due
from tongban.reminders.models import Reminder, take
from tongban.reminders.queries import outbox, told_to
from tongban.reminders.rules.sending import Outgoing, Unreachable, wait_after

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def party(settings: Any, tmp_path: Path) -> UUID:
    settings.REMINDER_CHANNELS, settings.DATA_ROOT = ("page", "sms", "chat"), tmp_path
    office()
    return person()


def leave(party: UUID, key: str = "granted:1", **more: Any) -> int:
    return leave_reminder(key=key, kind="granted", params={"number": "QH1"}, party_id=party, at=AT, **more)


def sms(root: Path) -> list[Path]:
    return list(root.glob("outgoing/sms/*.json"))


def test_a_reminder_goes_out_once_by_each_channel(party: UUID, tmp_path: Path) -> None:
    assert leave(party) == 2
    assert send_due(at=AT) == 2
    assert send_due(at=AT + timedelta(days=1)) == 0
    (file,) = sms(tmp_path)
    assert "13800138000" in file.read_text(encoding="utf-8")
    assert set(Reminder.objects.values_list("state", flat=True)) == {"sent"}


def test_the_same_news_again_leaves_nothing(party: UUID) -> None:
    assert leave(party) == 2
    assert leave(party) == 0


def test_a_rolled_back_act_leaves_no_reminder(party: UUID) -> None:
    with transaction.atomic():
        leave(party)
        transaction.set_rollback(True)
    assert not Reminder.objects.exists()


def test_a_crash_between_sending_and_recording_sends_nothing_twice(
    party: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(party)

    def die(*given: Any, **named: Any) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_record", die)
        with pytest.raises(KeyboardInterrupt):
            send_due(at=AT)
        with pytest.raises(KeyboardInterrupt):
            send_due(at=AT + MINUTE)
    before = len(sms(tmp_path))
    assert Reminder.objects.filter(state="waiting").count() == 2
    send_due(at=AT + 10 * MINUTE)
    assert (before, len(sms(tmp_path))) in {(0, 1), (1, 1)}
    assert not Reminder.objects.filter(state="waiting").exists()


def test_an_adapter_without_keys_would_send_twice_after_the_same_crash(
    party: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: what the contract asks for is what keeps the second message away."""
    went: list[str] = []
    monkeypatch.setitem(sending.ADAPTERS, "sms", lambda outgoing: went.append(outgoing.key) or "no keys")
    leave(party)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_record", lambda *given, **named: False)
        send_due(at=AT)
    send_due(at=AT + 10 * MINUTE)
    assert went == ["granted:1:sms"] * 2


def test_an_hour_without_the_outside_loses_nothing(
    party: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(party)

    def away(outgoing: Outgoing) -> str:
        raise Unreachable

    with monkeypatch.context() as patched:
        patched.setitem(sending.ADAPTERS, "sms", away)
        tries = [send_due(at=AT + minutes * MINUTE) for minutes in range(60)]
    assert sum(tries) == 1  # the page
    assert Reminder.objects.get(channel="sms").tries == 6  # at 0, 1, 3, 7, 15, 31 minutes
    assert send_due(at=AT + 63 * MINUTE) == 1
    assert len(sms(tmp_path)) == 1


def test_a_channel_that_stays_away_is_given_up_and_told(party: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(party)

    def away(outgoing: Outgoing) -> str:
        raise Unreachable

    monkeypatch.setitem(sending.ADAPTERS, "sms", away)
    send_due(at=AT + timedelta(hours=73))
    assert [(one.channel, one.waiting, one.given_up) for one in outbox()] == [("sms", 0, 1)]


@pytest.mark.parametrize("tries", range(12))
def test_the_database_waits_as_the_rule_says(party: UUID, tries: int) -> None:
    leave(party)
    Reminder.objects.update(tries=tries)
    take(at=AT, channels=["sms"], most=5)
    row = Reminder.objects.get(channel="sms")
    assert row.next_try_at - AT == wait_after(row.tries)


def test_who_was_erased_is_told_nothing_and_nothing_waits(party: UUID) -> None:
    leave(party)
    erase_party(party_id=party, ground="own_wish", by=Actor(ActorKind.CITIZEN, ref=party), at=AT)
    send_due(at=AT)
    assert Reminder.objects.get(channel="sms").problem == "no_party"


def test_a_landline_is_sent_no_text_message(party: UUID) -> None:
    correct_party(party_id=party, phone="0516-88881234 转 801", by=Actor(ActorKind.CITIZEN, ref=party), at=AT)
    leave(party)
    send_due(at=AT)
    assert Reminder.objects.get(channel="sms").problem == "no_phone"


def test_the_reading_of_the_telephone_number_is_on_record(party: UUID) -> None:
    leave(party)
    send_due(at=AT)
    (entry,) = accesses_of(party, viewer=Actor(ActorKind.CITIZEN, ref=party))
    assert entry.purpose == "reminder"


def test_what_is_for_later_is_neither_sent_nor_shown_before(party: UUID) -> None:
    reader = Actor(ActorKind.CITIZEN, ref=party)
    leave(party, not_before=AT + timedelta(hours=2))
    assert send_due(at=AT) == 0
    assert told_to(reader, "zh", AT) == []
    assert [one.subject for one in told_to(reader, "zh", AT + timedelta(hours=3))] == ["决定已作出，准予"]
    assert told_to(Actor(ActorKind.CITIZEN, ref=UUID(int=7)), "zh", AT + timedelta(hours=3)) == []


@pytest.mark.parametrize(
    ("there", "citizens", "officials"),
    [(("page",), ["page"], ["page"]), (("page", "mail"), ["page"], ["page", "mail"]),
     (("page", "sms", "chat", "mail"), ["page", "sms"], ["page", "chat"])],
)  # fmt: skip
def test_one_message_each_beside_the_page(there: Any, citizens: list[str], officials: list[str]) -> None:
    assert channels_for((("page",), ("sms",)), there) == citizens
    assert channels_for((("page",), ("chat", "mail")), there) == officials


def test_a_message_has_one_addressee_and_a_known_kind(party: UUID) -> None:
    with pytest.raises(ValueError, match="one addressee"):
        leave_reminder(key="k", kind="granted", params={}, at=AT)
    with pytest.raises(ValueError, match="known kind"):
        leave_reminder(key="k", kind="shower", params={}, party_id=party, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(key="k", channel="sms", kind="granted", params={}, left_at=AT, next_try_at=AT)


def test_the_page_shows_what_was_told(party: UUID, client: Any) -> None:
    assert client.get("/reminders/").status_code == 302
    assert SYSTEM.kind is ActorKind.SYSTEM
