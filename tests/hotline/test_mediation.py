"""S-38 矛盾调处: a dispute as its own thing, of an order or brought to a township; voluntary, recorded, ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cast import on
from tests.hotline.stage import TAKEN, Line, hotline
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import accesses_of, account_of_official
from tongban.documents.queries.papers import documents_of
from tongban.hotline.actions import mediation as acts
from tongban.hotline.actions.handling import reply_order
from tongban.hotline.actions.mediation import (
    Side,
    agree,
    end_mediation,
    hold_session,
    open_mediation,
    record_consent,
)
from tongban.hotline.models import Mediation, Order, OrderReply
from tongban.hotline.queries.mediation import mediation_for, mediations_for
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

WORDS = "两家院墙排水相争，雨水流进对方院里。"
NEXT = on(11, 4, 10)
SIDES = (Side(name="罗大勇", phone="13900000001"), Side(name="周小云", phone="0516-88881234"))


@pytest.fixture
def line(settings: Any) -> Line:
    settings.DEMO = True
    return hotline()


def mediator(line: Line, at: datetime = TAKEN) -> Any:
    return line.who("liuhe_review", at)


def opened(line: Line, **changes: Any) -> UUID:
    by = mediator(line)
    given: dict[str, Any] = {"dispute": "neighbour", "sides": SIDES, "words": WORDS, "mediators": [by.ref]} | changes
    return open_mediation(**given, by=by, at=TAKEN)


def consented(line: Line, **changes: Any) -> UUID:
    found = opened(line, **changes)
    for side, how in (("a", "spoken"), ("b", "signed")):
        record_consent(mediation_id=found, side=side, agrees=True, how=how, by=mediator(line), at=TAKEN)
    return found


def held(line: Line, *, b_came: bool = True, **changes: Any) -> UUID:
    found = consented(line, **changes)
    hold_session(
        mediation_id=found, held_at=NEXT - timedelta(hours=1), a_came=True, b_came=b_came,
        words="双方到场，看了现场，都愿意改排水。", by=mediator(line, NEXT), at=NEXT,
    )  # fmt: skip
    return found


def agreed(line: Line, *, written: bool = True, **changes: Any) -> UUID:
    found = held(line, **changes)
    agree(
        mediation_id=found, terms="罗大勇在院墙内改排水沟\n周小云不再要求赔偿", perform_by=date(2026, 12, 1),
        written=written, by=mediator(line, NEXT), at=NEXT,
    )  # fmt: skip
    return found


def refused(code: str, act: Any, **given: Any) -> None:
    with pytest.raises(Refused) as why:
        act(**given)
    assert why.value.refusal.code == code


def led_by_township(line: Line) -> tuple[UUID, UUID]:
    return line.handled(to="liuhe", kind="help", text=WORDS)


def test_s_38_a_dispute_brought_to_a_township_ends_in_a_numbered_agreement(line: Line) -> None:
    found = agreed(line)
    row = Mediation.objects.get(pk=found)
    assert (row.state, row.order_id, row.end_by.date()) == ("agreed", None, date(2026, 12, 2))
    assert row.confirm_by is not None
    assert row.confirm_by.date() == date(2026, 12, 4), "thirty days after it takes effect"
    (paper,) = documents_of(found)
    assert (paper.kind, paper.body_id) == ("mediation_agreement", line.body("liuhe"))
    assert "调〔2026〕1号" in paper.number
    view = mediation_for(found, mediator(line, NEXT))
    assert (view.text, view.terms.splitlines()[1]) == (WORDS, "周小云不再要求赔偿")


def test_s_38_no_name_and_no_word_of_it_stands_open(line: Line) -> None:
    found = agreed(line)
    told = str([one.data for one in events_of("mediation", found)]) + str([one.data for one in documents_of(found)])
    columns = str(list(Mediation.objects.filter(pk=found).values()))
    assert [one for one in ("罗大勇", "周小云", "排水", "88881234") if one in told + columns] == []
    assert [event.type.partition(".")[2] for event in events_of("mediation", found)] == [
        "opened", "consented", "consented", "held", "agreed"
    ]  # fmt: skip


def test_s_38_who_declines_is_not_mediated_and_both_learn_the_other_ways(line: Line) -> None:
    found = opened(line, dispute="labour")
    given = {"mediation_id": found, "by": mediator(line), "at": TAKEN}
    refused("no_consent", hold_session, **given, held_at=TAKEN, a_came=True, b_came=True, words=WORDS)
    record_consent(**given, side="a", agrees=True, how="spoken")
    record_consent(**given, side="b", agrees=False, how="")
    assert Mediation.objects.get(pk=found).state == "declined"
    (paper,) = documents_of(found)
    assert [one for one in paper.data["ways"] if "仲裁" in one]
    assert list(events_of("mediation", found)[-1].data["ways"]) == ["inspection", "labour_arbitration", "suit"]
    refused("mediation_state", end_mediation, **given, side="a")


@pytest.mark.parametrize(("side", "state"), [("", "failed"), ("b", "withdrawn")])
def test_s_38_without_agreement_it_ends_and_the_court_stays_open(line: Line, side: str, state: str) -> None:
    found = held(line)
    end_mediation(mediation_id=found, side=side, by=mediator(line, NEXT), at=NEXT)
    assert Mediation.objects.get(pk=found).state == state
    assert documents_of(found)[0].data["ways"] == ["向人民法院提起民事诉讼"]


@pytest.mark.parametrize("b_came", [False, True])
def test_s_38_nothing_is_agreed_without_a_session_of_both(line: Line, b_came: bool) -> None:
    found = held(line, b_came=b_came)
    given = {"mediation_id": found, "terms": "改排水沟", "written": False, "by": mediator(line, NEXT), "at": NEXT}
    if b_came:
        refused("perform_by", agree, **given, perform_by=date(2026, 11, 3))
        agree(**given, perform_by=date(2026, 11, 4))
        assert documents_of(found) == [], "an agreement by word of mouth is recorded without a paper"
    else:
        refused("no_session", agree, **given, perform_by=date(2026, 12, 1))


def test_s_38_the_reply_of_the_order_follows_from_the_mediation(line: Line) -> None:
    order, node = led_by_township(line)
    found = held(line, sides=(Side(), SIDES[1]), order_id=order)
    by = mediator(line, NEXT)
    answer = {"node_id": node, "words": "已经处理好了", "by": by, "at": NEXT}
    refused("mediation_open", reply_order, **answer, result="solved")
    refused("mediated_already", open_mediation, dispute="neighbour", sides=SIDES, words=WORDS, mediators=[by.ref],
            order_id=order, by=by, at=NEXT)  # fmt: skip
    with time_machine.travel(NEXT, tick=False):
        party = Order.objects.get(pk=order).party_id
        account = open_citizen_account(username="fang", password=None, party_id=party, by=SYSTEM, at=NEXT)
        asks = signed_in(account)
        assert "正在组织双方调解，最迟12月2日结束" in asks.get(f"/my/requests/{order}/").content.decode()
    agree(mediation_id=found, terms="改排水沟", perform_by=date(2026, 12, 1), written=True, by=by, at=NEXT)
    with time_machine.travel(NEXT, tick=False):
        assert "正在组织双方调解" not in asks.get(f"/my/requests/{order}/").content.decode()
    page = shown(line, "liuhe_review", f"/hotline/orders/{order}/", NEXT)
    assert '<option value="solved" selected>' in page
    assert f"调解协议书编号为{documents_of(found)[0].number}" in page
    reply_order(**answer, result="solved")
    assert OrderReply.objects.get(order=order).result == "solved"


def test_s_38_the_check_that_an_order_waits_for_its_mediation_has_teeth(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded: nobody asks whether it goes on."""
    order, node = led_by_township(line)
    held(line, sides=(Side(), SIDES[1]), order_id=order)
    monkeypatch.setattr("tongban.hotline.actions.handling.going", lambda order: False)
    reply_order(node_id=node, result="solved", words="已经处理好了", by=mediator(line, NEXT), at=NEXT)
    assert OrderReply.objects.filter(order=order, result="solved").exists()


