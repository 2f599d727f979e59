"""G6, the audit administrator's page: which administrator did what, told from the ledger, provable, read only."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account, reset_access
from tongban.agencies.actions.posts import appoint, create_post, end_appointment, record_absence, register_official
from tongban.agencies.actions.tokens import issue_token
from tongban.agencies.models import PostHolding, User
from tongban.agencies.queries import account_of_official
from tongban.kernel.actor import SYSTEM, Actor

pytestmark = pytest.mark.django_db
PAGE, FILE = "/office/acts/", "/office/acts.xlsx"
OTHERS = {"security": "security_admin", "admin": "system_admin", "leader": "county_head", "list": "list_office",
          "supervisor": "supervision", "clerk": "window_1"}  # fmt: skip


@pytest.fixture
def cast(settled: None, settings: Any) -> Cast:
    settings.DEMO = True
    return small_county()


def client_of(cast: Cast, post: str) -> Client:
    return signed_in(account_of_official(cast.county.holders[post][0]))


@pytest.fixture
def auditor(cast: Cast) -> Client:
    return client_of(cast, "audit_admin")


def admin(cast: Cast, at: datetime) -> Actor:
    return cast.officer("system_admin", at)


def new_person(cast: Cast, at: datetime, number: int = 1) -> UUID:
    return register_official(
        username=f"new{number}", password=None, name_zh="韩新", name_en="Han Xin", staff_no=f"N{number}",
        body_id=cast.county.bodies["market"], by=admin(cast, at), at=at,
    )  # fmt: skip


def new_post(cast: Cast, at: datetime) -> UUID:
    return create_post(
        body_id=cast.county.bodies["market"], key="archive", name_zh="档案岗", name_en="Archive", duties=["review"],
        by=admin(cast, at), at=at,
    )  # fmt: skip


def told(client: Client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("page", [PAGE, "/office/access/"])
def test_a_day_that_is_none_is_told_at_its_field_and_never_passed_over(cast: Cast, auditor: Client, page: str) -> None:
    sent = auditor.get(f"{page}?starts=2026-13-45&ends=2026-11-20").content.decode()
    assert '<a href="#f-starts">' in sent
    assert '<a href="#f-ends">' not in sent
    assert 'role="alert"' not in auditor.get(f"{page}?starts=2026-11-20").content.decode()


def test_g6_who_did_what_on_whom_is_told_and_can_be_proved(cast: Cast, auditor: Client) -> None:
    at = on(11, 10, 10)
    post, person = new_post(cast, at), new_person(cast, at)
    appoint(post_id=post, official_id=person, role="A", valid_from=at, by=admin(cast, at), at=at)
    rows = auditor.get(PAGE).context["rows"]
    assert {row["what"] for row in rows} == {"任命", "登记人员、开通账号", "设立岗位"}
    first = next(row for row in rows if row["what"] == "任命")
    assert (first["who"], "系统管理岗" in first["post"], first["object"].endswith("档案岗")) == ("窦振华", True, True)
    assert first["details"][:2] == ["韩新", "A 岗"]
    proof = Client().get(first["proof"])
    assert proof.status_code == 200
    assert "待封存" in told(auditor)


def test_g6_only_the_audit_administrator_opens_it(cast: Cast, auditor: Client) -> None:
    for address in (PAGE, FILE):
        assert auditor.get(address).status_code == 200
        assert auditor.post(address).status_code in (403, 405)
        for role, post in OTHERS.items():
            assert client_of(cast, post).get(address).status_code == 403, role
    assert "三权分立" in client_of(cast, "system_admin").get(PAGE).content.decode()


def holders_of_two() -> list[UUID]:
    """Everybody in whose hands two of the three come together, at any moment, counted without the product's rules."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.official_id FROM agencies_postholding a JOIN agencies_post p ON p.id = a.post_id
               JOIN agencies_postholding b ON b.official_id = a.official_id AND a.valid && b.valid
               JOIN agencies_post q ON q.id = b.post_id
               WHERE cardinality(ARRAY(SELECT DISTINCT d FROM unnest(p.duties || q.duties) AS d
                                       WHERE d IN ('admin', 'security', 'audit'))) > 1"""
        )
        return [one for (one,) in cursor.fetchall()]


def test_g6_in_the_whole_county_nobody_holds_two(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert holders_of_two() == []
    dou, at = cast.county.holders["system_admin"][0], on(11, 10, 10)
    monkeypatch.setattr("tongban.agencies.actions.posts.joined", lambda duties: False)
    appoint(post_id=security_post(cast, at), official_id=dou, role="A", valid_from=at, by=SYSTEM, at=at)
    assert dou in holders_of_two(), "it is the act that keeps it so"


def security_post(cast: Cast, at: datetime) -> UUID:
    return create_post(
        body_id=cast.county.bodies["market"], key="second", name_zh="第二岗", name_en="Second", duties=["security"],
        by=SYSTEM, at=at,
    )  # fmt: skip


def test_g6_an_open_door_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: everybody may audit."""
    monkeypatch.setattr("tongban.agencies.pages.administration.may_audit", lambda by: None)
    monkeypatch.setattr("tongban.agencies.queries.administration.may_audit", lambda by: None)
    assert client_of(cast, "system_admin").get(PAGE).status_code == 200


