"""Orders of the hotline by programs: another platform's order in, handled by the acts of the pages, its results out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.api.conftest import Caller
from tests.api.test_problems import told
from tests.api.test_whole_way import done
from tests.cast import Cast
from tests.hotline.stage import NOISE, TAKEN, Line
from tongban.hotline.api import reading
from tongban.hotline.followers import hear
from tongban.hotline.models import Order, OrderContact, OrderNews
from tongban.hotline.permissions import may_see
from tongban.hotline.queries import view as views
from tongban.ledger.queries import events_of

Tell = Callable[[str], Caller]
DUMPED = "河边夜里有人倾倒建筑垃圾，请处理。"


@pytest.fixture
def program(token: Callable[..., Caller]) -> Tell:
    return lambda post: token(post, purpose="hotline")


def sent(cast: Cast, number: str = "SZ-1", text: str = DUMPED, **more: Any) -> dict[str, Any]:
    plain = {"origin": "city", "outside_no": number, "kind": "help", "place_id": str(cast.county.home), "text": text}
    return plain | {"name": "周小云", "phone": "13900000002"} | more


def brought(program: Tell, cast: Cast, **more: Any) -> str:
    """The city's order, taken in."""
    return str(done(program("hotline_1").post("/orders", sent(cast, **more)), 201)["order_id"])


def heard(*orders: str | UUID) -> None:
    """What the follower hears of some orders; twice, which changes nothing."""
    for order in (*orders, *orders):
        for entry in events_of("order", UUID(str(order))):
            hear(entry)


def news(program: Tell, since: str = "", limit: int = 50) -> dict[str, Any]:
    got: dict[str, Any] = done(
        program("hotline_dispatch").get(f"/orders/results?origin=city&since={since}&limit={limit}")
    )
    return got


def handled(program: Tell, cast: Cast, order: str) -> None:
    """Dispatched, signed for, spoken with, answered."""
    urban = program("urban_review")
    done(program("hotline_1").post(f"/orders/{order}/dispatch", {"body_id": str(cast.county.bodies["urban"])}))
    done(urban.post(f"/orders/{order}/sign"))
    done(urban.post(f"/orders/{order}/contact", {"how": "phone"}))
    done(urban.post(f"/orders/{order}/reply", {"result": "solved", "words": "垃圾已经清运"}))


def test_an_order_of_the_city_goes_in_is_handled_and_its_result_comes_out(cast: Cast, program: Tell) -> None:
    order = brought(program, cast)
    handled(program, cast, order)
    row = Order.objects.get(pk=order)
    if row.state == "callback":
        how = {"how": "phone", "reached": True, "solved": True, "satisfied": 5}
        assert done(program("hotline_callback").post(f"/orders/{order}/callback", how))["state"] == "closed"
    heard(order)
    told_of = news(program)["rows"]
    assert [one["what"] for one in told_of][:5] == ["taken", "dispatched", "signed", "contacted", "replied"]
    assert {(one["outside_no"], one["result"], one["words"]) for one in told_of} == {("SZ-1", "solved", "垃圾已经清运")}


def test_c_01_the_same_number_is_one_order_and_a_second_contact_joins_it(cast: Cast, program: Tell) -> None:
    line = program("hotline_1")
    first, again, more = (
        done(line.post("/orders", sent(cast, text=text)), 201) for text in (DUMPED, DUMPED, "今晚又倒了一车，请快来。")
    )
    assert {one["order_id"] for one in (first, again, more)} == {first["order_id"]}
    assert [one["joined"] for one in (first, again, more)] == [False, True, True]
    assert (Order.objects.count(), OrderContact.objects.count()) == (1, 2)


def test_the_number_of_one_platform_is_not_that_of_another(cast: Cast, program: Tell) -> None:
    first, other = brought(program, cast), brought(program, cast, origin="petition")
    assert first != other


def test_new_words_about_an_ended_order_are_refused_and_never_lost_in_silence(cast: Cast, program: Tell) -> None:
    order = brought(program, cast)
    done(program("hotline_1").post(f"/orders/{order}/elsewhere", {"ground": "court"}))
    assert done(program("hotline_1").post("/orders", sent(cast)), 201)["joined"]
    told(program("hotline_1").post("/orders", sent(cast, text="又倒了一车")), 409, "order_ended")


