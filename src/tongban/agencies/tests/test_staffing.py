"""Absences that would leave a post with nobody, windows that close and open, who holds what."""

from datetime import timedelta
from itertools import permutations

import pytest

from tongban.agencies import actions, queries
from tongban.agencies.models import PostHolding
from tongban.agencies.rules.duties import DUTIES
from tongban.agencies.tests.factories import AT, office, official
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def county():
    return office()


def away(official_id, starts=AT, days=3, reason="leave"):
    return actions.record_absence(
        official_id=official_id, starts=starts, ends=starts + days * DAY, reason=reason, by=SYSTEM, at=AT
    )


def test_s_20_leave_of_both_is_refused_and_names_the_other_and_the_head(county):
    away(county.zhang)
    with pytest.raises(Refused, match="both_would_be_absent") as refused:
        away(county.li)
    assert all(name in refused.value.refusal.sentence() for name in ("张敏", "吴刚", "食品许可审查岗"))


def test_s_20_without_the_check_both_would_be_away(county, monkeypatch):
    """Seeded fault: nobody looks at the other holder."""
    monkeypatch.setattr("tongban.agencies.actions.posts.post_left_empty", lambda *given: None)
    away(county.zhang)
    away(county.li)
    with pytest.raises(Refused, match="both_absent"):
        queries.who_acts(county.review, AT)


@pytest.mark.parametrize(("shift", "refused"), [(-2, True), (2, True), (3, False), (-3, False)])
def test_days_that_touch_but_do_not_overlap_are_no_conflict(county, shift, refused):
    away(county.zhang)
    if refused:
        with pytest.raises(Refused, match="both_would_be_absent"):
            away(county.li, AT + shift * DAY)
    else:
        away(county.li, AT + shift * DAY)


def test_a_post_without_a_second_holder_lets_nobody_go_on_leave(county):
    holding = PostHolding.objects.get(post_id=county.review, role="B").pk
    actions.end_appointment(holding_id=holding, valid_to=AT - DAY, by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="no_cover"):
        away(county.zhang)


def test_illness_is_recorded_whatever_it_leaves(county):
    away(county.zhang)
    away(county.li, reason="sick")
    rows = queries.absences(AT + DAY)
    assert [row.covers[0].by_zh for row in rows] == ["", ""]


def test_an_absence_tells_who_acts_in_each_post(county):
    away(county.zhang)
    (row,) = queries.absences(AT + DAY, body_id=county.body)
    assert (row.name_zh, row.covers[0].name_zh, row.covers[0].by_zh) == ("张敏", "食品许可审查岗", "李伟")
    assert queries.absences(AT + 4 * DAY) == []


def window(county):
    actions.open_centre(body_id=county.body, address_zh="人民路 1 号", address_en="1 Renmin Road", by=SYSTEM, at=AT)
    return actions.open_window(centre_id=county.body, number=1, post_id=county.window, by=SYSTEM, at=AT)


def test_a_window_closes_and_opens_again_with_another_post(county):
    one = window(county)
    actions.close_window(window_id=one, by=SYSTEM, at=AT)
    assert queries.windows(AT) == []
    with pytest.raises(Refused, match="window_closed"):
        actions.close_window(window_id=one, by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="not_a_window_post"):
        actions.staff_window(window_id=one, post_id=county.review, by=SYSTEM, at=AT)
    actions.staff_window(window_id=one, post_id=county.window, by=SYSTEM, at=AT)
    assert [(seen.number, seen.closed_at) for seen in queries.windows(AT)] == [(1, None)]


def test_a_number_of_a_window_is_given_once(county):
    window(county)
    with pytest.raises(Refused, match="window_exists"):
        actions.open_window(centre_id=county.body, number=1, post_id=county.window, by=SYSTEM, at=AT)


def test_posts_are_listed_with_present_and_coming_holders(county, django_assert_num_queries):
    chen = official("陈军", "S9", county.body)
    held = PostHolding.objects.get(post_id=county.review, role="A").pk
    actions.end_appointment(holding_id=held, valid_to=AT + DAY, by=SYSTEM, at=AT)
    actions.appoint(post_id=county.review, official_id=chen, role="A", valid_from=AT + DAY, by=SYSTEM, at=AT)
    with django_assert_num_queries(1):
        posts = {post.key: post for post in queries.staff_of_body(county.body, AT)}
    names = [(one.role, one.name_zh, one.holds(AT)) for one in posts["review"].holders]
    assert names == [("A", "张敏", True), ("A", "陈军", False), ("B", "李伟", True)]


def administrators(county):
    """The posts of both administrators in a body."""
    return [
        actions.create_post(body_id=county.body, key=key, name_zh=key, name_en=key, duties=[key], by=SYSTEM, at=AT)
        for key in ("admin", "security", "audit")
    ]


def hold(post_id, official_id, role="A", since=AT):
    return actions.appoint(post_id=post_id, official_id=official_id, role=role, valid_from=since, by=SYSTEM, at=AT)


PAIRS = list(permutations(range(3), 2))


@pytest.mark.parametrize("pair", [("admin", "security"), ("admin", "audit"), ("security", "audit")])
def test_g6_no_post_joins_the_administrators(county, pair):
    with pytest.raises(Refused, match="administrators_joined"):
        actions.create_post(
            body_id=county.body, key="x", name_zh="甲", name_en="A", duties=["lead", *pair], by=SYSTEM, at=AT
        )


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize(("role", "later"), [("A", 0), ("B", 0), ("A", 30)])
def test_g6_nobody_holds_two_in_any_role_now_or_later(county, first, second, role, later):
    posts = administrators(county)
    who = official("窦振华", "S8", county.body)
    held = hold(posts[first], who, since=AT + later * DAY)
    with pytest.raises(Refused, match="administrators_joined_in_one"):
        hold(posts[second], who, role)
    actions.end_appointment(holding_id=held, valid_to=AT + (later + 1) * DAY, by=SYSTEM, at=AT)
    hold(posts[second], who, role, since=AT + (later + 1) * DAY)


def test_g6_who_audits_has_no_other_duty_in_the_post(county):
    for duty in sorted(DUTIES - {"audit"}):
        with pytest.raises(Refused, match="audit_alone|administrators_joined"):
            actions.create_post(
                body_id=county.body, key="x", name_zh="甲", name_en="A", duties=["audit", duty], by=SYSTEM, at=AT
            )


def test_g6_without_the_check_one_person_would_hold_both(county, monkeypatch):
    """Seeded fault: nobody looks at the other posts."""
    monkeypatch.setattr("tongban.agencies.actions.posts.joined", lambda duties: False)
    who = official("窦振华", "S8", county.body)
    for post in administrators(county):
        hold(post, who)
    assert {"admin", "security", "audit"} <= {duty for post in queries.posts_of(who, AT) for duty in post.duties}
