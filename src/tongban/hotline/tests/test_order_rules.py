"""The rules of orders as tables: moves, limits, grounds, what is taken out of texts, figures with their base."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tongban.hotline.permissions import may_call_back, may_see
from tongban.hotline.rules.clocks import limit_for, local_key, reply_key
from tongban.hotline.rules.drawing import always_called, drawn
from tongban.hotline.rules.figures import Share
from tongban.hotline.rules.intake import Request, request_problem
from tongban.hotline.rules.kinds import ELSEWHERE, Kind, Urgency
from tongban.hotline.rules.redact import redacted
from tongban.hotline.rules.similar import likeness, parts_of
from tongban.hotline.rules.states import ENDED, MOVES, STATE_WORDS, State
from tongban.hotline.rules.turns import holder_problem, return_problem, roles_problem, target_problem
from tongban.kernel.actor import Actor, ActorKind

DAY, AT = date(2026, 11, 2), datetime(2026, 11, 2, 9, tzinfo=UTC)
ONE, OTHER, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


def test_n7_c_05_the_rate_of_the_county_is_95_92_percent_of_18_195():
    assert (Share(17_453, 18_195).percent, 18_195 - 17_453) == ("95.92 %", 742)
    assert Share(0, 0).percent == "—"


def test_every_state_has_words_and_no_act_leaves_an_end_but_reopening():
    assert set(STATE_WORDS) == set(State)
    leaving = {act for act, states in MOVES.items() if states & ENDED}
    assert leaving == {"reopen"}


@pytest.mark.parametrize(
    ("kind", "urgency", "places", "length", "unit"),
    [
        ("complaint", "general", ("990823",), 5, "working_day"),
        ("consult", "general", ("990823",), 2, "working_day"),
        ("consult", "general", ("511602",), 5, "working_day"),
        ("consult", "life", ("990823",), 2, "hour"),
        ("help", "lifeline", ("990823100", "990823"), 24, "hour"),
        ("efficiency", "general", ("990823",), 15, "working_day"),
    ],
)
def test_the_limit_of_a_reply_is_that_of_kind_urgency_and_place(kind, urgency, places, length, unit):
    limit = limit_for(reply_key(kind, urgency), places, DAY)
    assert (limit.length, limit.unit) == (length, unit)


def test_every_kind_and_urgency_has_a_limit():
    for kind in Kind:
        for urgency in Urgency:
            assert limit_for(reply_key(kind, urgency), (), DAY).length > 0
    assert local_key("hotline.reply.help", ("990823",), DAY) == "hotline.reply.help"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("电话13812345678找我", "电话〔电话〕找我"),
        ("身份证11010519491231002X丢了", "身份证〔证件号〕丢了"),
        ("卡号 6222 0212 3456 7890 123 被扣", "卡号 〔卡号〕 被扣"),
        ("写信到 a.b@example.com 吧", "写信到 〔邮箱〕 吧"),
        ("鲁A12345 乱停", "〔车牌〕 乱停"),
        ("建设路 18 号 3 单元，2026 年 11 月", "建设路 18 号 3 单元，2026 年 11 月"),
    ],
)
def test_numbers_that_name_a_person_are_taken_out(text, left):
    assert redacted(text) == left


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, None),
        ({"at": AT + timedelta(hours=25)}, "return_late"),
        ({"arbitrated": True}, "arbitrated"),
        ({"round_no": 1}, "redo_no_return"),
        ({"lead": False}, "support_no_return"),
    ],
)
def test_a_return_is_possible_once_in_time_and_never_after_arbitration(given, code):
    plain = {"return_by": AT + timedelta(hours=24), "at": AT, "arbitrated": False, "round_no": 0, "lead": True}
    found = return_problem(**(plain | given))
    assert (found.code if found else None) == code


def test_c_02_nothing_goes_to_a_village_to_who_is_complained_about_or_to_who_gave_it_back():
    plain = {"body_kind": "department", "village": False, "body_id": ONE, "complained": None, "gave_back": ()}
    assert target_problem(**plain) is None
    cases = [({"village": True}, "no_village"), ({"complained": ONE}, "complained_body")]
    cases.append(({"gave_back": (ONE,)}, "gave_back"))
    for given, code in cases:
        found = target_problem(**(plain | given))
        assert found is not None
        assert found.code == code


def test_the_holder_of_the_power_leads():
    assert holder_problem(ONE, None, "") is None
    assert holder_problem(ONE, ONE, "") is None
    assert holder_problem(ONE, OTHER, "住建局") is not None


def test_c_04_three_roles_are_three_persons():
    assert roles_problem(ONE, OTHER, THIRD) is None
    assert all(roles_problem(*some) for some in ((ONE, ONE, THIRD), (ONE, OTHER, ONE), (ONE, OTHER, OTHER)))


def test_the_draw_is_even_secret_and_the_same_each_time():
    some = [uuid4() for _ in range(2_000)]
    share = sum(drawn(b"secret", one, 0, 30) for one in some)
    assert 500 <= share <= 700
    assert all(drawn(b"secret", one, 0, 30) == drawn(b"secret", one, 0, 30) for one in some[:50])
    assert [drawn(b"secret", one, 0, 30) for one in some] != [drawn(b"other", one, 0, 30) for one in some]
    assert always_called("complaint", round_no=0, supervised=False)
    assert always_called("help", round_no=1, supervised=False)


def test_who_handled_does_not_call_back():
    caller = Actor(ActorKind.OFFICIAL, ref=ONE, post_id=OTHER, body_id=THIRD, duties=frozenset({"call_back"}))
    assert may_call_back(caller, handlers=(), lead=OTHER) is None
    assert may_call_back(caller, handlers=(ONE,), lead=OTHER) is not None
    assert may_call_back(caller, handlers=(), lead=THIRD) is not None


def test_a_report_of_misconduct_is_read_by_discipline_inspection_and_its_writer_alone():
    given = {"kind": "misconduct", "bodies": (ONE,), "parties": (OTHER,), "government": THIRD}

    def official(*duties, body=ONE):
        return Actor(ActorKind.OFFICIAL, ref=THIRD, body_id=body, duties=frozenset(duties))

    assert may_see(official("discipline"), **given) is None
    assert may_see(Actor(ActorKind.CITIZEN, ref=OTHER), **given) is None
    for other in (
        official("dispatch"),
        official("operate"),
        official("handle"),
        official("lead", body=THIRD),
        official("centre_manage"),
        official("supervise"),
        official("discipline", body=OTHER),
    ):
        assert may_see(other, **given) is not None


def test_the_same_words_are_alike_and_other_words_are_not():
    one = parts_of("人民路烧烤店油烟扰民，请处理")
    assert likeness(one, parts_of("人民路烧烤店油烟扰民！")) == 100
    assert likeness(one, parts_of("户口怎么迁")) == 0
    assert likeness(one, parts_of("")) == 0


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, False), ({"text": " "}, True), ({"text": "很" * 5000}, True), ({"kind": "gossip"}, True),
        ({"urgency": "now"}, True), ({"channel": "owl"}, True), ({"elsewhere": "tired"}, True),
        ({"emergency": "911"}, True), ({"kind": "efficiency"}, True), ({"elsewhere": "court"}, False),
    ],
)  # fmt: skip
def test_what_keeps_a_request_from_being_taken(given, wrong):
    asked = Request(**({"request": ONE, "kind": "help", "place_id": ONE, "text": "路灯不亮"} | given))
    assert (request_problem(asked) is not None) is wrong


def test_every_ground_for_turning_away_names_the_right_channel_and_its_rule():
    assert all(one.channel_zh and one.channel_en and one.basis for one in ELSEWHERE.values())
