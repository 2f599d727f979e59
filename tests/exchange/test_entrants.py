"""双告知: the founder is told which licences what the firm does needs, and every department answers for the firm."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from tests.cast import Cast, on, small_county
from tests.exchange.samples import KEYS, OFFICE, connect, permit
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.exchange.actions import entrants
from tongban.exchange.actions.entrants import claim_push, read_entrant, return_push
from tongban.exchange.actions.taking import take_in
from tongban.exchange.adapters.file_drop.toy import HEADINGS
from tongban.exchange.models import Entrant, ForeignCase, LicencePush
from tongban.exchange.pages import entrants as pages
from tongban.exchange.rules.entrants import Return
from tongban.exchange.rules.mapping import FieldMapping
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.rules.scopes import ScopeLine, ScopeList
from tongban.powerlist.rules.text import Text
from tongban.simulation.rules.codes import citizen_code, firm_code
from tongban.supervision.actions.watching import fire_due, watch_event
from tongban.supervision.models import Card

REGISTER, CHEN = "QH-ZN-046", citizen_code(27, date(1988, 3, 14))
FOOD: Final = "QH-YJS-001"
NEEDS: Final = ScopeList((ScopeLine(FOOD, Text("餐饮服务、食品销售", "Catering")),), frozenset({REGISTER}))
WHOLE: Final = FieldMapping({**OFFICE.fields, **{key: key for key in KEYS[15:]}}, OFFICE.codes, OFFICE.time_format)


class Registry:
    """The small county with the registration's own system, which tells scopes of business."""

    def __init__(self) -> None:
        self.cast: Cast = small_county()
        market = self.cast.county.bodies["market"]
        self.system = connect("registry", market, "file_drop", {"folder": "/nowhere"}, WHOLE, sends=False)

    def registered(self, scope: str, *, number: str = "GS-7", at: datetime | None = None, **changed: str) -> None:
        """A firm was registered there with this scope of business."""
        row = permit(CHEN, 业务号=number, 事项代码=REGISTER, 状态码="40", 审批结果="1", 申请时间="2026-11-03 09:00:00")
        row |= {"entity_name": "青禾县老街坊餐饮有限公司", "entity_code": firm_code(9301), "scope": scope} | changed
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, [*HEADINGS, *KEYS[15:]])
        writer.writeheader()
        writer.writerow(row)
        taken = take_in(system_id=self.system.pk, data=out.getvalue().encode(), by=SYSTEM, at=at or on(11, 4))
        assert taken.findings == []

    def push(self) -> UUID:
        """A firm that needs the food licence, pushed to the market bureau on 4 November."""
        self.registered("许可项目：餐饮服务。")
        return LicencePush.objects.get().pk


