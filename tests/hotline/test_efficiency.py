"""Efficiency complaints whole: papers, three roles, both axes, what it leads to, and its result with who complained."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import on
from tests.hotline.stage import TAKEN, Line, hotline, state
from tests.hotline.test_pages import client
from tests.hotline.test_requirements import complained, finding, refused
from tongban.hotline.actions import efficiency, papers
from tongban.hotline.actions.efficiency import open_lead, record_finding, record_outcome, refer
from tongban.hotline.actions.handling import contact_person, reply_order
from tongban.hotline.actions.routing import dispatch_order, sign_order
from tongban.hotline.models import Order, OrderFinding, OrderNode
from tongban.hotline.pages.steps import steps_of
from tongban.hotline.queries.complaints import Wanted, classed, findings
from tongban.hotline.queries.view import order_for
from tongban.hotline.rules.turns import LEADS_TO, OUTCOMES, leading_problem, outcome_problem
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.supervision.actions.recommending import answer_recommendation, recommend_for_complaint
from tongban.supervision.models import Recommendation

pytestmark = pytest.mark.django_db
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def found(line: Line, leads_to: str) -> UUID:
    """A substantiated complaint about the market bureau that leads somewhere."""
    order = complained(line)
    record_finding(**finding(line, order, leads_to=leads_to))
    return order


def told(order: UUID) -> list[str]:
    """What who complained reads of its way."""
    row = Order.objects.get(pk=order)
    view = order_for(order, Actor(ActorKind.CITIZEN, ref=row.party_id), on(11, 20))
    return [f"{step.text} {step.note}" for step in steps_of(view, {})]


def test_c_03_a_scanned_paper_stays_with_its_order_once() -> None:
    line = hotline()
    order, by = complained(line), line.who("centre_manager")
    one = papers.add_paper(order_id=order, data=PDF, name="来信.pdf", by=by, at=TAKEN)
    assert papers.add_paper(order_id=order, data=PDF, name="来信.pdf", by=by, at=TAKEN) == one
    view = order_for(order, by, TAKEN)
    assert [paper.id for paper in view.papers] == [one]
    assert "来信" not in str(view.papers[0])
    added = [entry for entry in events_of("order", order) if entry.type == "order.paper_added"]
    assert [entry.data["pages"] for entry in added] == [1]


@pytest.mark.parametrize("post", ["market_decide", "market_review", "urban_review"])
def test_c_03_strangers_and_who_is_complained_about_add_no_paper(post: str) -> None:
    line = hotline()
    order = complained(line)
    refused("not_found", papers.add_paper, order_id=order, data=PDF, name="a", by=line.who(post), at=TAKEN)


def test_c_03_what_is_no_paper_is_refused() -> None:
    line = hotline()
    order, by = complained(line), line.who("centre_manager")
    refused("paper_missing", papers.add_paper, order_id=order, data=b"", name="", by=by, at=TAKEN)
    refused("file_type", papers.add_paper, order_id=order, data=b"MZ no paper", name="a.exe", by=by, at=TAKEN)


def test_c_04_nobody_of_the_body_complained_about_refers_tells_or_sees() -> None:
    line = hotline()
    order = found(line, "accountability")
    for post in ("market_decide", "market_review"):
        refused("not_coordinator", refer, order_id=order, by=line.who(post), at=on(11, 4))
        with pytest.raises(Refused, match="not_found"):
            order_for(order, line.who(post), on(11, 4))
    enforcing = _another(line, 1)
    record_finding(**finding(line, enforcing, leads_to="enforcement"))
    given = {"order_id": enforcing, "body_id": line.body("market"), "at": on(11, 4)}
    refused("refer_whom", refer, **given, by=line.who("centre_manager"))


def test_c_08_accountability_goes_to_discipline_inspection_which_tells_its_end() -> None:
    line = hotline()
    order = found(line, "accountability")
    inspector = line.who("discipline_leads")
    with pytest.raises(Refused, match="not_found"):
        order_for(order, inspector, on(11, 4))
    refer(order_id=order, by=line.who("centre_manager"), at=on(11, 4))
    assert order_for(order, inspector, on(11, 4)).order.pk == order
    record_outcome(order_id=order, outcome="disciplined", by=inspector, at=on(11, 9))
    assert "处理结果 已对责任人作出处理" in told(order)
    refused("outcome_once", record_outcome, order_id=order, outcome="no_measure", by=inspector, at=on(11, 9))


def test_c_11_an_enforcement_lead_is_told_when_the_case_opens_and_when_it_ends() -> None:
    line = hotline()
    order = found(line, "enforcement")
    refer(order_id=order, body_id=line.body("urban"), by=line.who("centre_manager"), at=on(11, 4))
    urban = line.who("urban_review")
    refused("no_such_outcome", record_outcome, order_id=order, outcome="penalised", by=urban, at=on(11, 6))
    for outcome, day in (("case_filed", 6), ("penalised", 19)):
        record_outcome(order_id=order, outcome=outcome, by=urban, at=on(11, day))
    assert told(order)[-1] == "处理结果 已作出处罚决定"


def test_c_11_a_report_becomes_a_lead_and_its_result_flows_back_after_the_order_is_closed() -> None:
    line = hotline()
    order = line.replied(kind="report", text="有人在河边违规建房")
    urban = line.who("urban_review")
    refused("not_handler", open_lead, order_id=order, by=line.who("market_review"), at=on(11, 3))
    open_lead(order_id=order, by=urban, at=on(11, 3))
    refused("lead_once", open_lead, order_id=order, by=urban, at=on(11, 3))
    if state(order) == "callback":
        line.called(order, on(11, 4), solved=True)
    assert findings(Wanted(waiting=True), line.who("supervision")).count() == 1
    record_outcome(order_id=order, outcome="case_filed", by=urban, at=on(11, 16))
    assert told(order)[-1] == "处理结果 已立案查处"
    assert "问题" not in " ".join(told(order))


@pytest.mark.parametrize("kind", ["report", "misconduct"])
def test_c_10_c_11_who_stayed_anonymous_reads_answer_and_result_by_number_and_code(kind: str) -> None:
    line = hotline()
    taken = line.take(kind=kind, text="有人在河边违规建房", name="", phone="", named=False)
    if kind == "report":
        node = dispatch_order(order_id=taken.order_id, body_id=line.body("urban"), by=line.who("hotline_1"), at=TAKEN)
        urban = line.who("urban_review")
        sign_order(node_id=node, by=urban, at=TAKEN)
        contact_person(node_id=node, how="none_left", by=urban, at=TAKEN)
        open_lead(order_id=taken.order_id, by=urban, at=on(11, 3))
        reply_order(node_id=node, result="solved", words="经核查属实，已责令停工", by=urban, at=on(11, 3))
        record_outcome(order_id=taken.order_id, outcome="case_filed", by=urban, at=on(11, 16))
    sent = {"number": taken.number, "code": taken.lookup_code}
    page = Client().post("/ask/status/", sent).content.decode()
    read = [words in page for words in (taken.number, "已责令停工", "已立案查处", "违规建房")]
    assert read == [True, *[kind == "report"] * 2, False]


def test_c_10_who_has_number_and_code_adds_judges_and_reopens_and_stays_anonymous() -> None:
    line, now = hotline(), timezone.now()
    taken = line.take(now, kind="help", text="村口路灯坏了三天", name="", named=False)
    key = {"number": taken.number, "code": taken.lookup_code}

    def sent(**fields: str) -> str:
        return Client().post("/ask/status/", key | fields).content.decode()

    assert 'value="add"' in sent()
    assert "已记录" in sent(do="add", words="昨晚又有人摔倒", request=str(uuid7()))
    dispatch_order(order_id=taken.order_id, body_id=line.body("urban"), by=line.who("hotline_1", now), at=now)
    node, urban, at = OrderNode.objects.get(order=taken.order_id).pk, line.who("urban_review", now), timezone.now()
    sign_order(node_id=node, by=urban, at=at)
    contact_person(node_id=node, how="phone", by=urban, at=at)
    reply_order(node_id=node, result="solved", words="已经修好", by=urban, at=at)
    assert "请先选择解决了没有" in sent(do="judge")
    sent(do="judge", solved="yes", satisfied="2")
    assert state(taken.order_id) == "closed"
    sent(do="reopen", words="又不亮了", request=str(uuid7()))
    row = Order.objects.get(pk=taken.order_id)
    assert (row.state, row.round, set(row.contacts.values_list("named", flat=True))) == ("dispatched", 1, {False})
    assert Client().post("/ask/status/", key | {"code": "AAAA", "do": "add", "words": "乱加"}).status_code == 404


def test_c_06_c_08_a_finding_becomes_a_recommendation_to_the_body_complained_about() -> None:
    line = hotline()
    order = found(line, "recommendation")
    given = {"order_id": order, "words": "请改正窗口推诿", "at": on(11, 5)}
    corrected = {"order_id": order, "outcome": "corrected", "by": line.who("centre_manager"), "at": on(11, 10)}
    refused("not_referred", record_outcome, **corrected)
    refused("not_supervisor", recommend_for_complaint, **given, by=line.who("centre_manager"))
    made = recommend_for_complaint(**given, by=line.who("supervision"))
    row = Recommendation.objects.get(pk=made)
    assert (row.body_id, row.state, row.cards) == (line.body("market"), "made", [])
    refused("recommend_what", recommend_for_complaint, **given, by=line.who("supervision"))
    answer_recommendation(recommendation_id=made, words="已经全员培训", by=line.who("market_decide"), at=on(11, 9))
    record_outcome(**corrected)
    assert OrderFinding.objects.get(order=order).target == made
    assert told(order)[-1] == "处理结果 单位已整改"


def test_c_07_what_does_not_hold_leads_to_an_answer_only() -> None:
    line = hotline()
    order = complained(line)
    for leads_to in sorted(set(LEADS_TO) - {"reply"}):
        given = finding(line, order, substantiated=False, leads_to=leads_to)
        refused("not_substantiated", record_finding, **given)
    assert leading_problem(False, "reply") is None


def test_c_07_c_08_each_class_is_counted_and_its_number_opens_its_complaints() -> None:
    line = hotline()
    for no, (fault, aspect) in enumerate((("absent", "attitude"), ("absent", "attitude"), ("overstepping", "conduct"))):
        order = complained(line) if no == 0 else _another(line, no)
        record_finding(**finding(line, order, fault=fault, aspect=aspect))
    reader = line.who("supervision")
    counts = classed(reader)
    for (fault, aspect), many in counts.items():
        assert findings(Wanted(fault, aspect), reader).filter(substantiated=True).count() == many
    assert (counts["absent", "attitude"], sum(counts.values())) == (2, 3)
    assert findings(Wanted(), line.who("market_decide")).count() == 0


def _another(line: Line, no: int) -> UUID:
    order = line.take(
        kind="efficiency", complained_id=line.body("market"), text=f"第 {no} 件：窗口让人白跑", phone=f"1390000{no:04d}"
    ).order_id
    post = line.cast.county.posts["supervision"]
    efficiency.give_roles(order_id=order, post_id=post, by=line.who("centre_manager"), at=TAKEN)
    return order


@pytest.mark.parametrize("leads_to", sorted(OUTCOMES))
def test_c_08_no_result_is_told_that_the_way_does_not_have(leads_to: str) -> None:
    others = {code for way, codes in OUTCOMES.items() if way != leads_to for code in codes} - set(OUTCOMES[leads_to])
    assert all(outcome_problem(leads_to, "", code) is not None for code in others)
    assert any(outcome_problem(leads_to, "", code) is None for code in OUTCOMES[leads_to])


def test_c_04_roles_that_were_not_kept_apart_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    line = hotline()
    order = found(line, "accountability")
    monkeypatch.setattr(efficiency, "may_coordinate", lambda *a, **k: None)
    refer(order_id=order, by=line.who("market_decide"), at=on(11, 4))
    last = events_of("order", order)[-1]
    assert last.body_id == line.body("market"), "the ledger names who referred: the body complained about"


def test_c_03_c_08_a_complaint_goes_by_pages_alone_from_its_paper_to_its_result(settings: Any) -> None:
    line = hotline()
    settings.DEMO = True
    order = complained(line)
    node, page = str(OrderNode.objects.get(order=order).pk), f"/hotline/orders/{order}/"
    manager, investigator = client(line, "centre_manager"), client(line, "supervision")
    sent = manager.post(page, {"do": "paper", "paper": SimpleUploadedFile("来信.pdf", PDF, "application/pdf")})
    assert sent.status_code == 302
    paper = order_for(order, line.who("centre_manager"), TAKEN).papers[0]
    shown = investigator.get(f"{page}papers/{paper.id}/1/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert client(line, "market_decide").get(f"{page}papers/{paper.id}/1/").status_code == 404
    said = {"yes": "yes", "fault": "absent", "aspect": "conduct", "leads_to": "recommendation", "words": "情况属实"}
    for fields in ({"do": "sign"}, {"do": "contact", "how": "phone"}, {"do": "finding", **said}):
        assert investigator.post(page, {"node": node, **fields}).status_code == 302
    address = f"/supervision/recommendations/new/?order={order}"
    assert address in investigator.get(page).content.decode()
    assert investigator.post(address, {"words": "请改正窗口推诿"}).status_code == 302
    assert "待反馈" in manager.get("/hotline/efficiency/?waiting=1").content.decode()
    assert manager.post(page, {"do": "outcome", "outcome": "corrected"}).status_code == 302
    register = manager.get("/hotline/efficiency/?fault=absent&aspect=conduct").content.decode()
    assert (register.count("<tr data-row>"), "单位已整改" in register) == (1, True)
    assert client(line, "market_decide").get("/hotline/efficiency/").status_code == 403
    assert told(order)[-1] == "处理结果 单位已整改"


def test_c_03_the_register_takes_few_statements(settings: Any, django_assert_max_num_queries: Any) -> None:
    line = hotline()
    settings.DEMO = True
    complained(line)
    manager = client(line, "centre_manager")
    manager.get("/hotline/efficiency/")
    with django_assert_max_num_queries(15):
        assert manager.get("/hotline/efficiency/").status_code == 200
