"""I5, correct and delete: what can go goes at once, what stays is what the list says, and it goes on its day."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from tests.canaries.marks import MARKS
from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tests.rights.stage import Someone, opened_for, someone
from tongban.agencies.actions.parties import erase_party
from tongban.agencies.models import PartyKey, User
from tongban.agencies.queries import party_cards
from tongban.cases.actions.archive import archive_closed
from tongban.cases.models import Draft
from tongban.cases.queries.archive import archive_differences, newest_archives
from tongban.documents.actions.files import sweep_files
from tongban.documents.models import StoredFile
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.reminders.models import Reminder
from tongban.rights.actions import erasing
from tongban.rights.actions.erasing import ask_erasure, erase_rest, finish_erasures, keep_rest
from tongban.rights.actions.filing import ask_correction, correct_as_asked, refuse_correction, take_back
from tongban.rights.models import Request
from tongban.rights.rules.standing import KINDS, Kept, Stand, after_years, kept_by_law, rest_until

TIERS = [pytest.param(40, id="push"), pytest.param(1000, id="nightly", marks=pytest.mark.nightly)]
AT = on(11, 12)
# What may still open after erasing, by what stands against it.
STAYS = {
    "case": {"cases_caseform", "cases_decision", "cases_opinion", "cases_notice", "documents_document",
             "documents_storedfile", "cases_papernote", "cases_task"},
    "order": {"hotline_ordercontact", "hotline_orderreply", "hotline_ordercallback"},
}  # fmt: skip


# Words that officials read in the clear while the order stands: numbers are taken out of them, names may be left.
READABLE = {"order": {"hotline_order.text", "hotline_order.title", "hotline_ordercontact.text"}}


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.DEMO, settings.FILES_ROOT = True, tmp_path / "files"
    return small_county()


def erased(one: Someone, at: datetime = AT) -> Request:
    return Request.objects.get(pk=ask_erasure(party_id=one.party, agreed=True, by=one.actor, at=at))


def left_over(one: Someone, request: Request, told: list[tuple[str, str]] | None = None) -> list[str]:
    """What of a person is found after erasing and stands in no exception: opened words, plain values, files."""
    kept = {entry["kind"] for entry in request.kept}
    readable = {place for kind in kept for place in READABLE.get(kind, ())}
    allowed = {table for kind in kept for table in STAYS.get(kind, ())} | {"rights_request"}
    if not PartyKey.objects.filter(party_id=one.party).exists():
        opened = []
    else:
        opened = [(table, words) for table, _column, words in opened_for(one.party)]
    found = [f"{table} opens" for table, _words in opened if table not in allowed | {"agencies_party"}]
    if not kept and opened:
        found.append("the key is still there")
    for table, words in opened:
        if table == "agencies_party" and request.contact and (one.person.phone in words or "巷" in words):
            found.append("phone or address")
    found += [f"{what} in the clear" for what in in_the_clear(one, told) if what not in readable]
    if not kept and StoredFile.objects.filter(stored_by=one.party, deleted_at=None).exists():
        found.append("files")
    return found


def in_the_clear(one: Someone, told: list[tuple[str, str]] | None = None) -> list[str]:
    """Every text of every table that names the person as it stands; only an account still in use may."""
    in_use = User.objects.filter(party_id=one.party, is_active=True).exists()
    return [
        place
        for place, text in (clear_texts() if told is None else told)
        if any(mark in text for mark in one.marks) and not (in_use and place == "agencies_user.username")
    ]


def clear_texts() -> list[tuple[str, str]]:
    """(table.column, text) of all that stands in the clear in any table and names anybody of these tests."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND udt_name IN ('varchar', 'text', 'jsonb', '_varchar', '_text')"
        )
        parts = [
            f'SELECT \'{table}.{name}\', "{name}"::text FROM {table} WHERE "{name}"::text LIKE ANY(%(marks)s)'
            for table, name in cursor.fetchall()
        ]
        cursor.execute(" UNION ALL ".join(parts), {"marks": [f"%{mark}%" for mark in MARKS.values()]})
        return list(cursor.fetchall())


@pytest.mark.parametrize("persons", TIERS)
def test_i5_erasing_leaves_nothing_but_the_listed_exceptions(cast: Cast, persons: int) -> None:
    people = [someone(serial, cast) for serial in range(persons)]
    requests = [erased(one) for one in people]
    every, told = people if persons <= 40 else people[::25], clear_texts()
    for one, request in zip(people, requests, strict=True):
        whole = one.way in ("account", "draft", "reminded")
        assert (request.state == "done") is whole, one.way
        assert PartyKey.objects.filter(party_id=one.party).exists() is not whole
        if one in every:
            assert left_over(one, request, told) == [], one.way
    assert {entry["kind"] for request in requests for entry in request.kept} == {"case", "order"}
    assert not Draft.objects.filter(submitted_case=None).exists()