@pytest.fixture
def there(settled: None, db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Registry:
    settings.DEMO = True
    monkeypatch.setattr(entrants, "scope_list", lambda on: NEEDS)
    return Registry()


def pushed() -> list[tuple[str, str]]:
    return [(row.item, row.body.key) for row in LicencePush.objects.order_by("pushed_at", "id")]


def test_s_11_a_registered_scope_is_pushed_to_who_decides_at_that_place_once(there: Registry) -> None:
    there.registered("一般项目：日用品销售。许可项目：餐饮服务（依法须经批准的项目，经批准后方可经营）。")
    there.registered("一般项目：日用品销售。许可项目：餐饮服务（依法须经批准的项目，经批准后方可经营）。")
    there.registered("许可项目：餐饮服务。", 完成时间="2026-11-04 11:00:00")
    assert pushed() == [(FOOD, "market")]
    push = LicencePush.objects.get()
    assert (push.state, push.claim_by) == ("pushed", on(11, 11, 17))
    assert [one.type for one in events_of("push", push.pk)] == ["push.made"]
    assert not ForeignCase.objects.filter(entrant=None).exists()


def test_s_11_a_push_is_claimed_once_by_the_body_it_went_to(there: Registry) -> None:
    push = there.push()
    market, urban = there.cast.officer("market_review", on(11, 5)), there.cast.officer("urban_review", on(11, 5))
    with pytest.raises(Refused, match="not_your_entrant"):
        claim_push(push_id=push, by=urban, at=on(11, 5))
    claim_push(push_id=push, by=market, at=on(11, 5))
    with pytest.raises(Refused, match="push_answered"):
        claim_push(push_id=push, by=market, at=on(11, 6))
    assert (LicencePush.objects.get().state, events_of("push", push)[-1].data) == ("claimed", {"late": False})


def test_s_11_who_says_it_is_anothers_names_whose_and_that_body_is_pushed_in_turn(there: Registry) -> None:
    push, bodies = there.push(), there.cast.county.bodies
    market, urban = there.cast.officer("market_review", on(11, 5)), there.cast.officer("urban_review", on(11, 5))
    for given, why in [
        (Return("", "x"), "return_reason"), (Return("no_licence", " "), "return_words"),
        (Return("not_ours", "x"), "return_to"), (Return("not_ours", "x", bodies["market"]), "return_round"),
    ]:  # fmt: skip
        with pytest.raises(Refused, match=why):
            return_push(push_id=push, given=given, by=market, at=on(11, 5))
    return_push(push_id=push, given=Return("not_ours", "流动摊点归城管", bodies["urban"]), by=market, at=on(11, 5))
    assert pushed() == [(FOOD, "market"), (FOOD, "urban")]
    second = LicencePush.objects.get(state="pushed")
    assert second.claim_by == on(11, 12, 17)
    with pytest.raises(Refused, match="return_round"):
        return_push(push_id=second.pk, given=Return("not_ours", "x", bodies["market"]), by=urban, at=on(11, 6))


def watched(at: datetime) -> list[UUID | None]:
    """The bodies of the cards that supervision has raised by then, from what the ledger tells."""
    for push in LicencePush.objects.all():
        for entry in events_of("push", push.pk):
            watch_event(entry)
    fire_due(at=at)
    return list(Card.objects.filter(rule="entrant.unclaimed").values_list("body_id", flat=True))


def test_s_11_nobody_claims_it_in_five_working_days_and_supervision_says_who(there: Registry) -> None:
    there.push()
    market = there.cast.county.bodies["market"]
    assert watched(on(11, 11, 16)) == []
    assert watched(on(11, 11, 18)) == [market]
    assert watched(on(11, 12)) == [market]


@pytest.mark.parametrize("claims", [True, False])
def test_s_11_whoever_answered_in_time_is_no_alarm(there: Registry, claims: bool) -> None:
    push, by = there.push(), there.cast.officer("market_review", on(11, 6))
    if claims:
        claim_push(push_id=push, by=by, at=on(11, 6))
    else:
        return_push(push_id=push, given=Return("has_licence", "上月已发证"), by=by, at=on(11, 6))
    assert watched(on(11, 20)) == []


def test_s_11_a_limit_that_nobody_tells_raises_no_alarm_so_the_check_can_fail(
    there: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded bug: a push that states no real day is never found, and the check above would be red."""
    monkeypatch.setattr(entrants, "working_days_on", lambda at, key: at + timedelta(days=3_000))
    there.push()
    assert watched(on(11, 11, 18)) == []


@pytest.mark.parametrize("scope", ["", "卖小吃", "许可项目：烟花爆竹零售。"])
def test_s_11_a_scope_that_nobody_understood_waits_for_the_registrar(there: Registry, scope: str) -> None:
    there.registered(scope)
    key, by = Entrant.objects.get(read_at=None).pk, there.cast.officer("market_review", on(11, 5))
    with pytest.raises(Refused, match="scope_items"):
        read_entrant(entrant_id=key, items=["QH-XX-999"], by=by, at=on(11, 5))
    read_entrant(entrant_id=key, items=[FOOD], by=by, at=on(11, 5))
    with pytest.raises(Refused, match="entrant_read"):
        read_entrant(entrant_id=key, items=[], by=by, at=on(11, 5))
    assert pushed() == [(FOOD, "market")]


def test_s_11_an_item_that_left_the_list_is_told_to_the_registrar_and_the_registration_is_taken_in(
    there: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrants, "read_scope", lambda scope, lines: (("QH-XX-999",), True))
    there.registered("许可项目：餐饮服务。")
    assert pushed() == [("QH-XX-999", "market")]


def test_s_11_a_refused_registration_makes_no_firm(there: Registry) -> None:
    there.registered("许可项目：餐饮服务。", 审批结果="2")
    there.registered("许可项目：餐饮服务。", 状态码="20", 业务号="GS-8", 审批结果="")
    assert Entrant.objects.count() == 0


def test_s_11_the_desk_lists_claims_and_sends_back_and_the_founder_reads_whom_to_ask(there: Registry) -> None:
    push = there.push()
    officer = signed_in(account_of_official(there.cast.county.holders["market_review"][0]))
    page = officer.get("/desk/entrants/").content.decode()
    assert "1 户新设主体等本单位认领" in page
    assert "青禾县老街坊餐饮有限公司" in page
    wrong: Any = officer.post(f"/desk/entrants/{push}/", {"do": "return", "words": "已有证"})
    assert wrong.status_code == 422
    assert "已有证" in wrong.content.decode()
    founder = (
        signed_in(
            open_citizen_account(username="chen", password=None, party_id=there.cast.applicant, by=SYSTEM, at=on(1, 6))
        )
        .get(f"/elsewhere/{ForeignCase.objects.get().pk}/")
        .content.decode()
    )
    assert "开餐饮店一件事" in founder
    assert "市场监督管理局" in founder
    assert officer.post(f"/desk/entrants/{push}/", {"do": "claim"}).status_code == 302
    assert "没有新设主体等本单位认领" in officer.get("/desk/entrants/").content.decode()
    assert officer.get("/desk/entrants/file/?state=claimed").content[:2] == b"PK"


@pytest.mark.parametrize(("sent", "status"), [({}, 422), ({"none": "on"}, 302), ({"none": "on", "items": [FOOD]}, 422)])
def test_s_11_that_a_firm_needs_nothing_is_said_and_never_taken_from_an_empty_form(
    there: Registry, monkeypatch: pytest.MonkeyPatch, sent: dict[str, Any], status: int
) -> None:
    monkeypatch.setattr(pages, "scope_list", lambda on: NEEDS)
    there.registered("")
    officer = signed_in(account_of_official(there.cast.county.holders["market_review"][0]))
    where = f"/desk/entrants/scope/{Entrant.objects.get().pk}/"
    assert officer.post(where, sent).status_code == status
    assert Entrant.objects.filter(read_at=None).count() == (status == 422)