def test_a_request_with_a_key_of_its_own_is_done_once(cast: Cast, program: Tell) -> None:
    asked = sent(cast, origin="", number="")
    line = program("hotline_1")
    first, again = (done(line.post("/orders", asked, Idempotency_Key="k-1"), 201) for _twice in range(2))
    assert (first, Order.objects.count()) == (again, 1)


def test_what_cannot_be_done_has_the_sentence_of_the_page(cast: Cast, program: Tell) -> None:
    order = brought(program, cast)
    urban, line = program("urban_review"), program("hotline_1")
    told(urban.post(f"/orders/{order}/sign"), 404, "not_found")
    done(line.post(f"/orders/{order}/dispatch", {"body_id": str(cast.county.bodies["urban"])}))
    reply = {"result": "solved", "words": "已经处理"}
    assert "请先签收" in told(urban.post(f"/orders/{order}/reply", reply), 409, "not_signed")["detail"]
    done(urban.post(f"/orders/{order}/sign"))
    told(urban.post(f"/orders/{order}/sign"), 409, "signed")
    told(urban.post(f"/orders/{order}/reply", reply), 409, "order_state")
    told(line.post(f"/orders/{order}/sign"), 403, "not_handler")
    told(line.post(f"/orders/{order}/dispatch", {"body_id": str(uuid4())}), 409, "order_state")


def test_a_return_is_decided_once_and_the_order_forwarded(cast: Cast, program: Tell) -> None:
    order, bodies = brought(program, cast), cast.county.bodies
    done(program("hotline_1").post(f"/orders/{order}/dispatch", {"body_id": str(bodies["market"])}))
    back = {"ground": "not_competent", "reason": "倾倒垃圾由城管负责"}
    assert done(program("market_review").post(f"/orders/{order}/return", back))["state"] == "returned"
    judged = {"upheld": True, "reason": "按三定方案", "body_id": str(bodies["urban"])}
    told(program("hotline_1").post(f"/orders/{order}/arbitration", judged), 403, "not_arbitrator")
    assert done(program("hotline_dispatch").post(f"/orders/{order}/arbitration", judged))["lead_id"] == str(
        bodies["urban"]
    )
    told(program("urban_review").post(f"/orders/{order}/return", back), 409, "arbitrated")
    assert done(program("hotline_dispatch").post(f"/orders/{order}/move", {"body_id": str(bodies["fire"])}))


def test_nobody_calls_back_what_they_handled_also_not_by_a_program(cast: Cast, program: Tell) -> None:
    order = brought(program, cast, kind="complaint")
    handled(program, cast, order)
    called = {"how": "phone", "reached": True, "solved": True}
    told(program("urban_review").post(f"/orders/{order}/callback", called), 403, "not_caller")
    assert done(program("hotline_callback").post(f"/orders/{order}/callback", called | {"solved": False}))["lead_id"]