def test_nobody_did_anything_yet(cast: Cast, auditor: Client) -> None:
    assert "管理员还没有做过操作" in told(auditor)
    assert "没有符合条件的管理员操作" in told(auditor, "?group=posts")


def test_acts_of_other_posts_are_not_administrators_acts(cast: Cast, auditor: Client) -> None:
    at = on(11, 10, 10)
    cast.receive(at, by=cast.officer("window_1", at))
    clerk = cast.officer("window_1", at)
    record_absence(official_id=clerk.ref, starts=at, ends=at + timedelta(days=1), reason="sick", by=clerk, at=at)  # type: ignore[arg-type]
    assert auditor.get(PAGE).context["rows"] == []
    about = f"?kind=official&record={clerk.ref}"
    assert "登记不在岗" in [row["what"] for row in auditor.get(PAGE + about).context["rows"]]


def test_filters_by_administrator_kind_and_days(cast: Cast, auditor: Client) -> None:
    early, late = on(11, 9, 10), on(11, 11, 10)
    new_post(cast, early)
    new_person(cast, late)
    dou, bai = (cast.county.holders[post][0] for post in ("system_admin", "security_admin"))

    def kinds(query: str) -> list[str]:
        return [row["act"].type for row in auditor.get(PAGE + query).context["rows"]]

    assert kinds("") == ["official.registered", "post.created"]
    assert kinds("?who=admin") == kinds(f"?who={dou}") == kinds("")
    assert kinds("?who=security") == kinds(f"?who={bai}") == kinds("?who=audit") == []
    assert kinds("?group=posts") == ["post.created"]
    assert kinds("?starts=2026-11-10") == ["official.registered"]
    assert kinds("?ends=2026-11-10") == ["post.created"]
    assert "body.created" in kinds("?who=platform")
    nonsense = ("who=%00", "who=nobody", "group=x", "starts=x", "after=x~y", "kind=post&record=1", "marked=x")
    assert {auditor.get(f"{PAGE}?{one}").status_code for one in nonsense} == {200}


