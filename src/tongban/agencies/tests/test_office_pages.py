"""The administrator's pages: what they show, what they do, what a refusal leaves on the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.agencies import actions, queries
from tongban.agencies.models import Official, PostHolding, User
from tongban.agencies.models.access import write_access
from tongban.agencies.tests.factories import AT, START, office, official, person
from tongban.kernel.actor import SYSTEM, Actor, ActorKind

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def county(settings):
    settings.DEMO = True
    made = office()
    for key, duty, name in (("admin", "admin", "窦振华"), ("security", "security", "柏永安")):
        post = actions.create_post(
            body_id=made.body, key=key, name_zh=key, name_en=key, duties=[duty], by=SYSTEM, at=AT
        )
        who = official(name, key, made.body)
        actions.appoint(post_id=post, official_id=who, role="A", valid_from=START, by=SYSTEM, at=AT)
    return made


def as_(client, staff_no):
    client.force_login(Official.objects.get(staff_no=staff_no).user, backend=BACKEND)
    return client


@pytest.fixture
def admin(client, county):
    return as_(client, "admin")


def test_the_list_of_posts_names_what_lacks_a_holder(admin, county):
    page = admin.get("/office/posts/").content.decode()
    assert "食品许可审查岗" in page
    assert "张敏" in page
    assert "没有人" in page


def test_somebody_is_appointed_and_an_appointment_ends(admin, county):
    chen = official("陈军", "S9", county.body)
    where = f"/office/posts/{county.review}/"
    taken = admin.post(where, {"official": chen, "role": "B", "starts": "2026-11-23"})
    assert taken.status_code == 409
    assert "已有人任职" in taken.content.decode()
    held = PostHolding.objects.get(post_id=county.review, role="B").pk
    assert admin.post(where, {"holding": held, "ends": "2026-11-20"}).status_code == 302
    assert admin.post(where, {"official": chen, "role": "B", "starts": "2026-11-20"}).status_code == 302
    assert PostHolding.objects.get(post_id=county.review, role="B", valid__upper_inf=True).official_id == chen


def test_what_is_missing_is_told_and_nothing_is_done(admin, county):
    answer = admin.post(f"/office/posts/{county.review}/", {"role": "C", "starts": "不知道"})
    assert answer.status_code == 422
    assert PostHolding.objects.filter(post_id=county.review).count() == 2


def test_both_away_is_refused_on_the_page_with_the_typed_days_kept(admin, county):
    today = timezone.localdate()
    days = {"starts": today.isoformat(), "ends": (today + timedelta(days=2)).isoformat(), "reason": "leave"}
    assert admin.post("/office/absences/", days | {"official": county.zhang}).status_code == 302
    answer = admin.post("/office/absences/", days | {"official": county.li})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "张敏" in page
    assert "吴刚" in page
    assert days["ends"] in page


def test_an_official_records_only_the_own_absence(client, county):
    as_(client, "S1")
    today = timezone.localdate().isoformat()
    asked = {"official": county.li, "starts": today, "ends": today, "reason": "leave"}
    assert client.post("/office/absences/", asked).status_code == 422
    assert queries.absences(timezone.now()) == []


def test_back_before_the_end_gives_the_post_back(admin, county):
    now = timezone.now()
    absence = actions.record_absence(
        official_id=county.zhang, starts=now - timedelta(hours=2), ends=now + timedelta(days=2), reason="trip",
        by=SYSTEM, at=now,
    )  # fmt: skip
    assert admin.post("/office/absences/", {"absence": absence}).status_code == 302
    assert queries.who_acts(county.review, timezone.now()).official_id == county.zhang


def test_a_window_is_opened_closed_and_opened_again(admin, county):
    actions.open_centre(body_id=county.body, address_zh="人民路 1 号", address_en="1 Renmin Road", by=SYSTEM, at=AT)
    opened = {"do": "open", "centre": county.body, "number": 3, "post": county.window}
    assert admin.post("/office/windows/", opened).status_code == 302
    assert admin.post("/office/windows/", opened).status_code == 409
    (one,) = queries.windows(timezone.now())
    assert admin.post("/office/windows/", {"do": "close", "window": one.window_id}).status_code == 302
    assert "起关闭" in admin.get("/office/windows/").content.decode()
    again = {"do": "staff", "window": one.window_id, "post": county.window}
    assert admin.post("/office/windows/", again).status_code == 302


def test_a_person_and_a_post_are_set_up(admin, county):
    new = {"name_zh": "田野", "name_en": "Tian Ye", "staff_no": "T1", "username": "tianye", "password": "long-river-77"}
    assert admin.post("/office/posts/market/new-person/", new).status_code == 302
    post = {"name_zh": "档案岗", "name_en": "Archive", "key": "archive", "duties": ["deliver"]}
    assert admin.post("/office/posts/market/new-post/", post).status_code == 302
    assert {one.key for one in queries.posts_of_body(county.body)} >= {"archive"}
    assert admin.post("/office/posts/market/new-post/", post | {"key": "N O"}).status_code == 422


@pytest.fixture
def read(county):
    """A citizen whose data a clerk opened."""
    party = person()
    clerk = Actor(ActorKind.OFFICIAL, ref=county.clerk, post_id=county.window, body_id=county.body)
    seen = {"fields": ["name", "phone"], "purpose": "reveal", "case_ref": "QH1", "reason": "核对"}
    write_access(party_ids=[party], by=clerk, at=AT, **seen)
    return party


def test_the_security_administrator_sees_who_opened_whose_data_and_no_data(client, county, read):
    page = as_(client, "security").get("/office/access/").content.decode()
    assert "查看全部信息" in page
    assert "陈**" in page
    assert "陈小芳" not in page
    assert "13800138000" not in page
    assert "陈**" not in client.get("/office/access/?purpose=document").content.decode()


def test_nobody_else_sees_the_log(admin, county, read):
    assert admin.get("/office/access/").status_code == 403


def test_i7_citizens_see_who_opened_their_own_data_and_why(client, county, read):
    user = actions.open_citizen_account(username="chenfang", password=None, party_id=read, by=SYSTEM, at=AT)
    client.force_login(User.objects.get(pk=user), backend=BACKEND)
    page = client.get("/account/seen/").content.decode()
    assert "县市场监管局" in page
    assert "核对" in page
    assert "姓名、电话" in page


def test_nothing_typed_by_hand_breaks_the_log(client, county):
    as_(client, "security")
    for query in ("after=x~y", "after=9999-12-31T23:59:59%2B00:00~0", "starts=1", "body=%00", "purpose=%00"):
        assert client.get(f"/office/access/?{query}").status_code == 200
