"""The pages of delegation: the board, a decision with its steps, a power with its evidence, the public list."""

from __future__ import annotations

import io
import re
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import on
from tests.delegation.stage import EFFECTIVE, Stage, stage
from tongban.agencies.queries import account_of_official
from tongban.delegation.actions.checking import rectify_check
from tongban.delegation.actions.handover import hand_over_due
from tongban.delegation.models import Check, Decision, Handover, Line
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries.powers import powers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.DEMO = True


def signed_in(made: Stage, post: str) -> Client:
    client = Client(headers={"accept-language": "zh-CN"})
    account = account_of_official(made.cast.county.holders[post][0])
    client.force_login(get_user_model().objects.get(pk=account), backend=BACKEND)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, address: str, **told: Any) -> int:
    return client.post(address, told).status_code


def test_d_11_the_board_shows_a_power_where_it_is_ready_or_not_and_each_cell_opens() -> None:
    made = stage(ready=False)
    draft = made.draft()
    line = Line.objects.get(decision_id=draft).pk
    shown = page(signed_in(made, "list_office"), "/delegation/")
    assert f"/delegation/powers/{line}/" in shown
    assert "未准备好" in shown
    assert "需要 2，到位 0" in page(signed_in(made, "list_office"), f"/delegation/powers/{line}/")


def test_a_decision_goes_its_whole_way_on_its_page() -> None:
    made = stage()
    draft = made.draft(at=on(6, 1), effective_at=on(12, 30))
    address = f"/delegation/decisions/{draft}/"
    office, head, mayor = (signed_in(made, post) for post in ("list_office", "county_head", "liuhe_decide"))
    assert send(office, address, do="consult", until="2099-12-30") == 302
    assert send(mayor, address, do="opinion", agrees="no", words="请先配齐人员") == 302
    assert send(head, address, do="approve") == 409
    opinion = Decision.objects.get().opinions.get().pk
    assert send(office, address, do="declined", opinion=str(opinion), why="") == 409
    assert send(office, address, do="adopted", opinion=str(opinion)) == 302
    assert send(office, address, do="approve") == 403
    assert send(head, address, do="approve") == 302
    assert "已批准" in page(office, address)


def test_a_power_is_looked_back_at_and_taken_back_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    made = stage()
    line: UUID = made.activated()
    address, head = f"/delegation/powers/{line}/", signed_in(made, "county_head")
    assert send(head, address, **{"do": "look_back", "look_back-outcome": "support", "look_back-words": " "}) == 409
    assert send(head, address, **{"do": "look_back", "look_back-outcome": "keep"}) == 302
    assert send(signed_in(made, "market_decide"), address, do="take_back") == 403
    asked = {"take_back-moment": "2099-01-01", "take_back-document": "青禾政发〔2026〕12号"}
    assert send(head, address, do="take_back", **asked) in (302, 409)
    assert "回头看" in page(head, address)
    shown = page(head, address).partition("按月办结")[2].partition("</dd>")[0]
    assert re.search(r"\d{4}\s*年\s*\d{1,2}\s*月\s+0\s+件", shown), shown


def test_d_18_support_that_a_look_back_asked_for_is_told_as_given_once() -> None:
    made = stage()
    line: UUID = made.activated()
    address, head = f"/delegation/powers/{line}/", signed_in(made, "county_head")
    asked = {"do": "look_back", "look_back-outcome": "support", "look_back-words": "补一名持证人员"}
    assert send(head, address, **asked) == 302
    assert "支持措施落实了" in page(head, address)
    check = str(Check.objects.get(outcome="support").pk)
    given = {"do": "rectify", "rectify-check": check}
    assert send(signed_in(made, "market_decide"), address, **given) == 403
    assert send(head, address, **{**given, "rectify-check": ""}) == 422
    assert send(head, address, **given) == 302
    assert "支持已落实" in page(head, address)
    assert send(head, address, **given) == 409
    office = signed_in(made, "list_office")
    assert send(office, address, **{"do": "check", "check-kind": "guidance", "check-words": "到场指导"}) == 302
    guidance = Check.objects.get(kind="guidance").pk
    with pytest.raises(Refused, match="not_found"):
        rectify_check(check_id=guidance, by=made.head, at=timezone.now())


def test_d_13_what_arrived_is_recorded_and_what_is_missing_waived_on_the_page_of_the_power() -> None:
    made = stage(ready=False)
    made.ready(but="money")
    address = f"/delegation/powers/{Line.objects.get(decision_id=made.draft()).pk}/"
    office, head = (signed_in(made, post) for post in ("list_office", "county_head"))
    waiver = {"do": "waive", "waive-kind": "money", "waive-reason": "下月拨付", "waive-until": "2099-01-01"}
    assert send(office, address, **waiver) == 403
    assert send(head, address, **waiver) == 409
    assert send(head, address, **{**waiver, "waive-kind": "people"}) == 422
    assert send(head, address, **{**waiver, "waive-until": timezone.localdate().isoformat()}) == 302
    assert "限期豁免" in page(office, address)
    came = {
        "do": "deliver", "deliver-kind": "money", "deliver-quantity": "1", "deliver-document": "青财〔2026〕1号",
        "deliver-delivered_on": timezone.localdate().isoformat(), "deliver-only_this": "on",
    }  # fmt: skip
    assert send(head, address, **came) == 403
    assert send(office, address, **{**came, "deliver-delivered_on": "2099-01-01"}) == 409
    assert send(office, address, **came) == 302
    assert "所需条件都已到位。" in page(office, address)
    assert send(head, address, **waiver) == 409


