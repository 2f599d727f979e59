"""One thing of several items: asked once, members in their order, each under its own limit, one page for all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import pytest
from django.test import Client

from tests.cast import ANSWERS, FOUNDING, ZONE, Cast, on, small_county
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.models import Post
from tongban.agencies.queries import actor_of, sealing_key
from tongban.cases.actions import bundles
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.bundles import BundleReceipt, go_on_bundles, receive_bundle
from tongban.cases.actions.decide import decide_case
from tongban.cases.actions.receive import Given
from tongban.cases.actions.review import review_task
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.models import Bundle, BundleMember, Case, CaseMaterial
from tongban.cases.queries.certificate import answers_of
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.queries import events_of
from tongban.simulation.actions.items import build_items

FOOD, BOARD, DRAIN = "QH-SC-001", "QH-CG-001", "QH-ZJ-002"
WHOLE: Final[dict[str, Any]] = ANSWERS | {
    "has_board": True, "has_drain": True, "head_name": "陈芳", "kind": "restaurant", "goods": ["hot"], "cooks": True,
    "width": 6, "height": 2, "roof": False, "light": "none", "until": "2027-11-01", "drain_kind": "catering",
    "outlets": 1, "daily_volume": 5, "pretreated": False,
}  # fmt: skip
PAPERS: Final = ("m_licence", "m_layout", "m_equipment", "m_rules", "m_health", "m_application", "m_picture", "m_place",
                 "m_plan")  # fmt: skip


class Stage:
    """The small county with all bodies that the restaurant needs, and the bundle's version."""

    def __init__(self) -> None:
        self.cast: Cast = small_county(("market", "fire", "urban", "centre", "government", "housing"))
        keys = {"food_business", "outdoor_advertising", "drainage_permit", "bundle_restaurant"}
        county = self.cast.county
        self.versions = build_items(county, by=SYSTEM, at=FOUNDING, valid_from=date(2026, 1, 5), only=keys)

    def receive(self, at: datetime, **answers: Any) -> BundleReceipt:
        cast = self.cast
        return receive_bundle(
            version_id=self.versions["bundle_restaurant"], applicant_id=cast.applicant, place_id=cast.county.home,
            channel="web", answers=WHOLE | answers, materials=[Given(key) for key in PAPERS], by=cast.citizen, at=at,
        )  # fmt: skip

    def officer(self, case_id: UUID, duty: str, at: datetime) -> Actor:
        body = Case.objects.get(pk=case_id).body_id
        post = next(post for post in Post.objects.filter(body_id=body) if duty in post.duties)
        return actor_of(self.cast.county.holders[post.key][0], post.pk, at)

    def decide(self, item: str, decision: str, at: datetime) -> UUID:
        case_id = case_of(item)
        accept_case(case_id=case_id, by=self.officer(case_id, "accept", at), at=at)
        role = 0  # a check by two needs the second person
        while tasks := [task for task in open_tasks(case_id) if task.act == "review"]:
            for task in tasks:
                by, role = actor_of(self.holder(task.post_id, role), task.post_id, at), 1 - role
                review_task(task_id=task.id, opinion="agree", reasons="", by=by, at=at)
        decide_case(
            case_id=case_id, decision=decision, reasons="不符合条件", basis=["第三十八条"],
            by=self.officer(case_id, "decide", at), at=at,
        )  # fmt: skip
        return case_id

    def holder(self, post_id: UUID | None, role: int) -> UUID:
        key = Post.objects.get(pk=post_id).key
        return self.cast.county.holders[key][role]


STANDS = Stage


@pytest.fixture
def stage(standing: Stage) -> Stage:
    return standing


def case_of(item: str) -> UUID:
    key = BundleMember.objects.get(item=item).case_id
    assert key is not None
    return key


def states() -> dict[str, str]:
    return dict(BundleMember.objects.values_list("item", "state"))


def test_s_09_one_application_becomes_the_cases_that_are_wanted_and_the_rest_waits(stage: Stage) -> None:
    receipt = stage.receive(on(11, 2))
    assert states() == {FOOD: "received", BOARD: "received", DRAIN: "waiting"}
    assert len(receipt.receipts) == 2
    assert [entry.type for entry in events_of("bundle", receipt.bundle_id)] == ["bundle.received", "bundle.moved"]


