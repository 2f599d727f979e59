"""What reminders say, and when they are tried again; pure."""

from datetime import timedelta

import pytest

from tongban.reminders.rules.sending import Outgoing, wait_after
from tongban.reminders.rules.words import SUBJECTS, TEXTS, subject_of, text_of

PARAMS = {
    "number": "QH202611230001", "points": 3, "until": "2026-12-23", "day": "2026-11-24", "time": "09:30",
    "place": "青禾县政务服务中心", "code": "A012", "overdue": 2, "today": 1, "items": 2, "yellow": 2,
    "blue": 1, "ground": "business_secret",
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_a_reminder_is_short_and_says_what_to_do(kind: str) -> None:
    zh, en = text_of(kind, PARAMS, "zh"), text_of(kind, PARAMS, "en")
    assert len(zh) <= 70
    assert len(en) <= 160
    assert "{" not in zh + en
    assert subject_of(kind, "zh") != subject_of(kind, "en")
    assert SUBJECTS.keys() == TEXTS.keys()


@pytest.mark.parametrize(
    ("over", "today", "said"),
    [(2, 1, "已超期 2 件，今天到期 1 件"), (0, 1, "今天要办：今天到期 1 件"), (3, 0, "今天要办：已超期 3 件")],
)
def test_the_morning_message_names_only_what_there_is(over: int, today: int, said: str) -> None:
    assert said in text_of("digest", {"overdue": over, "today": today}, "zh")


def test_tries_come_ever_later_but_at_least_each_hour() -> None:
    waits = [wait_after(tries) for tries in range(1, 10)]
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert waits[-1] == timedelta(hours=1)


def test_a_message_never_shows_address_or_text_in_a_trace() -> None:
    assert "138" not in repr(Outgoing("k", "13800138000", "subject", "secret text"))
    assert "secret" not in repr(Outgoing("k", "13800138000", "subject", "secret text"))
