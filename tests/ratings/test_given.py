"""S-36: where a rating was given. Staff cannot rate; an office's own machine and a bunch from one device are told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import on
from tests.ratings.stage import RATED, Stage, at_the_window
from tests.ratings.test_pages import official, text
from tongban.agencies.actions.parties import register_party
from tongban.agencies.rules.networks import in_office
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.ledger.queries import events_of
from tongban.ratings.actions.rating import give_rating
from tongban.ratings.models import Occasion, Rating
from tongban.ratings.queries.given import given_at, given_from
from tongban.ratings.queries.ratings import Asked, asked_rows
from tongban.ratings.rules.given import source_of

AGENT = "Mozilla/5.0 (X11; Linux) Firefox/128"


@pytest.fixture
def stage(cast: Any, settings: Any) -> Stage:
    settings.DEMO, settings.OFFICE_NETWORKS = True, ["10.8.0.0/16", "fd00::/8"]
    return at_the_window(cast)


def rated(stage: Stage, given: Any, minutes: float = 0, *, same_person: bool = False) -> Rating:
    """Somebody rates a matter of their own, from somewhere."""
    like, at = stage.occasion(), RATED + timedelta(minutes=minutes)
    party = stage.cast.applicant if same_person else register_party(kind="person", name="罗大勇", by=SYSTEM, at=at)
    row = Occasion.objects.create(
        kind="visit", stage="received", case_id=uuid7(), case_seq=1, number="QH1", item_name=like.item_name,
        party_id=party, body_id=like.body_id, post_id=like.post_id, place_id=like.place_id, opened_at=at,
        closes_at=at + timedelta(days=9),
    )  # fmt: skip
    made = give_rating(
        occasion_id=row.pk, level=1, reasons=[], words="", named=False, channel="link", by=SYSTEM, at=at, told=True,
        given=given,
    )  # fmt: skip
    return Rating.objects.get(pk=made)


def looked_at() -> set[Any]:
    return set(asked_rows(Asked(show="look")).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("address", "office"),
    [("10.8.3.4", True), ("10.9.3.4", False), ("fd00::7", True), ("", False), ("nonsense", False), ("::1", False)],
)
def test_s_36_an_office_s_own_network_is_known_by_its_address(address: str, office: bool) -> None:
    assert in_office(address, ["10.8.0.0/16", "fd00::/8"]) is office
    assert in_office(address, []) is False


def test_s_36_a_mark_is_of_its_day_and_holds_no_address() -> None:
    day, key = date(2026, 11, 11), b"key"
    mark = source_of("10.8.3.4", day, key)
    assert mark == source_of("10.8.3.4", day, key)
    others = {source_of("10.8.3.5", day, key), source_of("10.8.3.4", date(2026, 11, 12), key),
              source_of("10.8.3.4", day, b"other")}  # fmt: skip
    assert mark not in others
    assert len(mark) == 16


def test_s_36_a_rating_from_an_office_machine_is_marked_counted_and_listed(stage: Stage) -> None:
    row = rated(stage, given_from("10.8.3.4", AGENT, RATED))
    rated(stage, given_from("203.0.113.9", AGENT, RATED))
    assert (row.office, events_of("rating", row.pk)[0].data["office"]) == (True, True)
    assert (looked_at(), asked_rows(Asked(show="rated")).count()) == ({row.pk}, 2)
    desk = official(stage, "supervision")
    assert "要核查来源的评价" in text(desk, "/desk/ratings/?show=look")
    assert "单位网络" in text(desk, f"/desk/ratings/{row.pk}/")


def test_s_36_ratings_of_several_people_from_one_device_within_minutes_are_looked_at_all_of_them(stage: Stage) -> None:
    home = given_from("203.0.113.9", AGENT, RATED)
    bunch = {rated(stage, home, minutes).pk for minutes in (0, 1)}
    assert looked_at() == set(), "two may be a family"
    bunch.add(rated(stage, home, 2).pk)
    apart = rated(stage, home, 60).pk
    rated(stage, given_from("203.0.113.9", "another browser", RATED), 2)
    assert looked_at() == bunch
    assert apart not in looked_at()
    (one, *_rest) = bunch
    assert "同一设备几分钟内连续评价" in text(official(stage, "supervision"), f"/desk/ratings/{one}/")


def test_s_36_one_person_s_own_matters_are_no_bunch_and_a_counter_device_is_one_device(stage: Stage) -> None:
    for minutes in (0, 1, 2):
        rated(stage, given_from("203.0.113.9", AGENT, RATED), minutes, same_person=True)
    assert looked_at() == set()
    device = uuid7()
    bunch = {rated(stage, given_at(device, RATED), minutes).pk for minutes in (0, 1, 2)}
    assert looked_at() == bunch


def test_s_36_the_page_takes_the_address_with_the_rating(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(REMOTE_ADDR="10.8.3.4")
    session = client.session
    occasion = stage.occasion()
    session["rated_cases"] = [str(occasion.case_id)]
    session.save()
    client.cookies["sessionid"] = session.session_key
    monkeypatch.setattr("tongban.ratings.pages.citizen.timezone.now", lambda: on(11, 12))
    sent = client.post(f"/rate/{occasion.pk}/", {"level": "1"})
    assert (sent.status_code, Rating.objects.get().office) == (302, True)