def test_a_body_sees_what_it_had_a_part_in_and_nothing_else(
    cast: Cast, program: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = brought(program, cast)
    done(program("hotline_1").post(f"/orders/{order}/dispatch", {"body_id": str(cast.county.bodies["urban"])}))
    assert [row["order_id"] for row in done(program("urban_review").get("/orders"))["rows"]] == [order]
    assert done(program("market_review").get("/orders"))["rows"] == []
    told(program("market_review").get(f"/orders/{order}"), 404, "not_found")
    assert done(program("urban_review").get(f"/orders/{order}"))["parts"][0]["signed_at"] is None
    monkeypatch.setattr(views, "may_see", lambda *given, **named: None)  # seeded fault: everybody sees every order
    assert done(program("market_review").get(f"/orders/{order}"))["order_id"] == order
    assert may_see(Line(cast).who("market_review"), kind="help", bodies=(), parties=(), government=None) is not None


def test_lists_go_on_by_key_and_are_asked_by_state_body_and_place(cast: Cast, program: Tell) -> None:
    numbers = [f"SZ-{no}" for no in range(5)]
    orders = [brought(program, cast, number=number) for number in numbers]
    done(program("hotline_1").post(f"/orders/{orders[0]}/dispatch", {"body_id": str(cast.county.bodies["urban"])}))
    desk, seen, after = program("hotline_dispatch"), list[str](), ""
    while after is not None:
        page = done(desk.get(f"/orders?view=all&limit=2&after={after}"))
        seen, after = seen + [row["outside_no"] for row in page["rows"]], page["after"]
    assert seen == numbers[::-1]
    by_state = done(desk.get("/orders?state=dispatched"))["rows"]
    assert [row["order_id"] for row in by_state] == [orders[0]]
    assert done(desk.get(f"/orders?body={cast.county.bodies['urban']}"))["rows"][0]["order_id"] == orders[0]
    assert len(done(desk.get(f"/orders?place={cast.county.home}"))["rows"]) == 5
    told(desk.get("/orders?state=gone"), 422, "no_such_view")


def test_misconduct_is_in_no_list_and_no_result(cast: Cast, program: Tell) -> None:
    order = brought(
        program, cast, kind="misconduct", text="有人收好处费", complained_id=str(cast.county.bodies["market"])
    )
    heard(order)
    assert done(program("hotline_dispatch").get("/orders?view=all"))["rows"] == []
    assert news(program)["rows"] == []
    told(program("hotline_dispatch").get(f"/orders/{order}"), 404, "not_found")


def test_results_are_told_from_a_mark_on_each_once_and_none_left_out(cast: Cast, program: Tell) -> None:
    first, other = brought(program, cast), brought(program, cast, number="SZ-2", text="路灯不亮，请修。")
    handled(program, cast, first)
    heard(other, first)
    whole, mark, parts = news(program), "", list[Any]()
    for _page in range(9):
        page = news(program, mark, 2)
        parts, mark = parts + page["rows"], page["next"]
    assert parts == whole["rows"]
    assert (news(program, mark)["rows"], news(program, mark)["next"]) == ([], mark)
    told(program("hotline_dispatch").get("/orders/results?origin=city&since=x"), 422, "mark_unknown")


def test_a_joined_number_is_told_what_became_of_the_order_it_went_into(cast: Cast, program: Tell) -> None:
    first, other = brought(program, cast), brought(program, cast, number="SZ-2")
    done(program("hotline_dispatch").post(f"/orders/{other}/merge", {"into": first}))
    handled(program, cast, first)
    heard(other, first)
    told_of = {one["outside_no"] for one in news(program)["rows"] if one["what"] == "replied"}
    assert told_of == {"SZ-1", "SZ-2"}


def test_a_mark_that_forgets_what_it_was_told_would_be_found(cast: Cast, program: Tell, monkeypatch: Any) -> None:
    """Seeded fault: results are read without their mark, so everything is told again."""
    heard(brought(program, cast))
    mark = news(program)["next"]
    assert news(program, mark)["rows"] == []
    monkeypatch.setattr(reading, "mark_of", lambda text: 0)
    assert news(program, mark)["rows"] != []


def test_a_token_for_another_purpose_opens_no_order(cast: Cast, token: Callable[..., Caller]) -> None:
    told(token("hotline_1").get("/orders"), 403, "token_purpose")
    told(token("hotline_1", purpose="hotline", scopes={"read"}).post("/orders", sent(cast)), 403, "not_operator")
    told(token("window_1", purpose="hotline").get("/orders"), 403, "not_the_line")


def test_who_spoke_of_it_is_masked_and_the_reading_logged_with_its_purpose(
    cast: Cast, program: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = brought(program, cast)
    noted: list[dict[str, Any]] = []
    monkeypatch.setattr("tongban.agencies.queries.tokens.write_access", lambda **named: noted.append(named))
    person = done(program("hotline_dispatch").get(f"/orders/{order}"))["contacts"][0]["person"]
    assert "13900000002" not in str(person)
    assert [one["purpose"] for one in noted] == ["hotline"]


def test_a_program_takes_the_noisy_restaurant_as_the_operator_does(cast: Cast, program: Tell) -> None:
    """The same act: what the operator took by phone is what the program joins."""
    line = Line(cast)
    taken = line.take(TAKEN)
    assert replace(line.asked()).text == NOISE
    joined = sent(cast, origin="", number="", text=NOISE, join=str(taken.order_id))
    assert done(program("hotline_1").post("/orders", joined), 201)["order_id"] == str(taken.order_id)
    assert OrderNews.objects.count() == 0