def test_d_17_each_side_signs_the_handover_on_the_page_and_nobody_else_does() -> None:
    made = stage()
    address = f"/delegation/powers/{made.activated()}/"
    hand_over_due(at=EFFECTIVE)
    record = Handover.objects.get()
    mayor, head = (signed_in(made, post) for post in ("liuhe_decide", "market_decide"))
    counted = {"files": "12", "seals": "1", "accounts": "2", "templates": "0", "contacts": "3"}
    signed = {"do": "sign", "handover": str(record.pk), "side": "receiver"}
    assert send(signed_in(made, "county_head"), address, **signed, **counted) == 403
    assert send(head, address, **signed, **counted) == 403
    assert send(mayor, address, **signed) == 422
    assert send(mayor, address, **signed, **counted) == 302
    assert "案卷 12" in page(head, address)
    assert send(mayor, address, **signed) == 409
    assert send(head, address, **{**signed, "side": "giver"}) == 302
    record.refresh_from_db()
    assert (record.listed["files"], record.giver_signed_at is None) == (12, False)


def uploaded(made: Stage, client: Client, words: list[str], **other: str) -> str:
    """Where a sheet that says these words leads: the address of its preview."""
    told = {
        "number": "青禾政发〔2026〕11号", "title": "赋权决定", "form": "entrusted", "authority_level": "county",
        "authority_number": "青禾政发〔2026〕7号", "authority_published_on": "2026-05-01",
        "effective_on": "2099-01-01", "file": SimpleUploadedFile("权力表.csv", made.sheet(words)), **other,
    }  # fmt: skip
    answer = client.post("/delegation/sheets/", told)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_d_11_a_sheet_is_judged_cell_by_cell_and_drafted_whole_or_not_at_all() -> None:
    made = stage(ready=False)
    office = signed_in(made, "list_office")
    assert office.post("/delegation/sheets/", {"number": "x"}).status_code == 422
    faulty = uploaded(made, office, ["也许"])
    assert "B2" in page(office, faulty)
    assert office.post(faulty).status_code == 409
    good = uploaded(made, office, ["试行至 2099-12-31"])
    shown = page(office, good)
    assert "2099年12月31日" in shown
    assert "还没有准备好" in shown
    drafted = office.post(good)
    assert drafted["Location"].startswith("/delegation/decisions/")
    assert Line.objects.get().mode == "trial"
    assert office.post(good).status_code == 409
    assert signed_in(made, "county_head").get(good).status_code == 403


def test_everybody_reads_the_public_list_and_its_file_only_after_publication() -> None:
    made = stage()
    made.draft()
    assert "还没有下放的权力" in page(Client(headers={"accept-language": "zh-CN"}), "/empowerment/")
    made.published(number="青禾政发〔2026〕9号")
    shown = page(Client(headers={"accept-language": "zh-CN"}), "/empowerment/")
    assert "青禾政发〔2026〕9号" in shown
    assert "青禾政发〔2026〕8号" not in shown
    assert Client().get("/empowerment/?file=xlsx").content.startswith(b"PK")


def test_d_11_the_public_list_tells_what_is_on_trial_where_and_until_when_and_cuts_nothing_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = stage()
    places = made.cast.county.places
    made.activated(
        lines=[
            made.wish(until=EFFECTIVE.replace(year=2099, month=12)),
            made.wish(place_id=places["990823102"], mode="trial", until=EFFECTIVE.replace(year=2099, month=10)),
            made.wish(place_id=places["990823103"], mode="withheld", reason="人员未到位"),
        ],
    )
    anybody = Client(headers={"accept-language": "zh-CN"})
    shown = page(anybody, "/empowerment/")
    assert all(words in shown for words in ("到2099年11月30日止", "到2099年9月30日止", "试行", "河湾镇"))
    assert "双井镇</dt>" not in shown
    giver, receiver, form, since = "原：青禾县市场监督管理局", "青禾县柳河镇人民政府", "委托", "2026年7月1日起"
    assert all(words in shown for words in (giver, receiver, form, since, "青禾政发〔2026〕8号")), "as D-12 lists them"
    monkeypatch.setattr("tongban.delegation.pages.empowerment.SHOWN", 1)
    assert "这里列出前 1 项" in page(anybody, "/empowerment/")
    sheet = openpyxl.load_workbook(io.BytesIO(anybody.get("/empowerment/?file=xlsx").content)).active
    assert sheet is not None
    assert [row[7].value for row in sheet.iter_rows(min_row=2)] == ["2099-11-30", "2099-09-30"]


def test_d_23_the_board_says_how_much_is_still_held_above() -> None:
    made = stage()
    made.activated()
    assert "仍由县级行使" in page(signed_in(made, "county_head"), "/delegation/")


def test_a_power_given_for_a_term_stands_on_the_items_page_as_held_until_its_term_is_over() -> None:
    made = stage()
    made.activated(lines=[made.wish(until=on(12, 31).replace(year=2098))])
    address = f"/office/items/{powers([made.item])[made.item].code}/power/"
    shown = page(signed_in(made, "list_office"), address).partition("</table>")[0]
    assert ("柳河镇人民政府" in shown, "委托" in shown, "2098" in shown) == (True, True, True)
