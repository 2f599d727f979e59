"""The pages of tasks over HTTP: sent by a line or held, approved, signed for, reported, given back; who sees what."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import on
from tests.delegation.stage import stage
from tests.people import signed_in

from tongban.agencies.queries import account_of_official
from tongban.delegation.models import Secondment, TownshipTask, TrainingPlan
from tongban.delegation.pages import tasks
from tongban.delegation.queries.training import deciding_refused
from tongban.delegation.rules.tasks import State
from tongban.delegation.tests.duties_stage import Town, town, with_capacity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture
def there(settings: Any) -> Town:
    settings.DEMO = True
    return town()


def client(there: Town, post: str) -> Client:
    return signed_in(account_of_official(there.cast.county.holders[post][0]))


def send(there: Town, post: str, **sent: str) -> Any:
    due = (timezone.localdate() + timedelta(days=20)).isoformat()
    told = {"townships": str(there.liuhe), "title": "登记聚餐", "words": "逐村登记", "due": due} | sent
    return client(there, post).post("/township-tasks/new/", told, follow=True)


def address(task: TownshipTask) -> str:
    return f"/township-tasks/{task.pk}/"


def test_a_task_by_a_line_is_sent_signed_for_and_reported_on_pages(there: Town) -> None:
    page = send(there, "market_decide", line="PH-02").content.decode()
    assert "待签收" in page
    task, officer = TownshipTask.objects.get(), there.cast.county.holders["liuhe_review"][0]
    township = client(there, "liuhe_review")
    township.post(address(task), {"do": "sign", "officer": str(officer)})
    done = township.post(address(task), {"do": "report", "words": "已登记三户"}, follow=True).content.decode()
    assert "已登记三户" in done
    assert "已办结" in done


def test_d_14_what_no_line_covers_is_held_on_the_page_and_approved_with_all_three(there: Town) -> None:
    assert "还没有下派" in send(there, "urban_decide", reports="on", kinds="population").content.decode()
    task, county = TownshipTask.objects.get(), client(there, "county_head")
    assert "登记聚餐" in county.get("/township-tasks/").content.decode()
    short = county.post(address(task), {"do": "approve", "money": "100", "guidance": "指导"})
    assert short.status_code == 409
    assert "三项都写明" in short.content.decode()
    county.post(address(task), {"do": "approve", "money": "100", "people": "1", "guidance": "指导"})
    assert TownshipTask.objects.get().state == State.SENT


def test_the_county_returns_and_the_township_gives_back_on_pages(there: Town) -> None:
    send(there, "urban_decide", title="广告牌检查")
    held = TownshipTask.objects.get()
    client(there, "list_office").post(address(held), {"do": "return", "words": "清单已收回"})
    assert TownshipTask.objects.get().state == State.RETURNED
    send(there, "urban_decide", title="广告牌检查", line="JB-01")
    task = TownshipTask.objects.exclude(pk=held.pk).get()
    told = {"do": "give_back", "line": "SH-01", "words": "已由县城管局检查"}
    assert "由上级收回的是哪一条" in client(there, "liuhe_decide").get(address(task)).content.decode()
    assert "SH-01" in client(there, "liuhe_decide").post(address(task), told, follow=True).content.decode()


@pytest.mark.parametrize(
    ("post", "status"),
    [("market_decide", 200), ("liuhe_review", 200), ("county_head", 200), ("fire_decide", 404), ("window_1", 404)],
)
def test_a_task_is_seen_by_its_sender_its_township_and_the_county(there: Town, post: str, status: int) -> None:
    send(there, "market_decide", line="PH-02")
    assert client(there, post).get(address(TownshipTask.objects.get())).status_code == status


@pytest.mark.parametrize("do", ["approve", "return", "report", "give_back", "confirm", "nonsense", "sign"])
def test_who_may_not_act_is_told_and_nothing_happens(there: Town, do: str) -> None:
    send(there, "market_decide", line="PH-02")
    task = TownshipTask.objects.get()
    answer = client(there, "market_decide").post(address(task), {"do": do, "words": "不该"})
    assert answer.status_code in (403, 404)
    assert TownshipTask.objects.get().seq == task.seq


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"due": "never"}, {"townships": "x"}, {"money": "-1"}, {"line": "SH-01"}]
)
def test_what_is_wrong_in_a_new_task_is_named_and_nothing_is_sent(there: Town, wrong: dict[str, str]) -> None:
    assert send(there, "market_decide", **wrong).status_code == 422
    assert not TownshipTask.objects.exists()


def test_the_list_is_a_file_too_and_odd_addresses_do_no_harm(there: Town) -> None:
    send(there, "market_decide", line="PH-02", title="=1+1 登记")
    sender = client(there, "market_decide")
    sheet = openpyxl.load_workbook(io.BytesIO(sender.get("/township-tasks/?file=1").content)).active
    assert [row[0].data_type for row in sheet.iter_rows(min_row=2)] == ["s"]
    for odd in ("?of=x", "?after=x", "?after=9999-99-99T00:00~x", "?of=late&after=~"):
        assert sender.get(f"/township-tasks/{odd}").status_code == 200


def test_what_a_township_has_is_recorded_on_its_page(there: Town) -> None:
    with_capacity(there)
    head = client(there, "liuhe_decide")
    wrong = head.post(
        "/townships/liuhe/capacity/", {"do": "figures", "established": "3", "filled": "9", "vehicles": "0"}
    )
    assert wrong.status_code == 409
    page = head.post(
        "/townships/liuhe/capacity/",
        {"do": "figures", "established": "15", "filled": "9", "vehicles": "2"},
        follow=True,
    ).content.decode()
    assert "编制 15 名，实有 9 人，车辆 2 台" in page
    assert "青禾县市场监督管理局" in page
    assert client(there, "market_decide").get("/townships/liuhe/capacity/").status_code == 200
    assert client(there, "window_1").get("/townships/liuhe/capacity/").status_code == 404


def test_the_file_holds_every_task_not_a_page_of_them_and_says_what_is_late(
    there: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("登记甲户", "登记乙户"):
        send(there, "market_decide", line="PH-02", title=title)
    monkeypatch.setattr(tasks, "number", lambda key, day: 1)
    monkeypatch.setattr(tasks, "standing", lambda *told: "red")
    township = client(there, "liuhe_decide")
    assert "已超期</b>" in township.get("/township-tasks/").content.decode()
    assert "已超期</b>" in township.get("/townships/liuhe/").content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(township.get("/township-tasks/?file=1").content)).active
    rows = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    assert [len(set(row)) == len(row) for row in rows] == [True] * len(rows), "no heading stands twice"
    assert [row[0] for row in rows if any("已超期" in str(cell) for cell in row)] == ["登记甲户", "登记乙户"]


def test_d_26_the_list_office_asks_for_a_training_and_the_giver_records_who_completed_it(there: Town) -> None:
    made = stage(there.cast)
    made.activated()
    where, officer = "/townships/liuhe/capacity/", str(there.cast.county.holders["liuhe_decide"][0])
    office, giver = client(there, "list_office"), client(there, "market_decide")
    power = f"{made.item}~{there.body('market')}"
    asked = {"do": "plan", "power": power, "since": "2026-07-01"}
    assert giver.post(where, asked).status_code == 404
    assert office.post(where, {**asked, "power": "x"}).status_code == 422
    assert office.post(where, asked).status_code == 302
    assert power not in office.get(where).content.decode(), "asked for once"
    assert deciding_refused(made.item, UUID(officer), on(7, 2)) is not None
    plan = str(TrainingPlan.objects.get().pk)
    done = {"do": "training", "plan": plan, "officer": officer, "completed": "2026-07-01"}
    assert giver.post(where, done).status_code == 302
    assert deciding_refused(made.item, UUID(officer), on(7, 2)) is None


def test_d_27_the_home_body_ends_a_posting_on_the_page(there: Town) -> None:
    with_capacity(there)
    where, row = "/townships/liuhe/capacity/", Secondment.objects.get()
    back = {"do": "recall", "secondment": str(row.pk)}
    assert client(there, "liuhe_decide").post(where, back).status_code == 404
    home = client(there, "market_decide")
    assert home.post(where, back).status_code == 302
    row.refresh_from_db()
    assert row.valid.upper is not None
    assert "结束下沉" not in home.get(where).content.decode()
