"""企业开办一件事: registration elsewhere with its state coming back, a seal maker of one's own choice, one page."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import pytest
from django.test import Client

from tests.cast import FOUNDING, Cast, on, small_county
from tests.exchange.samples import OFFICE, connect, permit
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import sealing_key
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.bundles import BundleReceipt, go_on_bundles, receive_bundle, tell_member_done
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.drafts import save_answers, start_draft, submit_bundle
from tongban.cases.actions.review import review_task
from tongban.cases.models import Bundle, BundleMember
from tongban.cases.queries.certificate import answers_of
from tongban.cases.queries.tasks import open_tasks
from tongban.exchange.actions.taking import take_in
from tongban.exchange.adapters.file_drop.toy import HEADINGS
from tongban.exchange.models import Entrant, LicencePush, System
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.providers import list_provider, unlist_provider
from tongban.powerlist.models import Provider
from tongban.powerlist.queries import version
from tongban.powerlist.queries.checking import findings_of
from tongban.powerlist.queries.providers import drawn_register
from tongban.powerlist.rules.providers import number_of
from tongban.simulation.actions.items import build_items
from tongban.simulation.rules.codes import citizen_code, firm_code

REGISTER, SEAL, TAX, STAFF, FUND, BANK = ("QH-ZN-046", "QH-GA-001", "QH-ZN-075", "QH-ZN-076", "QH-ZN-077", "QH-ZN-078")
CHEN: Final = citizen_code(27, date(1988, 3, 14))
MAKER: Final = "青禾县金石印章服务部"
ASKED: Final[dict[str, Any]] = {
    "firm_name": "青禾县老街坊餐饮有限公司", "firm_address": "青禾县柳河镇河沿街 18 号", "firm_scope": "卖小吃",
    "capital": 10, "representative": "陈芳", "contact_phone": "13800000000", "has_licence": False, "want_seal": True,
    "has_staff": True, "want_bank": True, "seals": ["company", "finance"], "seal_maker": MAKER,
    "seal_delivery": "courier",
}  # fmt: skip


class Stage:
    """The small county with the police and what a new company needs."""

    def __init__(self) -> None:
        self.cast: Cast = small_county(("market", "fire", "urban", "centre", "government", "police", "hr"))
        self.versions = build_items(
            self.cast.county,
            by=SYSTEM,
            at=FOUNDING,
            valid_from=date(2026, 1, 5),
            only={"seal_making", "bundle_company"},
        )

    @property
    def now(self) -> datetime:
        return on(1, 6)

    def receive(self, at: datetime, **answers: Any) -> BundleReceipt:
        cast = self.cast
        return receive_bundle(
            version_id=self.versions["bundle_company"], applicant_id=cast.applicant, place_id=cast.county.home,
            channel="web", answers=ASKED | answers, materials=[], by=cast.citizen, at=at,
        )  # fmt: skip

    def told(self, code: str, *, number: str = "GS-1", **changed: str) -> None:
        """The registration's own system tells that a case of this item has ended."""
        market = self.cast.county.bodies["market"]
        system = System.objects.filter(key="register").first() or connect(
            "register", market, "file_drop", {"folder": "/nowhere"}, OFFICE, sends=False
        )
        row = permit(CHEN, 业务号=number, 事项代码=code, 事项="公司设立登记", 状态码="40", 审批结果="1",
                     申请时间="2026-11-03 09:00:00") | changed  # fmt: skip
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, HEADINGS)
        writer.writeheader()
        writer.writerow(row)
        assert take_in(system_id=system.pk, data=out.getvalue().encode(), by=SYSTEM, at=on(11, 4)).findings == []

    def seal_made(self, at: datetime) -> UUID:
        key = BundleMember.objects.get(item=SEAL).case_id
        assert key is not None
        officer = self.cast.officer
        accept_case(case_id=key, by=officer("police_review", at), at=at)
        review_task(task_id=open_tasks(key)[0].id, opinion="agree", reasons="", by=officer("police_review", at), at=at)
        decide_case(case_id=key, decision="grant", reasons="", basis=[], by=officer("police_decide", at), at=at)
        return key

    def draft(self, at: datetime, **answers: Any) -> UUID:
        cast = self.cast
        key = start_draft(
            version_id=self.versions["bundle_company"], party_id=cast.applicant, place_id=cast.county.home,
            channel="web", by=cast.citizen, at=at,
        )  # fmt: skip
        save_answers(draft_id=key, answers=ASKED | answers, place_id=None, by=cast.citizen, at=at)
        return key

    def browser(self) -> Client:
        return signed_in(open_citizen_account(username="chen", password=None, party_id=self.cast.applicant, by=SYSTEM,
                                              at=on(1, 6)))  # fmt: skip