def test_s_38_nothing_stands_as_agreed_without_terms(line: Line) -> None:
    """Seeded: an act that forgets them meets the database."""
    found = opened(line)
    row = acts._locked(found, mediator(line), "asked")
    with pytest.raises(IntegrityError), transaction.atomic():
        acts._move(row, acts.MediationEnded(outcome="agreed", side="", ways=(), late=False), mediator(line), TAKEN,
                   state="agreed", closed_at=TAKEN)  # fmt: skip


@pytest.mark.parametrize(
    ("post", "changes", "code"),
    [
        ("urban_review", {}, "not_mediating"),
        ("liuhe_review", {"dispute": "politics"}, "dispute_kind"),
        ("liuhe_review", {"sides": (SIDES[0], Side(name=" "))}, "two_parties"),
        ("liuhe_review", {"words": "吵"}, "mediation_words"),
        ("liuhe_review", {"mediators": []}, "mediators"),
        ("liuhe_review", {"mediators": [UUID(int=1)]}, "mediators"),
        ("liuhe_review", {"order_id": UUID(int=1)}, "order_not_led"),
    ],
)
def test_s_38_what_is_not_taken_in(line: Line, post: str, changes: dict[str, Any], code: str) -> None:
    by = line.who(post)
    given: dict[str, Any] = {"dispute": "neighbour", "sides": SIDES, "words": WORDS, "mediators": [by.ref]} | changes
    refused(code, open_mediation, **given, by=by, at=TAKEN)


