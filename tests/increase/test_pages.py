"""The pages of comparing lists: what the list office runs and decides, what a head explains, files, wrong input."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, on
from tests.increase.stage import told
from tests.people import signed_in as as_account
from tongban.agencies.queries import account_of_official
from tongban.powerlist.models import Comparison, Increase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    monkeypatch.setattr("tongban.powerlist.pages.office.finding.timezone.now", lambda: on(11, 23, 9))


def signed_in(cast: Cast, post: str) -> Client:
    return as_account(account_of_official(cast.county.holders[post][0]))


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(f"powerlist:{name}", args=args), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_list_office_compares_and_sees_the_claim_beside_the_true_change(cast: Cast) -> None:
    told(cast)
    office = signed_in(cast, "list_office")
    assert "比对两版清单" in page(office, "increase")
    sent = {
        "old_on": "2026-03-02",
        "new_on": "2026-06-01",
        "claimed": "30",
        "body": "market",
        "cut": "身份证复印件\n\n",
    }
    answer = office.post(reverse("powerlist:increase"), sent, follow=True)
    shown = answer.content.decode()
    assert "宣布减少 30%，办理事项真正减少 0%" in shown
    assert "第三方油烟检测报告" in shown
    assert Comparison.objects.order_by("-made_at")[0].cut == ["身份证复印件"]


def test_a_comparison_in_the_wrong_order_keeps_what_was_typed(cast: Cast) -> None:
    sent = {"old_on": "2026-06-01", "new_on": "2026-03-02", "claimed": "30"}
    answer = signed_in(cast, "list_office").post(reverse("powerlist:increase"), sent)
    assert answer.status_code == 422
    assert "请选两个已经过去的日子" in answer.content.decode()
    assert 'value="30"' in answer.content.decode()


def test_the_head_explains_and_sees_only_the_own_body(cast: Cast) -> None:
    row = told(cast)
    mine, other = signed_in(cast, "market_decide"), signed_in(cast, "fire_decide")
    assert "第三方油烟检测报告" in page(mine, "increases")
    assert "第三方油烟检测报告" not in page(other, "increases")
    assert other.get(reverse("powerlist:finding", args=[row.pk])).status_code == 404
    shown = page(mine, "finding", row.pk)
    assert "+ 第三方油烟检测报告（原件）" in shown
    sent = {"act": "explain", "words": "依照新标准。"}
    assert mine.post(reverse("powerlist:finding", args=[row.pk]), sent).status_code == 302
    assert "依照新标准。" in page(mine, "finding", row.pk)
    assert Increase.objects.get().state == "explained"


def test_an_act_that_is_somebody_elses_is_refused(cast: Cast) -> None:
    row = told(cast)
    url = reverse("powerlist:finding", args=[row.pk])
    head = signed_in(cast, "market_decide")
    assert head.post(url, {"act": "uphold", "words": "甲"}).status_code == 403
    assert head.post(url, {"act": "explain", "words": " "}).status_code == 422
    assert head.post(url, {"act": "nonsense", "words": "甲"}).status_code == 422
    assert signed_in(cast, "list_office").post(url, {"act": "uphold", "words": "甲"}).status_code == 409
    assert signed_in(cast, "market_review").get(url).status_code == 403


def test_the_files_hold_the_same_findings_as_text(cast: Cast) -> None:
    row = told(cast)
    office = signed_in(cast, "list_office")
    for url in (reverse("powerlist:increases_file"), reverse("powerlist:comparison_file", args=[row.comparison_id])):
        book = openpyxl.load_workbook(BytesIO(office.get(url).content))
        rows = list(book.active.iter_rows(values_only=True))
        assert len(rows) == 2
        assert rows[1][2] == row.zh


@pytest.mark.parametrize(
    "query", [{"after": "\x00~x"}, {"after": "2026-01-01T00:00:00~1"}, {"state": "x", "kind": "~"}]
)
def test_nasty_addresses_show_the_list(cast: Cast, query: dict[str, str]) -> None:
    assert page(signed_in(cast, "list_office"), "increases", **query)


def test_an_empty_list_says_what_it_means(cast: Cast) -> None:
    office = signed_in(cast, "list_office")
    assert "没有发现办事人要多做什么" in page(office, "increases")
    assert "还没有比对过" in page(office, "increase")