STANDS = Stage


@pytest.fixture
def stage(standing: Stage) -> Stage:
    return standing


def states() -> dict[str, str]:
    return dict(BundleMember.objects.values_list("item", "state"))


def test_s_24_everything_waits_for_the_registration_which_another_system_handles(stage: Stage) -> None:
    receipt = stage.receive(on(11, 2))
    assert states() == {REGISTER: "outside", **dict.fromkeys((SEAL, TAX, STAFF, FUND, BANK), "waiting")}
    assert receipt.receipts == ()


def test_s_24_the_state_that_comes_back_starts_what_waited_in_its_order(stage: Stage) -> None:
    stage.receive(on(11, 2))
    stage.told(REGISTER)
    go_on_bundles(at=on(11, 4, 11))
    assert states() == {REGISTER: "done", SEAL: "received", TAX: "outside", STAFF: "outside", FUND: "outside",
                        BANK: "waiting"}  # fmt: skip
    stage.seal_made(on(11, 5))
    go_on_bundles(at=on(11, 5, 11))
    assert (states()[SEAL], states()[BANK]) == ("done", "outside")


@pytest.mark.parametrize(("code", "state"), [(REGISTER, "done"), ("QH-ZZ-999", "outside")])
def test_what_runs_elsewhere_is_known_by_its_code_and_never_by_its_name(stage: Stage, code: str, state: str) -> None:
    """Both are called 公司设立登记 by their systems; only one is the member."""
    stage.receive(on(11, 2))
    stage.told(code)
    go_on_bundles(at=on(11, 4, 11))
    assert states()[REGISTER] == state


def test_a_refused_registration_stops_what_waited_for_it(stage: Stage) -> None:
    stage.receive(on(11, 2))
    stage.told(REGISTER, 审批结果="2")
    go_on_bundles(at=on(11, 4, 11))
    assert set(states().values()) == {"stopped"}
    assert Bundle.objects.get().state == "closed"


def test_whoever_is_registered_already_begins_with_the_seals(stage: Stage) -> None:
    stage.receive(on(11, 2), has_licence=True, has_staff=False)
    assert states() == {SEAL: "received", TAX: "outside", BANK: "waiting"}


def test_s_24_the_seal_case_has_the_answers_of_the_one_form_and_nothing_was_asked_twice(stage: Stage) -> None:
    stage.receive(on(11, 2), has_licence=True)
    case_id = BundleMember.objects.get(item=SEAL).case_id
    assert case_id is not None
    told = answers_of(case_id, sealing_key(stage.cast.applicant))
    assert told["seal_maker"] == MAKER
    assert told["seal_address"] == ASKED["firm_address"]
    assert told["handler_name"] == "陈芳"
    assert "capital" not in told


def test_the_applicant_tells_of_the_bank_which_tells_us_nothing_and_the_whole_ends(stage: Stage) -> None:
    bundle = stage.receive(on(11, 2), has_licence=True, has_staff=False)
    stage.seal_made(on(11, 5))
    go_on_bundles(at=on(11, 5, 11))
    for item in (TAX, BANK):
        tell_member_done(bundle_id=bundle.bundle_id, item=item, by=stage.cast.citizen, at=on(11, 6))
    assert set(states().values()) == {"done"}
    assert Bundle.objects.get().state == "closed"
    assert events_of("bundle", bundle.bundle_id)[-1].data == {"item": BANK, "closed": True}


def test_what_others_wait_for_is_done_on_the_word_of_its_own_office_only(stage: Stage) -> None:
    bundle = stage.receive(on(11, 2))
    with pytest.raises(Refused, match="member_waited_for"):
        tell_member_done(bundle_id=bundle.bundle_id, item=REGISTER, by=stage.cast.citizen, at=on(11, 3))
    stranger = stage.cast.officer("market_review", on(11, 3))
    with pytest.raises(Refused, match="not_found"):
        tell_member_done(bundle_id=bundle.bundle_id, item=TAX, by=stranger, at=on(11, 3))