def anonymous(line: Line) -> tuple[UUID, UUID]:
    return line.handled(to="liuhe", kind="help", text=WORDS, name="", named=False)


def test_s_38_an_order_given_anonymously_is_mediated_under_names_that_stand_in_the_mediation_alone(line: Line) -> None:
    order, node = anonymous(line)
    refused("order_without_name", opened, line=line, sides=(Side(), SIDES[1]), order_id=order)
    found = agreed(line, order_id=order)
    row = Order.objects.get(pk=order)
    assert row.party_id not in {one.party_id for one in Mediation.objects.get(pk=found).sides.all()}
    assert not row.contacts.filter(named=True).exists()
    seen = shown(line, "hotline_dispatch", f"/hotline/orders/{order}/", NEXT)
    assert ("达成协议" in seen, "罗" in seen, "周小云" in seen) == (True, False, False)
    assert "调解协议书编号为" in shown(line, "liuhe_review", f"/hotline/orders/{order}/", NEXT)
    reply_order(node_id=node, result="solved", words="已经处理好了", by=mediator(line, NEXT), at=NEXT)


def test_s_38_an_anonymous_caller_made_a_party_would_be_found(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded: nobody looks whether the order names anyone, and who stayed anonymous is the applicant."""
    order, _node = anonymous(line)
    monkeypatch.setattr(acts, "brought_by_name", lambda row: True)
    found = opened(line, sides=(Side(), SIDES[1]), order_id=order)
    assert Order.objects.get(pk=order).party_id in {one.party_id for one in Mediation.objects.get(pk=found).sides.all()}


def test_s_38_by_its_page_an_anonymous_order_asks_for_both_names(line: Line) -> None:
    order, _node = anonymous(line)
    page = shown(line, "liuhe_review", f"/desk/mediations/?order={order}", TAKEN)
    assert ("仍然匿名" in page, 'name="a_name"' in page) == (True, True)
    given = {"order": str(order), "dispute": "neighbour", "b_name": "周小云", "words": WORDS}
    lacking = shown(line, "liuhe_review", "/desk/mediations/", TAKEN, **given, mediators=str(mediator(line).ref))
    assert (lacking[:3], "请填写“申请人姓名”" in lacking, "周小云" in lacking) == ("422", True, True)


def test_s_38_an_order_that_another_leads_is_not_mediated(line: Line) -> None:
    urban, _node = line.dispatched(phone="13900000077")
    refused("order_not_led", opened, line=line, sides=(Side(), SIDES[1]), order_id=urban)


def shown(line: Line, post: str, path: str, at: datetime, **sent: Any) -> str:
    """A page as the holder of a post sees it, or after one of its acts; its status comes first."""
    answer = answered(line, post, path, at, **sent)
    return f"{answer.status_code} {answer.content.decode()}"


def answered(line: Line, post: str, path: str, at: datetime, **sent: Any) -> Any:
    with time_machine.travel(at, tick=False):
        client: Client = signed_in(account_of_official(line.cast.county.holders[post][0]))
        return client.post(path, sent, follow=True) if sent else client.get(path)


def test_s_38_by_its_pages_from_the_order_to_the_paper(line: Line) -> None:
    order, _node = led_by_township(line)
    assert f"/desk/mediations/?order={order}" in shown(line, "liuhe_review", f"/hotline/orders/{order}/", TAKEN)
    given = {"order": str(order), "dispute": "neighbour", "b_name": "周小云", "b_phone": "", "words": WORDS}
    wrong = shown(line, "liuhe_review", "/desk/mediations/", TAKEN, **(given | {"b_phone": "88881234"}))
    assert wrong.startswith("422")
    assert ("座机要写区号" in wrong, "请选择“调解员”" in wrong, WORDS in wrong) == (True, True, True)
    given["mediators"] = str(mediator(line).ref)
    assert "请先记录双方是否同意调解" in shown(line, "liuhe_review", "/desk/mediations/", TAKEN, **given)
    path = f"/desk/mediations/{Mediation.objects.get().pk}/"
    assert "请选择这一方的意见" in shown(line, "liuhe_review", path, TAKEN, do="consent", side="a", answer="")
    for side in "ab":
        page = shown(line, "liuhe_review", path, TAKEN, do="consent", side=side, answer="spoken")
    assert "请记录双方到场的调解" in page
    told = {"session-held_at": "2026-11-04T09:00", "session-a_came": "on", "session-b_came": "on", "do": "session"}
    lacking = shown(line, "liuhe_review", path, NEXT, **told)
    assert ("调解记录" in lacking, 'value="2026-11-04T09:00"' in lacking) == (True, True)
    shown(line, "liuhe_review", path, NEXT, **told, **{"session-words": "双方到场，愿意改排水。"})
    terms = {"agreement-terms": "改排水沟", "agreement-perform_by": "2026-12-01", "agreement-form": "written"}
    page = shown(line, "liuhe_review", path, NEXT, do="agreement", **terms)
    assert "申请司法确认" in page
    paper = documents_of(Mediation.objects.get().pk)[0]
    assert answered(line, "liuhe_review", f"{path}{paper.id}.pdf", NEXT).content[:5] == b"%PDF-"
    reader = Actor(ActorKind.CITIZEN, ref=Order.objects.get().party_id)
    assert [one.purpose for one in accesses_of(reader.ref, viewer=reader)][:1] == ["document"]


def test_s_38_what_was_said_is_for_the_body_that_mediates(line: Line) -> None:
    found = held(line)
    path = f"/desk/mediations/{found}/"
    seen = {post: shown(line, post, path, NEXT)[:3] for post in ("liuhe_review", "urban_review", "hotline_dispatch")}
    assert seen == {"liuhe_review": "200", "urban_review": "404", "hotline_dispatch": "404"}
    (mine,) = mediations_for(line.who("hotline_dispatch", NEXT), NEXT)[0]
    assert (mine[0].pk, mine[2]) == (found, False)
    assert mediations_for(line.who("urban_review", NEXT), NEXT)[0] == []
    late = shown(line, "liuhe_review", "/desk/mediations/", on(12, 7))
    assert "有1件调解超过期限" in late