def test_the_next_page_goes_on_where_this_one_ended(
    cast: Cast, auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        new_person(cast, on(11, 10, 10), number)
    monkeypatch.setattr("tongban.agencies.pages.administration.number", lambda key, day: 2)
    seen, query = [], ""
    for _ in range(4):
        answer = auditor.get(PAGE + query)
        seen += [row["act"].id for row in answer.context["rows"]]
        query = answer.context["next"]
        if not query:
            break
    assert len(seen) == len(set(seen)) == 5


def marks(auditor: Client, query: str = "") -> dict[str, list[str]]:
    return {row["act"].type: row["marks"] for row in auditor.get(PAGE + query).context["rows"]}


def test_what_is_unusual_is_marked_in_words(cast: Cast, auditor: Client) -> None:
    night, noon = on(11, 10, 23), on(11, 11, 12)
    post, person = new_post(cast, night), new_person(cast, noon)
    appoint(post_id=post, official_id=person, role="A", valid_from=noon, by=admin(cast, noon), at=noon)
    held = PostHolding.objects.get(post_id=post).pk
    end_appointment(holding_id=held, valid_to=noon + timedelta(hours=1), by=admin(cast, noon), at=noon)
    dou = cast.county.holders["system_admin"][0]
    reset_access(user_id=account_of_official(dou), password="a-long-riverside-walk", by=admin(cast, noon), at=noon)
    assert marks(auditor) == {
        "post.created": ["非工作时间"], "official.registered": [], "post.appointed": ["任免间隔短"],
        "post.appointment_ended": ["任免间隔短"], "official.access_reset": ["对本人"],
    }  # fmt: skip
    assert marks(auditor, "?marked=1").keys() == marks(auditor).keys() - {"official.registered"}
    assert told(auditor).count('class="st near"') == 4


def test_many_accounts_within_the_hour_are_marked(cast: Cast, auditor: Client) -> None:
    at = on(11, 10, 10)
    for number in range(11):
        new_person(cast, at + timedelta(minutes=number), number)
    new_person(cast, at + timedelta(hours=3), 20)
    rows = auditor.get(PAGE).context["rows"]
    assert sum(row["marks"] == ["短时多账号"] for row in rows) == 11
    assert rows[0]["marks"] == []


def test_a_page_of_every_kind_of_act_asks_little(cast: Cast, auditor: Client) -> None:
    at = on(11, 10, 10)
    post, person = new_post(cast, at), new_person(cast, at)
    appoint(post_id=post, official_id=person, role="A", valid_from=at, by=admin(cast, at), at=at)
    issue_token(post_id=post, purpose="trial", system="省平台", scopes={"read"}, days=5, by=admin(cast, at), at=at)
    account = open_citizen_account(username="chen", password=None, party_id=cast.applicant, by=SYSTEM, at=at)
    reset_access(user_id=account, password="a-long-riverside-walk", by=admin(cast, at), at=at)
    auditor.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        page = auditor.get(PAGE)
    assert len(asked) <= 15, len(asked)
    assert len(page.content) < 60_000
    text = page.content.decode()
    assert "陈芳" not in text, "persons stand masked"
    assert "省平台" in text
    assert "重设群众账号的密码" in text


def test_the_file_holds_the_same_acts_as_texts_with_their_hashes(cast: Cast, auditor: Client) -> None:
    new_post(cast, on(11, 10, 23))
    sheet = openpyxl.load_workbook(io.BytesIO(auditor.get(FILE).content)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[2][:4] == ("时间", "谁", "岗位", "做了什么")
    assert rows[3][0] == "2026-11-10 23:00:00"
    assert rows[3][7] == "非工作时间"
    assert len(str(rows[3][9])) == 64
    assert {type(cell) for row in rows[3:] for cell in row if cell is not None} == {str}


def signs_in(cast: Cast, password: str, right: bool = True) -> Callable[[], Any]:
    official = cast.county.holders["system_admin"][0]
    user = account_of_official(official)
    reset_access(user_id=user, password=password, by=SYSTEM, at=timezone.now())
    name = signed_name(user)
    return lambda: Client().post("/sign-in/", {"login": name, "password": password if right else "wrong-wrong-wrong"})


def signed_name(user: UUID) -> str:
    return User.objects.get(pk=user).get_username()


@pytest.mark.parametrize(("right", "word", "who"), [(True, "登录", "窦振华"), (False, "登录未成功", "")])
def test_sign_ins_of_administrators_and_failures_are_told(
    cast: Cast, auditor: Client, settings: Any, right: bool, word: str, who: str
) -> None:
    settings.OFFICE_NETWORKS = ["10.8.0.0/16"]
    signs_in(cast, "a-long-riverside-walk", right)()
    (row,) = auditor.get(PAGE + "?group=sign_in").context["rows"]
    assert (row["what"], row["who"], row["object"]) == (word, who, "窦振华")
    assert row["details"] == ["密码", "不是从办公网"]


def test_signing_in_as_anybody_else_leaves_no_trace(cast: Cast, auditor: Client) -> None:
    clerk = account_of_official(cast.county.holders["window_1"][0])
    reset_access(user_id=clerk, password="a-long-riverside-walk", by=SYSTEM, at=timezone.now())
    name = signed_name(clerk)
    for password in ("a-long-riverside-walk", "wrong-wrong-wrong"):
        Client().post("/sign-in/", {"login": name, "password": password})
    Client().post("/sign-in/", {"login": "nobody-at-all", "password": "wrong-wrong-wrong"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.event WHERE kind = 'sign_in'")
        assert cursor.fetchone() == (0,)


def test_the_auditor_begins_here_and_the_bar_leads_here(cast: Cast, auditor: Client) -> None:
    assert auditor.get("/sign-in/done/")["Location"] == PAGE
    assert f'href="{PAGE}"' in told(auditor)
    assert f'href="{PAGE}"' not in client_of(cast, "system_admin").get("/office/posts/").content.decode()


def test_the_platforms_own_acts_are_named_as_such(cast: Cast, auditor: Client) -> None:
    page = told(auditor, "?who=platform")
    assert "平台自身做过的操作" in page
    assert "系统管理员、安全管理员和审计管理员做过的操作" not in page


def test_only_buttons_print() -> None:
    """A list's pager is marked as not for paper, too; a click on it turns the page and prints nothing."""
    script = finders.find("portal/print.js")
    assert 'querySelectorAll("button[data-print]")' in Path(str(script)).read_text(encoding="utf-8")