def test_i5_files_of_an_erased_person_leave_the_disk(cast: Cast, settings: Any) -> None:
    one = someone(1, cast)
    root = Path(django_settings.FILES_ROOT)
    assert [path for path in root.glob("*/*") if path.is_file()]
    erased(one)
    sweep_files(now=timezone.now().timestamp() + 7200)
    assert [path for path in root.glob("*/*") if path.is_file()] == []


def test_i5_an_act_that_keeps_the_drafts_turns_the_check_red(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one = someone(7, cast)
    monkeypatch.setattr(erasing, "discard_drafts_of", lambda **told: 0)
    assert any("cases_draft" in what for what in left_over(one, erased(one)))


def test_i5_an_account_that_keeps_its_name_turns_the_check_red(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one = someone(0, cast)
    monkeypatch.setattr(
        "tongban.agencies.actions.parties._close_account",
        lambda party: User.objects.filter(party_id=party).update(is_active=False),
    )
    assert left_over(one, erased(one)) == ["agencies_user.username in the clear"]


def test_i5_what_is_kept_has_its_reason_and_goes_by_itself_after_its_day(cast: Cast) -> None:
    one = someone(3, cast)
    archive_closed(at=AT)
    request = erased(one)
    assert [entry["kind"] for entry in request.kept] == ["case"]
    keep_rest(request_id=request.pk, answer="办件档案保存十年，期满自动删除。", by=security(cast), at=AT)
    request.refresh_from_db()
    assert request.state == "kept"
    assert request.rest_until == on(11, 10).date().replace(year=2036)
    last = datetime.combine(request.rest_until, AT.timetz())
    assert finish_erasures(at=last) == 0, "not a day early"
    assert PartyKey.objects.filter(party_id=one.party).exists()
    assert finish_erasures(at=last + timedelta(days=1)) == 1, "not a day late"
    request.refresh_from_db()
    assert (request.state, left_over(one, request)) == ("done", [])
    assert [archive_differences(row) for row in newest_archives(10)] == [[]], "the package went by an act, not a fault"


@pytest.mark.parametrize("forgets", [True, False])
def test_i5_of_an_erased_caller_no_word_is_left_in_the_clear(
    cast: Cast, forgets: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not forgets:
        monkeypatch.setattr(erasing, "forget_words", lambda **told: 0)
    one = someone(5, cast)
    request = erased(one)
    keep_rest(request_id=request.pk, answer="诉求档案保存十年，期满自动删除。", by=security(cast), at=AT)
    assert finish_erasures(at=AT.replace(year=2037)) == 1
    request.refresh_from_db()
    assert (left_over(one, request) == []) is forgets


def security(cast: Cast) -> Actor:
    return cast.officer("security_admin", AT)


def test_i5_erasing_is_the_persons_own_and_confirmed(cast: Cast) -> None:
    one, other = someone(1, cast), someone(9, cast)
    for by, agreed, code in ((other.actor, True, "rights_own"), (security(cast), True, "rights_own"),
                             (one.actor, False, "rights_confirm")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            ask_erasure(party_id=one.party, agreed=agreed, by=by, at=AT)
        assert refused.value.refusal.code == code
    assert Draft.objects.filter(party_id=one.party).exists()


@pytest.mark.parametrize("post", ["window_1", "market_review", "system_admin", "centre_manager"])
def test_i5_only_the_named_post_answers(cast: Cast, post: str) -> None:
    request = erased(someone(2, cast))
    with pytest.raises(Refused) as refused:
        keep_rest(request_id=request.pk, answer="办件还没有办完，依法保存。", by=cast.officer(post, AT), at=AT)
    assert refused.value.refusal.code == "rights_duty"


def test_i5_nothing_is_erased_that_the_law_keeps_and_nothing_kept_that_it_does_not(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = erased(someone(2, cast))
    with pytest.raises(Refused, match="rights_kept"):
        erase_rest(request_id=request.pk, answer="没有要保存的了，全部删除。", by=security(cast), at=AT)
    monkeypatch.setattr(erasing, "kept_of", lambda party, today: ())
    with pytest.raises(Refused, match="rights_nothing_kept"):
        keep_rest(request_id=request.pk, answer="办件还没有办完，依法保存。", by=security(cast), at=AT)
    erase_rest(request_id=request.pk, answer="没有要保存的了，全部删除。", by=security(cast), at=AT)
    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("done", security(cast).ref)


def test_i5_what_is_told_about_an_open_case_stays_until_it_has_ended(cast: Cast) -> None:
    one = someone(2, cast)
    about = Reminder.objects.filter(party_id=one.party).count()
    request = erased(one)
    assert not request.contact, "the body must still reach the person"
    assert Reminder.objects.filter(party_id=one.party).count() == about
    card = party_cards([one.party], viewer=one.actor)[one.party]
    assert card.phone == one.person.phone


def test_i5_a_request_is_taken_back_and_then_nothing_more_goes(cast: Cast) -> None:
    one, other = someone(3, cast), someone(11, cast)
    request = erased(one)
    with pytest.raises(Refused, match="rights_unknown"):
        take_back(request_id=request.pk, by=other.actor, at=AT)
    keep_rest(request_id=request.pk, answer="办件档案保存十年，期满自动删除。", by=security(cast), at=AT)
    take_back(request_id=request.pk, by=one.actor, at=AT)
    assert finish_erasures(at=AT.replace(year=2060)) == 0
    assert PartyKey.objects.filter(party_id=one.party).exists()


def test_i5_a_name_is_corrected_by_a_window_that_read_it_on_the_papers(cast: Cast) -> None:
    one, clerk = someone(0, cast), cast.officer("window_1", AT)
    asked = ask_correction(party_id=one.party, name="龘靐齉新名", by=one.actor, at=AT)
    row = Request.objects.get(pk=asked)
    assert row.body_id == cast.county.bodies["centre"]
    assert timezone.localtime(row.answer_by).date() == on(12, 3).date(), "15 working days"
    with pytest.raises(Refused, match="rights_stands"):
        ask_correction(party_id=one.party, name="龘靐齉别名", by=one.actor, at=AT)
    with pytest.raises(Refused, match="rights_other_name"):
        correct_as_asked(request_id=asked, name="龘靐齉别名", by=clerk, at=AT)
    with pytest.raises(Refused, match="rights_duty"):
        correct_as_asked(request_id=asked, name="龘靐齉新名", by=security(cast), at=AT)
    correct_as_asked(request_id=asked, name="龘靐齉 新名".replace(" ", ""), by=clerk, at=AT)
    assert party_cards([one.party], viewer=one.actor)[one.party].name == "龘靐齉新名"
    with pytest.raises(Refused, match="rights_done"):
        refuse_correction(request_id=asked, answer="证件与请求的不一致。", by=clerk, at=AT)


def test_i5_a_refused_correction_is_a_sentence_with_its_remedy(cast: Cast) -> None:
    one, clerk = someone(0, cast), cast.officer("window_1", AT)
    asked = ask_correction(party_id=one.party, name="龘靐齉新名", by=one.actor, at=AT)
    refuse_correction(request_id=asked, answer="证件上的姓名与请求的不一致。", by=clerk, at=AT)
    page = signed_in(one.account).get("/my/data/").content.decode()
    assert "证件上的姓名与请求的不一致。" in page
    assert "行政复议" in page


def test_i5_the_pages_lead_the_whole_way(cast: Cast) -> None:
    one = someone(0, cast)
    own = signed_in(one.account)
    assert "当场全部删除" in own.get("/my/data/erase/").content.decode()
    assert own.post("/my/data/erase/").status_code == 422, "without the confirmation"
    answer = own.post("/my/data/erase/", {"agreed": "on"})
    assert answer["Location"] == "/data-rights/?erased"
    assert own.get("/my/data/").status_code == 302, "signed out"
    going = someone(2, cast)
    own = signed_in(going.account)
    assert own.post("/my/data/erase/", {"agreed": "on"})["Location"] == "/my/data/"
    assert "等待答复" in own.get("/my/data/").content.decode()
    assert own.post("/my/data/erase/", {"agreed": "on"}).status_code == 409


def test_i5_erased_by_the_keeping_time_alone_is_for_the_administrator(cast: Cast) -> None:
    one = someone(0, cast)
    with pytest.raises(Refused):
        erase_party(party_id=one.party, ground="keeping_time_over", by=security(cast), at=AT)


def test_what_is_open_has_no_day_and_years_end_no_day_early() -> None:
    years = {key: 10 for _words, key, _why in KINDS.values()}
    day = on(3, 1).date()
    stands = [Stand("case", 2, 1, day), Stand("order", 1, 0, day), Stand("rating", 0, 0, None)]
    assert kept_by_law(stands, years, day) == (
        Kept("case", 2, 1, None, 10), Kept("order", 1, 0, day.replace(year=2036), 10),
    )  # fmt: skip
    assert rest_until(kept_by_law(stands, years, day)) is None
    assert kept_by_law(stands[1:], years, day.replace(year=2036) + timedelta(days=1)) == ()
    leap = datetime(2024, 2, 29, tzinfo=AT.tzinfo).date()
    assert after_years(leap, 1) == datetime(2025, 3, 1, tzinfo=AT.tzinfo).date()
