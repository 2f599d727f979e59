"""P-02, 行政许可法第五条: a licence is kept out of the public register by two persons, counted, until its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client

from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tests.stages import accepted, decide, decided, reviewed
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.cases.actions import withholding as acts
from tongban.cases.actions.withholding import ask_withholding, decide_withholding, end_withholding
from tongban.cases.followers import tell_applicants
from tongban.cases.models import Withholding
from tongban.cases.queries import granted as reading
from tongban.cases.queries.granted import granted, wanted
from tongban.cases.queries.withholding import in_force, kept_back_counts, withheld_of_case
from tongban.cases.rules.withholding import kept_back
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.reminders.queries import told_to

pytestmark = pytest.mark.django_db
SOURCE, WHY = "《中华人民共和国政府信息公开条例》第十五条", "平面布局图含未公开的工艺配方，公开会损害竞争地位。"
NOW = on(11, 10)


@pytest.fixture
def cast(settled: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield small_county()


def asked(cast: Cast, case_id: UUID, at: datetime = NOW, **other: Any) -> UUID:
    told: dict[str, Any] = {"ground": "business_secret", "source": SOURCE, "reason": WHY, "until": None}
    return ask_withholding(case_id=case_id, by=cast.officer("market_review", at), at=at, **told | other)


def settled_on(cast: Cast, key: UUID, keep: bool = True, at: datetime = NOW) -> None:
    by = cast.officer("market_decide", at)
    decide_withholding(withholding_id=key, keep=keep, answer="经审查确属商业秘密，不予公开。", by=by, at=at)


def public() -> int:
    return len(granted(wanted("", None), limit=9))


def code_of(act: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*given, **named)
    return str(caught.value.refusal.code)


def test_p_02_what_two_persons_keep_back_is_not_public_and_is_counted(cast: Cast, monkeypatch: Any) -> None:
    case_id = decided(cast)
    assert public() == 1
    key = asked(cast, case_id)
    settled_on(cast, key)
    assert (public(), kept_back_counts(NOW.date())["business_secret"]) == (0, 1)
    page = Client().get("/granted/").content.decode()
    assert "另有 1 件依法不予公开（商业秘密 1）" in page
    assert "陈*" not in page
    types = [event.type for event in events_of("withholding", key)]
    assert types == ["withholding.asked", "withholding.decided"]
    written = str([event.data for event in events_of("withholding", key)])
    assert "工艺配方" not in written, "the reason may be the secret itself: the ledger holds its digest"
    monkeypatch.setattr(reading, "kept_back_cases", lambda today: reading.Q(pk__isnull=True))
    assert public() == 1, "it is this that keeps it back"


def test_p_02_nobody_keeps_a_licence_back_alone(cast: Cast) -> None:
    case_id, head = decided(cast), cast.officer("market_decide", NOW)
    given = {"case_id": case_id, "ground": "privacy", "source": SOURCE, "reason": WHY, "until": None, "at": NOW}
    assert code_of(ask_withholding, by=head, **given) == "withhold_head_asks"
    reviewer = cast.officer("market_review", NOW)
    key = ask_withholding(by=reviewer, **given)
    promoted = replace(head, ref=reviewer.ref)
    assert code_of(decide_withholding, withholding_id=key, keep=True, answer=WHY, by=promoted, at=NOW) == "withhold_two"
    assert code_of(decide_withholding, withholding_id=key, keep=True, answer=WHY, by=reviewer, at=NOW) == (
        "withhold_head"
    )
    settled_on(cast, key)
    row = Withholding.objects.get()
    assert row.decided_by != row.asked_by


def test_p_02_the_database_refuses_one_person_too(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(acts, "may_settle", lambda *_: None)
    by = cast.officer("market_review", NOW)
    key = asked(cast, decided(cast))
    with pytest.raises(IntegrityError, match="withholding_two_persons"):
        decide_withholding(withholding_id=key, keep=True, answer=WHY, by=by, at=NOW)


def test_p_02_asked_before_the_decision_it_is_public_at_no_moment(cast: Cast) -> None:
    case_id = decided_later(cast)
    assert (public(), kept_back_counts(NOW.date())) == (0, {"state_secret": 0, "business_secret": 1, "privacy": 0})
    settled_on(cast, Withholding.objects.get().pk, keep=False)
    assert public() == 1
    asked(cast, case_id)
    assert public() == 1, "after a refusal a new request alone keeps nothing back"


def decided_later(cast: Cast) -> UUID:
    case_id = reviewed(cast)
    asked(cast, case_id, on(11, 6), reason=WHY)
    decide(cast, case_id)
    return case_id


def test_p_02_an_undecided_request_holds_no_longer_than_the_law_gives_for_publishing(cast: Cast) -> None:
    asked(cast, decided(cast))
    last = Withholding.objects.get().hold_until
    assert last == date(2026, 11, 18), "seven working days after the decision of 9 November, not after the request"
    with time_machine.travel(on(11, 18), tick=False):
        assert public() == 0
    with time_machine.travel(on(11, 19), tick=False):
        assert public() == 1


def test_p_02_asked_after_the_day_of_publishing_the_request_alone_holds_nothing(cast: Cast) -> None:
    case_id = decided(cast)
    with time_machine.travel(on(11, 23), tick=False):
        asked(cast, case_id, at=on(11, 23))
        assert public() == 1
        assert [one.late for one in withheld_of_case(case_id, on(11, 23).date())] == [False], "it came too late to hold"


def test_p_02_a_request_that_nobody_decided_in_time_stands_as_overdue(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    case_id = decided(cast)
    asked(cast, case_id)
    head = signed_in(account_of_official(cast.county.holders["market_decide"][0]))
    assert "超期" not in head.get("/desk/withheld/").content.decode()
    with time_machine.travel(on(11, 19), tick=False):
        head = signed_in(account_of_official(cast.county.holders["market_decide"][0]))
        page = head.get("/desk/withheld/").content.decode()
        assert "其中 1 件已超期" in page
        assert "超期，最迟" in page
        assert "已超期：该许可最迟应在" in head.get(f"/desk/c/{case_id}/withhold/").content.decode()


def hear(kind: str, subject: UUID) -> None:
    for entry in events_of(kind, subject):
        tell_applicants(entry)


def told(cast: Cast) -> list[str]:
    return [one.text for one in told_to(cast.citizen, "zh", NOW + timedelta(days=1)) if "公" in one.text]


def test_p_02_the_applicant_is_told_of_ground_and_remedy_and_of_the_end(cast: Cast, settings: Any) -> None:
    settings.REMINDER_CHANNELS = ("page", "sms")
    case_id = decided(cast)
    key = asked(cast, case_id)
    hear("withholding", key)
    assert told(cast) == [], "a request is no decision"
    settled_on(cast, key)
    hear("withholding", key)
    hear("withholding", key)
    (text,) = told(cast)
    assert "不予公开（商业秘密）" in text
    assert "工艺配方" not in text
    mine = signed_in(open_citizen_account(username="cf", password=None, party_id=cast.applicant, by=SYSTEM, at=NOW))
    page = mine.get(f"/my/{case_id}/").content.decode()
    assert "这件许可不予公开" in page
    assert "60 日内申请行政复议" in page
    assert "工艺配方" not in page
    end_withholding(withholding_id=key, answer="该布局图已由申请人自行公开。", by=cast.officer("market_decide", NOW),
                    at=NOW)  # fmt: skip
    hear("withholding", key)
    assert any("恢复公示" in one for one in told(cast))
    assert "这件许可不予公开" not in mine.get(f"/my/{case_id}/").content.decode()


def test_p_02_kept_back_before_the_decision_the_applicant_is_told_with_the_grant_alone(cast: Cast) -> None:
    case_id = reviewed(cast)
    key = asked(cast, case_id, on(11, 6))
    settled_on(cast, key, at=on(11, 6))
    hear("withholding", key)
    assert told(cast) == []
    decide(cast, case_id)
    hear("case", case_id)
    assert any("不予公开（商业秘密）" in one for one in told(cast))


def test_p_02_it_ends_after_its_last_day_or_when_a_head_ends_it(cast: Cast) -> None:
    key = asked(cast, decided(cast), until=date(2026, 12, 1))
    settled_on(cast, key)
    for day, number in ((1, 0), (2, 1)):
        with time_machine.travel(on(12, day), tick=False):
            assert public() == number
    end_withholding(withholding_id=key, answer="该布局图已由申请人自行公开。", by=cast.officer("market_decide", NOW),
                    at=NOW)  # fmt: skip
    assert public() == 1
    assert code_of(settled_on, cast, key) == "withhold_done"
    (one,) = withheld_of_case(Withholding.objects.get().case_id, NOW.date())
    assert (one.reason, one.ending) == (WHY, "该布局图已由申请人自行公开。")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"ground": "other"}, "withhold_ground"),
        ({"reason": "保密"}, "withhold_reason"),
        ({"source": "领导要求"}, "withhold_source"),
        ({"until": date(2026, 11, 10)}, "withhold_past"),
    ],
)
def test_p_02_without_ground_reason_article_and_a_day_to_come_it_is_refused(
    cast: Cast, other: dict[str, Any], code: str
) -> None:
    assert code_of(asked, cast, accepted(cast), **other) == code


def test_p_02_others_cannot_ask_twice_or_for_what_is_not_public_anyway(cast: Cast) -> None:
    case_id = accepted(cast)
    stranger = cast.officer("forestry_review", NOW)
    given = {"case_id": case_id, "ground": "privacy", "source": SOURCE, "reason": WHY, "until": None, "at": NOW}
    assert code_of(ask_withholding, by=stranger, **given) == "withhold_not_yours"
    asked(cast, case_id)
    assert code_of(asked, cast, case_id) == "withhold_stands"
    refused = reviewed(cast)
    decide(cast, refused, "refuse")
    assert code_of(asked, cast, refused) == "withhold_not_public"


@pytest.mark.parametrize("state", ["asked", "kept", "declined", "ended"])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_tables_condition_is_the_rule(cast: Cast, state: str, days: int) -> None:
    key = asked(cast, decided(cast))
    settled_on(cast, key)
    today = NOW.date() + timedelta(days=days)
    told = {"state": state, "until": NOW.date(), "hold_until": NOW.date()}
    with time_machine.travel(on(11, 10 + days), tick=False):
        row = Withholding(**told, case_id=key, body_id=key, ground="privacy", source="x", reason=b"", seq=1,
                          asked_by=key, asked_at=NOW)  # fmt: skip
        assert in_force(today).check({**told, "until": row.until}) is kept_back(state, row.until, row.hold_until, today)


def test_p_02_on_the_pages_one_asks_and_another_decides(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    case_id = decided(cast)
    here = f"/desk/c/{case_id}/withhold/"
    clerk, head, other = (
        signed_in(account_of_official(cast.county.holders[post][0]))
        for post in ("market_review", "market_decide", "fire_review")
    )
    sent = {"ground": "business_secret", "source": SOURCE, "reason": WHY, "until": ""}
    assert clerk.post(here, sent | {"reason": ""}).status_code == 422
    assert clerk.post(here, sent).status_code == 302
    assert "暂不公示" in clerk.get(here).content.decode()
    assert other.get(here).status_code == 404
    assert "1 件等待决定" in head.get("/desk/withheld/").content.decode()
    key = str(Withholding.objects.get().pk)
    told = {"withholding": key, "act": "keep", "answer": "经审查确属商业秘密，不予公开。"}
    assert clerk.post(here, told).status_code == 403
    assert head.post(here, told).status_code == 302
    assert public() == 0
    assert "一直不公开" in head.get("/desk/withheld/").content.decode()
    assert clerk.get("/desk/withheld/").status_code == 403