def test_s_25_each_application_sees_the_makers_in_an_order_of_its_own_that_can_be_drawn_again(stage: Stage) -> None:
    client = stage.browser()
    seen = set()
    for _ in range(6):
        draft = stage.draft(on(11, 2))
        page = client.get(f"/apply/d/{draft}/qh_ga_001_seals/").content.decode()
        shown = re.findall(r'name="seal_maker" value="([^"]+)"', page)
        number = number_of(str(draft))
        assert shown == [
            one.name_zh for one in drawn_register("seal_makers", number=number, on=date(2026, 11, 2)).providers
        ]
        assert f"/registers/seal_makers/?number={number}" in page
        seen.add(tuple(shown))
    assert len(seen) > 1


def test_s_25_the_public_page_shows_the_same_order_for_the_same_number(stage: Stage) -> None:
    page = Client().get("/registers/seal_makers/?number=8b1d22f0a7c3").content.decode()
    order = drawn_register("seal_makers", number="8b1d22f0a7c3", on=date(2026, 11, 2))
    at = [page.index(one.name_zh) for one in order.providers]
    assert at == sorted(at)
    assert order.seed in page


def test_a_maker_who_is_not_on_the_register_cannot_be_chosen(stage: Stage) -> None:
    with pytest.raises(Refused, match="answer_choice"):
        submit_bundle(draft_id=stage.draft(on(11, 2), seal_maker="别家"), by=stage.cast.citizen, at=on(11, 2))


def test_a_maker_who_has_left_the_register_cannot_be_chosen_any_more(stage: Stage) -> None:
    gone, draft = Provider.objects.get(name_zh=MAKER), stage.draft(on(11, 2))
    office = SYSTEM
    unlist_provider(provider_id=gone.pk, listed_to=date(2026, 11, 2), ending="closed", by=office, at=on(11, 2))
    with pytest.raises(Refused, match="answer_choice"):
        submit_bundle(draft_id=draft, by=stage.cast.citizen, at=on(11, 2))


def test_the_register_takes_whoever_is_not_there_yet_with_address_and_code(stage: Stage) -> None:
    given: dict[str, Any] = {"register": "seal_makers", "name": ("新刻章店", ""), "address": ("人民路 1 号", ""),
                             "phone": "1", "listed_from": date(2026, 11, 2), "by": SYSTEM, "at": on(11, 2)}  # fmt: skip
    list_provider(uscc=firm_code(9200), **given)
    for code, why in [(firm_code(9200), "provider_known"), ("91990823", "uscc_length")]:
        with pytest.raises(Refused, match=why):
            list_provider(uscc=code, **given)


FOOD: Final = "QH-SC-001"


def leads_nowhere(stage: Stage, day: date) -> list[str]:
    """The activities that the list office is told of, by place, when the thing would be published for a day."""
    content = version(stage.versions["bundle_company"]).content
    return [one.path for one in findings_of(content, None, on=day) if one.code == "activity_not_listed"]


def test_s_11_what_the_founder_answered_is_told_and_reaches_the_department(stage: Stage) -> None:
    before = leads_nowhere(stage, FOUNDING.date())
    build_items(stage.cast.county, by=SYSTEM, at=FOUNDING, valid_from=FOUNDING.date(), only={"food_business"})
    assert before[1:] == leads_nowhere(stage, FOUNDING.date()) != before == leads_nowhere(stage, date(2026, 1, 1))
    bundle = stage.receive(on(11, 2), activities=[FOOD])
    page = stage.browser().get(f"/my/together/{bundle.bundle_id}/").content.decode()
    assert "办好许可才能开始做" in page
    assert f'href="/items/{FOOD}/"' in page
    stage.told(REGISTER)
    assert Entrant.objects.get().read_at is None
    for hour in (11, 12):
        go_on_bundles(at=on(11, 4, hour))
    assert list(LicencePush.objects.values_list("item", "body__key")) == [(FOOD, "market")]
    assert Entrant.objects.get().read_at == on(11, 4, 11)


def test_s_11_a_founder_who_does_nothing_of_it_is_told_nothing_and_nobody_is_pushed(stage: Stage) -> None:
    bundle = stage.receive(on(11, 2), activities=[])
    page = stage.browser().get(f"/my/together/{bundle.bundle_id}/").content.decode()
    assert "办好许可才能开始做" not in page
    stage.told(REGISTER)
    go_on_bundles(at=on(11, 4, 11))
    assert LicencePush.objects.count() == 0
    assert Entrant.objects.get().read_at is not None