def test_each_member_gets_its_own_answers_and_papers_and_no_others(stage: Stage) -> None:
    stage.receive(on(11, 2))
    key = sealing_of(stage)
    assert answers_of(case_of(BOARD), key)["owner_name"] == "青禾县老街坊小吃店"
    assert "kitchen_area" not in answers_of(case_of(BOARD), key)
    papers = CaseMaterial.objects.filter(case_id=case_of(FOOD)).values_list("key", flat=True)
    assert set(papers) == {"m_licence", "m_layout", "m_equipment", "m_rules", "m_health"}


def sealing_of(stage: Stage) -> Any:
    return sealing_key(stage.cast.applicant)


def test_what_is_not_wanted_is_no_member(stage: Stage) -> None:
    stage.receive(on(11, 2), has_board=False, has_drain=False)
    assert states() == {FOOD: "received"}


def test_a_member_starts_by_itself_when_the_one_before_it_is_granted_and_its_clock_starts_then(stage: Stage) -> None:
    stage.receive(on(11, 2))
    assert go_on_bundles(at=on(11, 3)) == 0
    stage.decide(FOOD, "grant", on(11, 4))
    assert go_on_bundles(at=on(11, 5)) == 1
    assert states()[DRAIN] == "received"
    started = Case.objects.get(pk=case_of(DRAIN))
    assert started.received_at == on(11, 5)
    due = next(task.due_at for task in open_tasks(started.pk) if task.act == "accept")
    assert due == datetime(2026, 11, 12, 17, tzinfo=ZONE)
    assert Bundle.objects.get().sealed is None


def test_a_bundle_loosens_no_members_limit(stage: Stage) -> None:
    stage.receive(on(11, 2))
    food = stage.decide(FOOD, "grant", on(11, 4))
    case = Case.objects.get(pk=food)
    assert case.due_at == datetime(2026, 11, 18, 17, tzinfo=ZONE)  # ten working days, as without the bundle


@pytest.mark.parametrize("how", ["refused", "withdrawn"])
def test_what_waits_for_a_member_that_is_not_granted_stops_and_says_so(stage: Stage, how: str) -> None:
    stage.receive(on(11, 2), has_board=False)
    if how == "refused":
        stage.decide(FOOD, "refuse", on(11, 4))
    else:
        withdraw_case(case_id=case_of(FOOD), by=stage.cast.citizen, at=on(11, 4))
    go_on_bundles(at=on(11, 5))
    assert states() == {FOOD: "stopped", DRAIN: "stopped"}
    assert Bundle.objects.get().state == "closed"


def test_going_on_twice_changes_nothing(stage: Stage) -> None:
    stage.receive(on(11, 2))
    stage.decide(FOOD, "grant", on(11, 4))
    assert [go_on_bundles(at=on(11, 5)), go_on_bundles(at=on(11, 5))] == [1, 0]
    assert Case.objects.count() == 3


def test_a_refused_member_refuses_the_whole_application(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = bundles.receive_case, iter([False, True])

    def second_is_refused(**given: Any) -> Any:
        if next(calls):
            raise refuse("nobody_holds", zh="没有承办单位。", en="Nobody holds this power.")
        return real(**given)

    monkeypatch.setattr(bundles, "receive_case", second_is_refused)
    with pytest.raises(Refused, match="nobody_holds"):
        stage.receive(on(11, 2))
    assert Case.objects.count() == Bundle.objects.count() == 0


def test_the_applicant_sees_one_page_for_all_and_nobody_else_does(stage: Stage, settings: Any) -> None:
    receipt = stage.receive(on(11, 2))
    user = open_citizen_account(username="chen", password=None, party_id=stage.cast.applicant, by=SYSTEM, at=on(1, 6))
    client: Client = signed_in(user)
    page = client.get(f"/my/together/{receipt.bundle_id}/").content.decode()
    assert "开办餐饮店一件事" in page
    assert "3 个事项办好 0 个" in page
    assert "食品经营许可（新办）办成后自动开始" in page.replace("。", "")
    assert Client().get(f"/my/together/{receipt.bundle_id}/").status_code == 302
