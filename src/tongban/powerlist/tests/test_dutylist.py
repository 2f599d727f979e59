"""The power-and-duty list: no power without a basis in force and a duty with an owner; townships in the balance."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from tongban.agencies.queries import bodies
from tongban.kernel.actor import ANONYMOUS
from tongban.kernel.refusals import Refused
from tongban.law.actions.laws import repeal_law
from tongban.law.tests.samples import SECOND_DAY, enacted
from tongban.law.tests.statutes import TITLE
from tongban.powerlist.actions.holdings import grant_holding
from tongban.powerlist.models import Item
from tongban.powerlist.pages import dutylist as pages
from tongban.powerlist.queries.dutylist import duty_list, township_balance
from tongban.powerlist.rules.content import content_json, parse_content
from tongban.powerlist.rules.duties import Duty, gaps
from tongban.powerlist.rules.text import Text
from tongban.powerlist.tests.factories import BY, Places, draft, publish
from tongban.powerlist.tests.office import page
from tongban.powerlist.tests.samples import FLOW, entry, whole, words

pytestmark = [pytest.mark.django_db]
DAY = date(2026, 11, 23)
OWED: dict[str, Any] = {
    "duties": [{"text": words("检查灯笼"), "owner": "灯笼股", "basis": f"《{TITLE}》第三条"}],
    "liabilities": [{"text": words("不检查的，追究责任"), "basis": f"《{TITLE}》第四条"}],
}


def resting(article: str = "第四条", **changes: Any) -> dict[str, Any]:
    return entry(legal_basis=[{"law": TITLE, "article": article, "text": "（略）"}], handler="灯笼股", **changes)


def lines() -> dict[str, tuple[str, ...]]:
    market = next(body for body in bodies(DAY) if body.key == "market")
    return {line.version.code: line.gaps for line in duty_list(market, DAY)}


def judged(**changes: Any) -> tuple[str, ...]:
    told = {"power": True, "live_bases": 1, "steps": 1, "duties": (), "liabilities": 1, "section": "股", **changes}
    return gaps(**told)


def test_d_01_a_line_without_basis_duty_owner_or_accountability_says_so() -> None:
    assert judged() == ()
    assert judged(live_bases=0) == ("no_basis",)
    assert judged(power=False, live_bases=0, liabilities=0) == ()
    assert judged(steps=0) == ("no_duty",)
    assert judged(duties=[Duty(text=Text("检查", ""), owner=" ")]) == ("no_owner",)
    assert judged(liabilities=0, section="") == ("no_liability", "no_section")


def test_d_01_a_power_whose_bases_have_all_ended_is_refused_at_publication(here: Places) -> None:
    law_id = enacted()
    repeal_law(law_id=law_id, since=SECOND_DAY, document="青人发〔2026〕4号", **BY)
    with pytest.raises(Refused) as caught:
        publish(resting(), code="QH-4", valid_from=DAY)
    assert caught.value.refusal.code == "item.no_live_basis"
    publish(resting(), code="QH-5", valid_from=date(2026, 6, 30))


def test_d_01_two_passages_of_one_article_are_one_basis_and_the_next_item_keeps_its_own(here: Places) -> None:
    enacted()
    twice = [{"law": TITLE, "article": "第四条", "text": text} for text in ("（略一）", "（略二）")]
    publish(resting() | {"legal_basis": twice}, code="QH-4", valid_from=DAY)
    publish(resting("第三条"), code="QH-5", valid_from=DAY)
    market = next(body for body in bodies(DAY) if body.key == "market")
    bases = [[basis.article for basis, _ in line.bases] for line in duty_list(market, DAY)]
    assert bases == [["4"], ["3"]]


def test_d_01_an_article_that_the_text_in_force_does_not_have_is_no_basis(here: Places) -> None:
    enacted()
    with pytest.raises(Refused):
        publish(resting("第九条"), code="QH-9")


def test_d_01_one_basis_in_force_is_enough_and_an_unknown_law_is_not_called_ended(here: Places) -> None:
    enacted()
    two = [{"law": TITLE, "article": article, "text": ""} for article in ("第九条", "第四条")]
    publish(entry(legal_basis=two), code="QH-2")
    publish(entry(legal_basis=[{"law": "没有收录的办法", "article": "第一条", "text": ""}]), code="QH-3")


def test_d_01_publishing_without_looking_at_the_library_would_be_found(
    here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: a publication that does not ask whether the basis stands lets a dead power through."""
    enacted()
    monkeypatch.setattr("tongban.powerlist.actions.items.need_live_basis", lambda *told: None)
    publish(resting("第九条"), code="QH-9")
    assert "no_basis" in lines()["QH-9"]


def test_d_01_a_duty_that_nobody_owns_is_refused_at_publication(here: Places) -> None:
    owed = {"duties": [{**OWED["duties"][0], "owner": ""}]}
    with pytest.raises(Refused) as caught:
        publish(resting(**owed), code="QH-4")
    assert caught.value.refusal.code == "item.blocked"


@pytest.mark.parametrize("lacking", ["legal_basis", "duties"])
def test_d_01_a_power_without_any_basis_or_duty_is_refused_at_publication(here: Places, lacking: str) -> None:
    with pytest.raises(Refused) as caught:
        publish(entry(**{lacking: []}), code="QH-4")
    assert caught.value.refusal.code == "item.blocked"
    assert [one.path for one in caught.value.refusal.params["findings"]] == [lacking]
    publish(entry(item_type="20", **{lacking: []}), code="QH-20")


