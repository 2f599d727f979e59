"""S-18 首问责任: no question without an owner; a handover needs acceptance by the next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.cast import Cast, on
from tests.people import signed_in
from tongban.agencies.queries import accesses_of, account_of_official
from tongban.centres.actions.contacts import answer_contact, answer_offer, offer_contact, phone_of, record_contact
from tongban.centres.models import Contact
from tongban.centres.queries.contacts import contact_for, contacts_in_hand
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

ASKED: dict[str, str] = {"name": "罗大勇", "phone": "13900000000", "question": "土地证丢了找谁补？"}


def clerk(cast: Cast) -> Actor:
    return cast.officer("window_1", on(11, 2))


def reviewer(cast: Cast) -> Actor:
    return cast.officer("market_review", on(11, 3))


def code(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def recorded(cast: Cast) -> Contact:
    return Contact.objects.get(pk=record_contact(**ASKED, by=clerk(cast), at=on(11, 2)))


def offered(cast: Cast) -> Contact:
    row = recorded(cast)
    offer_contact(contact_id=row.pk, to_post=cast.county.posts["market_review"], by=clerk(cast), at=on(11, 2, 11))
    return Contact.objects.get(pk=row.pk)


def test_s_18_whoever_is_asked_first_owns_the_question(cast: Cast) -> None:
    row = recorded(cast)
    assert (row.owner_post_id, row.first_post_id) == (cast.county.posts["window_1"],) * 2
    assert row.answer_by == on(11, 5, 17)  # three working days, until the office closes
    assert [one.id for one in contacts_in_hand(clerk(cast))] == [row.pk]


def test_s_18_a_handover_needs_acceptance_by_the_next(cast: Cast) -> None:
    row = offered(cast)
    assert (row.owner_post_id, row.take_by) == (cast.county.posts["window_1"], on(11, 3, 17))
    assert code(lambda: answer_contact(contact_id=row.pk, answer="到不动产窗口", by=reviewer(cast), at=on(11, 3))) == (
        "not_the_owner"
    )
    answer_offer(contact_id=row.pk, taken=True, by=reviewer(cast), at=on(11, 3))
    row.refresh_from_db()
    assert row.owner_post_id == cast.county.posts["market_review"]
    assert row.answer_by == on(11, 5, 17)  # handing over buys no time
    answer_contact(contact_id=row.pk, answer="到不动产窗口补办", by=reviewer(cast), at=on(11, 3))
    kinds = [one.type for one in events_of("contact", row.pk)]
    assert kinds == ["contact.recorded", "contact.offered", "contact.taken", "contact.answered"]


def test_a_question_that_was_given_back_stays_with_its_owner(cast: Cast) -> None:
    row = offered(cast)
    answer_offer(contact_id=row.pk, taken=False, by=reviewer(cast), at=on(11, 3))
    row.refresh_from_db()
    assert (row.owner_post_id, row.offered_post_id) == (cast.county.posts["window_1"], None)


def test_nobody_takes_what_was_not_offered(cast: Cast) -> None:
    row = recorded(cast)
    assert code(lambda: answer_offer(contact_id=row.pk, taken=True, by=reviewer(cast), at=on(11, 3))) == "not_offered"


def test_s_18_the_database_keeps_no_contact_without_an_owner(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_nullable FROM information_schema.columns WHERE table_name = 'centres_contact' "
                       "AND column_name = 'owner_post_id'")  # fmt: skip
        assert cursor.fetchone() == ("NO",)


def test_words_and_person_are_for_those_in_whose_hands_it_is(cast: Cast) -> None:
    row = offered(cast)
    found = contact_for(row.pk, reviewer(cast))
    assert (found.question, found.card and found.card.name) == (ASKED["question"], "罗*勇")
    assert code(lambda: contact_for(row.pk, cast.officer("fire_review", on(11, 3)))) == "not_found"
    assert code(lambda: contact_for(row.pk, replace(reviewer(cast), duties=frozenset()))) == "not_found"
    assert (
        code(lambda: phone_of(contact_id=row.pk, reason="答复本人", by=reviewer(cast), at=on(11, 3))) == "not_the_owner"
    )


@pytest.mark.parametrize(("told", "why"), [({"question": " "}, "contact_words"), ({"phone": ""}, "contact_phone")])
def test_a_question_has_words_and_a_way_to_answer(cast: Cast, told: dict[str, str], why: str) -> None:
    assert code(lambda: record_contact(**ASKED | told, by=clerk(cast), at=on(11, 2))) == why


def test_the_page_records_offers_and_answers(cast: Cast, settings: Any) -> None:
    settings.DEMO = True  # no second step
    window, market = (
        signed_in(account_of_official(cast.county.holders[key][0])) for key in ("window_1", "market_review")
    )
    at = window.post("/contacts/", ASKED)["Location"]
    assert "139****0000" in window.get(at).content.decode()
    assert "13900000000" not in window.get(at).content.decode()
    assert market.get(at).status_code == 404
    window.post(at, {"do": "offer", "to": str(cast.county.posts["market_review"])})
    assert "转给您" in market.get("/contacts/").content.decode()
    assert market.post(at, {"do": "take"}).status_code == 302
    answered(market, at)


def test_s_18_a_list_of_questions_too_long_for_its_page_says_so(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    for part in ("queries", "pages"):
        monkeypatch.setattr(f"tongban.centres.{part}.contacts.MOST", 1)
    window = signed_in(account_of_official(cast.county.holders["window_1"][0]))
    recorded(cast)
    assert "还有更多" not in window.get("/contacts/").content.decode()
    recorded(cast)
    assert "这里只列出前 1 条，还有更多" in window.get("/contacts/").content.decode()


def answered(market: Client, at: str) -> None:
    assert market.post(at, {"do": "answer", "answer": ""}).status_code == 409
    unsaid = market.post(at, {"do": "phone"})
    assert (unsaid.status_code, "请写明查看理由" in unsaid.content.decode()) == (409, True)
    assert "13900000000" not in unsaid.content.decode()
    assert "13900000000" in market.post(at, {"do": "phone", "why": "answer"}).content.decode()
    party = Contact.objects.get().party_id
    (seen,) = accesses_of(party, viewer=Actor(ActorKind.CITIZEN, ref=party))
    assert (seen.purpose, seen.reason, seen.fields) == ("contact", "答复本人", ["phone"])
    assert market.post(at, {"do": "answer", "answer": "到不动产窗口补办"}).status_code == 302
    assert Contact.objects.get().answered_at is not None
