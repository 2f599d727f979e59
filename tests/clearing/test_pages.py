"""The pages of rounds, overlaps, practices, domains and charges: what each role sees and does there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import RequestFactory

from tests.cast import Cast, on
from tests.clearing.charges import assessed, charging
from tests.clearing.stage import CLOSES, ITEMS, MEMBERS, cleared, filed, item, line, opened, votes
from tongban.cases.pages import charges
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refused
from tongban.portal.templatetags.tongban import case_no
from tongban.powerlist.actions.items import cancel_item
from tongban.powerlist.actions.tags import tag_items
from tongban.powerlist.models import Overlap, Practice, Round, RoundVote
from tongban.powerlist.pages import domains as domain_pages
from tongban.powerlist.pages import rounds as public
from tongban.powerlist.pages.office import overlaps, practices, rounds

pytestmark = pytest.mark.django_db
NOW = on(11, 2)
FAR = CLOSES.replace(year=2046)


def ask(view: Any, actor: Actor = ANONYMOUS, sent: dict[str, Any] | None = None, query: str = "", **words: Any) -> Any:
    factory = RequestFactory()
    request = factory.get(f"/{query}") if sent is None else factory.post("/", sent)
    request.actor = actor  # type: ignore[attr-defined]
    return view(request, **words)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_d_29_the_result_of_a_round_is_published_as_a_page_and_a_file(cast: Cast) -> None:
    cleared(cast)
    page = text(ask(public.round_result, no=1))
    assert "取消 1" in page
    assert "合并到“QH-ZN-933”" in page
    assert "2 项待落实" in page
    assert Round.objects.get().digest in page
    assert ask(public.round_file, no=1).content[:2] == b"PK"
    assert "2026 年第四季度清理" in text(ask(public.round_results))


def test_d_29_a_head_votes_item_after_item(cast: Cast) -> None:
    made = opened(cast, closes_on=FAR)
    fire = cast.officer("fire_decide", NOW)
    assert "表决下一项" in text(ask(rounds.round_page, fire, round_id=made))
    sent = {"do": "vote", "choice": "merge", "into": ITEMS[1], "reason": "两项查同一件事。"}
    answer = ask(rounds.round_item, fire, sent, line_id=line(ITEMS[0]).pk)
    assert (answer.status_code, str(line(ITEMS[1]).pk) in answer["Location"]) == (302, True)
    assert RoundVote.objects.get().into_id == item(ITEMS[1])
    assert ask(rounds.round_item, fire, sent | {"reason": ""}, line_id=line(ITEMS[1]).pk).status_code == 422


def test_d_29_the_office_opens_a_round_and_records_the_outcome_on_the_page(cast: Cast) -> None:
    office = cast.officer("list_office", NOW)
    opened(cast, closes_on=FAR)
    votes(cast, ITEMS[0], "cancel", "cancel", "cancel")
    sent = {"do": "decide", "reason": "按票数。", "document": "青政办发〔2026〕31号"}
    assert ask(rounds.round_item, office, sent, line_id=line(ITEMS[0]).pk).status_code == 302
    asked = {"title": "下一轮", "document": "文", "closes_on": FAR.replace(year=2030).isoformat(), "codes": ITEMS[2],
             "members": [str(cast.county.posts[post]) for post in MEMBERS]}  # fmt: skip
    assert ask(rounds.round_list, office, asked).status_code == 302
    assert Round.objects.count() == 2
    assert "还没有人投票" in text(ask(rounds.round_item, office, line_id=line(ITEMS[1]).pk))


def test_d_22_a_dispute_on_its_page(cast: Cast) -> None:
    row = Overlap.objects.get(pk=cleared(cast)["overlap"])
    urban = cast.officer("urban_decide", NOW)
    assert "尚未提交" in text(ask(overlaps.overlap, urban, overlap_id=row.pk))
    assert ask(overlaps.overlap, urban, {"do": "state", "words": "由本局管。"}, overlap_id=row.pk).status_code == 302
    page = text(ask(overlaps.overlap, urban, overlap_id=row.pk))
    assert "由本局管。" in page
    assert re.search("<title>[^<]+ / [^<]+ · ", page), "the page is called after its two powers"
    assert re.search("城市管理局 \\S+ 陈述意见", page), "who spoke is named with the body"
    assert "这一步由该单位负责人办理" in page, "who cannot decide is told who does"
    assert ask(overlaps.overlap_file, urban).content[:2] == b"PK"
    assert "户外广告设置审批" in text(ask(overlaps.overlap_list, urban, query="?state=dispute"))


def test_d_24_a_township_files_and_the_body_above_answers_on_the_page(cast: Cast) -> None:
    head, above = cast.officer("liuhe_decide", NOW), cast.officer("market_decide", NOW)
    sent = {"name": "夜间窗口", "words": "每周二延时两小时。", "gap": "silent", "basis": "", "item": "",
            "answers": str(cast.county.bodies["market"])}  # fmt: skip
    assert ask(practices.practice_list, head, sent).status_code == 302
    row = Practice.objects.get()
    assert "<form" in text(ask(practices.practice, above, practice_id=row.pk)).partition("<main")[2]
    waiting = text(ask(practices.practice, head, practice_id=row.pk))
    assert "这一步由该单位负责人办理" in waiting
    sent = {"answer": "adopted", "words": "全县推开。", "document": "青政办发〔2026〕40号", "trial_until": ""}
    assert ask(practices.practice, above, sent, practice_id=row.pk).status_code == 302
    assert "已采纳" in text(ask(practices.practice_list, head))
    assert ask(practices.practice_file, head).content[:2] == b"PK"


def test_d_24_a_practice_that_names_no_known_item_is_sent_back(cast: Cast) -> None:
    head = cast.officer("liuhe_decide", NOW)
    filed(cast)
    sent = {
        "name": "甲",
        "words": "乙",
        "gap": "silent",
        "answers": str(cast.county.bodies["market"]),
        "item": "QH-NIX",
    }
    assert ask(practices.practice_list, head, sent).status_code == 422


def test_d_09_items_are_tagged_and_each_figure_opens_its_items(cast: Cast) -> None:
    opened(cast)
    office = cast.officer("list_office", NOW)
    assert tag_items(codes=ITEMS, domains=["business"], by=office, at=NOW) == 3
    assert tag_items(codes=ITEMS[:1], domains=["business"], by=office, at=NOW) == 0
    cancel_item(item_id=item(ITEMS[0]), since=NOW.date(), basis_doc="文", by=office, at=NOW)
    page = text(ask(domain_pages.domain_page, query="?domain=business&year=2026&what=removed"))
    assert "营商环境" in page
    assert ITEMS[0] in page
    assert ITEMS[1] not in page
    assert ask(domain_pages.domain_file).content[:2] == b"PK"
    with pytest.raises(Refused, match="tag_items"):
        tag_items(codes=["QH-NIX"], domains=["business"], by=office, at=NOW)
    with pytest.raises(Refused, match="domain_unknown"):
        tag_items(codes=ITEMS, domains=["space"], by=office, at=NOW)


def test_d_30_differences_stand_on_the_page_with_case_and_owner(cast: Cast) -> None:
    one = assessed(charging(cast))
    page = text(ask(charges.charges, cast.officer("county_head", NOW)))
    assert case_no(one.case.number) in page
    assert f"?show=all&amp;body={one.body_id}" in page, "a sum opens its charges"
    assert "100.00" in page
    assert ask(charges.charges_file, cast.officer("market_decide", NOW)).content[:2] == b"PK"
    assert one.case.number not in text(ask(charges.charges, cast.officer("fire_decide", NOW)))


@pytest.mark.parametrize("told", ["2", "²", "①"])
def test_what_an_address_claims_was_done_is_never_an_error(cast: Cast, told: str) -> None:
    by = cast.officer("list_office", NOW)
    assert ask(domain_pages.domain_office, by, query=f"?done={told}").status_code == 200
    assert ask(overlaps.overlap_list, by, query=f"?found={told}").status_code == 200