def test_d_01_a_step_that_nobody_does_is_no_flow(here: Places) -> None:
    for nobody in (FLOW.replace("<bpmn:flowNodeRef>accept</bpmn:flowNodeRef>", ""), FLOW.replace("@holder/accept", "")):
        with pytest.raises(Refused) as caught:
            publish(whole(), flow=nobody, code=f"QH-{len(nobody)}")
        assert caught.value.refusal.code in ("flow.faults", "item.blocked")


def test_d_01_the_list_of_a_body_shows_bases_steps_duties_and_accountability(
    here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what an entry of earlier days lacks: without the rules of the list it would be published."""
    enacted()
    publish(resting(**OWED), code="QH-4")
    publish(whole(), flow=FLOW, code="QH-WHOLE")
    monkeypatch.setattr("tongban.powerlist.queries.checking.LIST_RULES", ())
    publish(entry(legal_basis=[], duties=[]), code="QH-BARE")
    assert lines() == {
        "QH-4": (), "QH-WHOLE": ("no_liability", "no_section"),
        "QH-BARE": ("no_basis", "no_duty", "no_liability", "no_section"),
    }  # fmt: skip
    text = page(ANONYMOUS, pages.duty_page, key="market", address="/?on=2026-11-23")
    assert all(word in text for word in ("检查灯笼", "灯笼股", "不检查的，追究责任", "行政许可", "没有现行依据"))
    assert "县市场监管局" in page(ANONYMOUS, pages.duty_index, address="/?on=2026-11-23")


def test_p_06_a_body_shows_its_functions_contacts_and_hours(here: Places) -> None:
    hours = {"zh": "工作日 9:00—17:00", "en": "Working days 9:00 to 17:00"}
    publish(resting(contact="0990-1234567", oversight="0990-7654321", hours=hours), code="QH-4")
    publish(whole(contact="0990-1234567", hours=hours), flow=FLOW, code="QH-WHOLE")
    text = page(ANONYMOUS, pages.duty_page, key="market", address="/?on=2026-11-23")
    assert [text.count(word) for word in ('href="tel:0990-1234567"', 'href="tel:0990-7654321"', hours["zh"])] == [
        1,
        1,
        1,
    ]
    assert "县市场监管局" in text


def test_an_old_content_without_duties_stays_readable() -> None:
    old = {name: value for name, value in content_json(parse_content(entry())).items() if name != "duties"}
    assert parse_content(old).duties == ()


def test_d_03_a_township_that_works_on_what_it_does_not_decide_is_shown(here: Places) -> None:
    flow = FLOW.replace("@holder/accept", "@township/accept")
    publish(whole(local_code="QH-T"), flow=flow, code="QH-T")
    (willow,) = township_balance(DAY)
    assert ([ref.code for ref in willow.work_only], len(willow.powers), len(willow.duties)) == (["QH-T"], 0, 1)
    told = page(ANONYMOUS, pages.balance_page, address="/?on=2026-11-23")
    assert "1 个乡镇承担了自己不能决定的事项" in told
    assert f">0 : 1 : {len(willow.liable)}<" in told, "the ratio"
    assert reverse("powerlist:guide", args=["QH-T"]) in told.partition("<tbody>")[2], "the item opens"
    grant_holding(
        item_id=Item.objects.get(code="QH-T").pk, place_id=here.township, function="decide", body_id=here.willow,
        legal_form="transferred", valid_from=datetime(2026, 11, 22, tzinfo=UTC), basis_doc="省政发〔2026〕1号", **BY,
    )  # fmt: skip
    (willow,) = township_balance(DAY)
    assert (len(willow.powers), len(willow.duties), willow.work_only) == (1, 1, ())
    told = page(ANONYMOUS, pages.balance_page, address="/?on=2026-11-23")
    assert f">1 : 1 : {len(willow.liable)}<" in told
    assert [ref.code for ref in willow.power_only] == ["QH-T"], "nobody answers for it yet"
    column = told.partition('data-label="有权无责"')[2].partition("</td>")[0]
    assert reverse("powerlist:guide", args=["QH-T"]) in column


def test_d_03_a_power_with_its_duty_and_its_accountability_is_in_the_balance(here: Places) -> None:
    flow = FLOW.replace("@holder/accept", "@township/accept")
    publish(whole(local_code="QH-T", **OWED), flow=flow, code="QH-T")
    grant_holding(
        item_id=Item.objects.get(code="QH-T").pk, place_id=here.township, function="decide", body_id=here.willow,
        legal_form="transferred", valid_from=datetime(2026, 11, 22, tzinfo=UTC), basis_doc="省政发〔2026〕1号", **BY,
    )  # fmt: skip
    (willow,) = township_balance(DAY)
    assert (len(willow.powers), len(willow.duties), len(willow.liable)) == (1, 1, 1)
    assert (willow.work_only, willow.power_only) == ((), ())
    told = page(ANONYMOUS, pages.balance_page, address="/?on=2026-11-23")
    opened = [told.partition(f'data-label="{word}"')[2].partition("</td>")[0] for word in ("职权", "责任", "追责情形")]
    assert all(reverse("powerlist:guide", args=["QH-T"]) in one for one in opened), "every figure opens its items"


def test_the_list_of_a_body_goes_out_as_a_workbook_and_of_nobody_is_not_found(here: Places) -> None:
    draft(resting(), code="QH-4")
    assert pages.duty_file(_get(), key="market").content[:2] == b"PK"
    with pytest.raises(Http404):
        pages.duty_page(_get(), key="nobody")


def _get() -> Any:
    return RequestFactory().get("/")
