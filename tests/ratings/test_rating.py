"""好差评: one visit one rating, one matter one rating, by the person alone; the last two of five levels are bad."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, on
from tests.ratings.stage import RATED, Stage, at_the_window, followed
from tongban.agencies.queries import sealing_key, unseal
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.ratings.actions.devices import close_device, open_device
from tongban.ratings.actions.rating import give_rating, rate_at_device
from tongban.ratings.models import Device, Occasion, Rating

TOLD: dict[str, Any] = {"level": 1, "reasons": [], "words": "", "named": False, "channel": "mine"}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return at_the_window(cast)


def code(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def test_s_36_each_visit_and_the_matter_may_be_rated(stage: Stage) -> None:
    found = Occasion.objects.filter(case_id=stage.case_id).order_by("opened_at", "kind")
    assert [(one.kind, one.stage) for one in found] == [
        ("visit", "received"), ("matter", "ended"), ("visit", "delivered"),
    ]  # fmt: skip
    posts = stage.cast.county.posts
    assert stage.occasion("received").post_id == posts["window_1"]
    assert stage.occasion("ended").post_id == posts["market_decide"]


def test_the_same_events_twice_open_nothing_more(stage: Stage) -> None:
    followed(stage.case_id)
    assert Occasion.objects.filter(case_id=stage.case_id).count() == 3


def test_s_36_one_matter_one_rating(stage: Stage) -> None:
    row = stage.rate(level=2)
    assert (row.state, row.contact_by, row.rectify_by) == ("counted", None, None)
    assert code(lambda: stage.rate(level=5)) == "rated_once"
    stage.rate(level=1, stage="received")  # the visit is another thing to rate


def test_s_36_a_bad_rating_is_contacted_in_one_working_day(stage: Stage) -> None:
    row = stage.rate(level=4)
    assert row.state == "open"
    assert row.contact_by == on(11, 12, 17)
    assert row.rectify_by == on(11, 18, 17)


def test_a_rater_who_gives_no_contact_is_not_contacted(stage: Stage) -> None:
    row = stage.rate(level=5, named=False)
    assert row.contact_by is None
    assert row.rectify_by == on(11, 18, 17)


@pytest.mark.parametrize("post", ["window_1", "market_decide", "supervision", "system_admin"])
def test_s_36_staff_cannot_rate_also_not_with_the_code(stage: Stage, post: str) -> None:
    by, key = stage.who(post), stage.occasion().pk
    assert code(lambda: give_rating(occasion_id=key, **TOLD, by=by, at=RATED, holds_link=True)) == "staff_rates"


def test_a_stranger_learns_nothing_and_the_code_opens_it(stage: Stage) -> None:
    key, stranger = stage.occasion().pk, Actor(ActorKind.CITIZEN, ref=uuid7())
    assert code(lambda: give_rating(occasion_id=key, **TOLD, by=stranger, at=RATED)) == "not_found"
    assert code(lambda: give_rating(occasion_id=key, **TOLD, by=ANONYMOUS, at=RATED)) == "not_found"
    assert give_rating(occasion_id=key, **TOLD, by=ANONYMOUS, at=RATED, holds_link=True)


def test_rating_is_over_after_the_window(stage: Stage) -> None:
    assert code(lambda: stage.rate(at=on(12, 20))) == "rating_late"


@pytest.mark.parametrize(
    ("changed", "problem"),
    [({"level": 6}, "rating_level"), ({"reasons": ["x"]}, "rating_reason"), ({"words": "长" * 501}, "rating_words")],
)
def test_what_is_no_rating_is_refused(stage: Stage, changed: dict[str, Any], problem: str) -> None:
    told = TOLD | changed
    assert code(lambda: give_rating(occasion_id=stage.occasion().pk, **told, by=stage.cast.citizen, at=RATED)) == (
        problem
    )


def test_words_are_sealed_and_the_ledger_holds_codes(stage: Stage) -> None:
    row = stage.rate()
    assert unseal(sealing_key(stage.cast.applicant), bytes(row.words)).decode() == "等了两个小时"
    (given,) = events_of("rating", row.pk)
    assert (given.data["level"], given.data["reasons"], given.actor) == (5, ["waiting"], stage.cast.applicant)
    assert "小时" not in str(given.data)


def test_the_device_at_the_counter_rates_the_visit_just_received(stage: Stage) -> None:
    token = open_device(post_id=stage.cast.county.posts["window_1"], by=stage.who("centre_manager"), at=on(11, 2, 9))
    device, visit = Device.objects.get(), stage.occasion("received")
    assert token.encode() not in bytes(device.token_hash)
    told: dict[str, Any] = {"device": device.pk, "level": 1, "reasons": [], "by": ANONYMOUS}
    assert code(lambda: rate_at_device(**told, occasion_id=visit.pk, at=on(11, 2, 12))) == "device_over"
    assert code(lambda: rate_at_device(**told, occasion_id=stage.occasion().pk, at=on(11, 10, 10, 1))) == "device_over"
    rate_at_device(**told, occasion_id=visit.pk, at=on(11, 2, 10, 3))
    assert Rating.objects.get().channel == "device"


def test_a_new_device_ends_the_old_one(stage: Stage) -> None:
    manager, post = stage.who("centre_manager"), stage.cast.county.posts["window_1"]
    for _again in range(2):
        open_device(post_id=post, by=manager, at=RATED)
    (device,) = Device.objects.filter(closed_at=None)
    close_device(device_id=device.pk, by=manager, at=RATED)
    assert code(lambda: close_device(device_id=device.pk, by=manager, at=RATED)) == "not_found"
    assert code(lambda: open_device(post_id=post, by=stage.who("window_1"), at=RATED)) == "not_for_centre"
