"""D-30: what is due is waived, reduced or corrected by law, what was paid beyond it goes back, and all still agrees."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cast import Cast
from tests.clearing.charges import AT, LATER, SOURCE, assessed, changed, charging, money
from tests.clearing.test_pages import ask, text
from tongban.agencies.queries import account_of_official
from tongban.cases.models import Charge, ChargeChange
from tongban.cases.pages import charges as pages
from tongban.cases.queries import charges as queries
from tongban.cases.queries.charges import charge_lines, totals
from tongban.cases.rules.chargechanges import FINE_MORE, change_problem
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.law.actions.laws import repeal_law
from tongban.law.tests.samples import TITLE, enacted
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def differs() -> list[tuple[str, int]]:
    return [(one.differs, one.gap) for one in charge_lines(today=TODAY)]


def sums() -> tuple[int, int, int, int]:
    (one,) = totals()
    return one.assessed, one.lowered, one.collected, one.paid_in


def refused(cast: Cast, one: Charge, **other: Any) -> str:
    with pytest.raises(Refused) as caught:
        changed(cast, one, **other)
    return caught.value.refusal.code


def test_d_30_a_reduced_charge_agrees_when_what_is_due_came_and_stands_in_the_treasury(cast: Cast) -> None:
    one = assessed(charging(cast))
    changed(cast, one)
    assert differs() == [("not_collected", 4_000)]
    money(cast, ("collected", one.code, 4_000), ("paid_in", one.code, 4_000))
    assert (differs(), sums()) == ([], (10_000, 6_000, 4_000, 4_000))
    assert [event.type for event in events_of("charge", one.pk)] == ["charge.assessed", "charge.changed"]
    told = events_of("charge", one.pk)[-1].data
    assert (told["way"], told["was"], told["now"], told["source"]) == ("reduced", 10_000, 4_000, SOURCE)
    assert (Charge.objects.get().amount, ChargeChange.objects.get().reason) == (10_000, "小微企业减半以下收取")


def test_d_30_what_was_paid_before_a_waiver_is_to_be_given_back_until_bank_and_treasury_gave_it(cast: Cast) -> None:
    one = assessed(charging(cast))
    money(cast, ("collected", one.code, 10_000), ("paid_in", one.code, 10_000))
    changed(cast, one, way="waived", amount=7)
    assert differs() == [("to_return", 10_000)]
    money(cast, ("collected", one.code, -10_000), ref="B")
    assert differs() == [("over_paid_in", 10_000)]
    money(cast, ("paid_in", one.code, -10_000), ref="T")
    assert (differs(), sums()) == ([], (10_000, 10_000, 0, 0))


def test_d_30_a_correction_counts_from_the_last_change_and_may_be_upwards_for_a_fee(cast: Cast) -> None:
    one = assessed(charging(cast))
    changed(cast, one)
    changed(cast, one, way="corrected", amount=12_000)
    money(cast, ("collected", one.code, 12_000), ("paid_in", one.code, 12_000))
    assert (differs(), sums()) == ([], (10_000, -2_000, 12_000, 12_000))
    assert change_problem("corrected", "fine", 10_000, 10_001, "算错了") == FINE_MORE


def test_d_30_a_sum_that_forgets_the_changes_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one = assessed(charging(cast))
    changed(cast, one)
    money(cast, ("collected", one.code, 4_000), ("paid_in", one.code, 4_000))
    monkeypatch.setattr(queries, "_CHARGES", queries._CHARGES.replace("coalesce(max(n.amount), c.amount)", "c.amount"))
    assert differs() == [("short", 6_000)]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"way": "forgiven"}, "change_way"),
        ({"reason": " "}, "change_reason"),
        ({"source": "领导同意"}, "change_source"),
        ({"source": " "}, "change_source"),
        ({"amount": 10_000}, "change_same"),
        ({"amount": 0}, "change_less"),
        ({"amount": 10_001}, "change_less"),
        ({"way": "corrected", "amount": -1}, "change_same"),
    ],
)
def test_d_30_nothing_is_changed_without_reason_source_and_measure(
    cast: Cast, other: dict[str, Any], code: str
) -> None:
    one = assessed(charging(cast))
    assert refused(cast, one, **other) == code
    assert not ChargeChange.objects.exists()


@pytest.mark.parametrize("post", ["market_review", "urban_review", "liuhe_decide", "county_head"])
def test_d_30_only_the_head_of_the_body_changes_what_is_due(cast: Cast, post: str) -> None:
    one = assessed(charging(cast))
    assert refused(cast, one, by=cast.officer(post, LATER)) == "change_head"


def test_d_30_an_article_that_the_law_in_force_does_not_have_is_no_source(cast: Cast) -> None:
    one = assessed(charging(cast))
    law = enacted()
    assert refused(cast, one, source=f"《{TITLE}》第九百条") == "change_source_gone"
    repeal_law(law_id=law, since=date(2026, 11, 3), document="文", by=SYSTEM, at=AT)
    assert refused(cast, one, source=f"《{TITLE}》第一条") == "change_source_gone"
    changed(cast, one, source="青政复决〔2026〕3号")


def signed_in(cast: Cast, post: str) -> Client:
    client = Client(headers={"accept-language": "zh-CN"})
    account = account_of_official(cast.county.holders[post][0])
    client.force_login(get_user_model().objects.get(pk=account), backend=BACKEND)
    return client


def test_d_30_the_head_changes_it_on_the_page_of_the_case_and_the_list_tells_it(cast: Cast, settings: Any) -> None:
    settings.DEMO = True  # officials without a second step
    one = assessed(charging(cast))
    address = f"/desk/c/{one.case_id}/charges/"
    head, officer = (signed_in(cast, post) for post in ("market_decide", "market_review"))
    assert "减免或者更正" in head.get(address).content.decode()
    assert "减免或者更正" not in officer.get(address).content.decode()
    sent = {"act": "change", "charge": str(one.pk), "way": "reduced", "to": "40", "reason": "小微企业", "source": "x"}
    assert '<option value="" selected>请选择</option>' in head.get(address).content.decode()
    assert head.post(address, sent | {"way": ""}).status_code == 422
    assert officer.post(address, sent).status_code == 403
    again = head.post(address, sent)
    assert again.status_code == 422
    assert "小微企业" in again.content.decode()
    assert "或者生效文书的文号（如青政复决" in again.content.decode()
    assert head.post(address, sent | {"source": SOURCE}).status_code == 302
    page = text(ask(pages.charges, cast.officer("county_head", LATER)))
    assert "减收 → 40.00" in page
    assert SOURCE in page
