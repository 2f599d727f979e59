"""D-30 on real tables: what was assessed for a case, what the bank and the treasury tell of it, and what differs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast, on
from tests.clearing.charges import AT, assessed, charging, money
from tongban.agencies.queries import bodies_by_id
from tongban.cases.actions.charges import take_in_money
from tongban.cases.adapters.treasury import Movement, money_file, read_money
from tongban.cases.models import MoneyLine
from tongban.cases.queries.charges import charge_lines, funds, strays, totals
from tongban.delegation.actions.resources import record_delivery
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def differs(today: date = TODAY) -> list[tuple[str, int]]:
    return [(one.differs, one.gap) for one in charge_lines(today=today)]


def refused(act: Callable[..., Any], *args: Any, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    return caught.value.refusal.code


def test_d_30_assessed_collected_and_paid_in_are_equal_and_nothing_is_listed(cast: Cast) -> None:
    one = assessed(charging(cast))
    money(cast, ("collected", one.code, 6_000), ("collected", one.code, 4_000), ("paid_in", one.code, 10_000))
    assert differs() == []
    total = totals()[0]
    assert (total.assessed, total.collected, total.paid_in) == (10_000, 10_000, 10_000)
    assert [event.type for event in events_of("charge", one.pk)] == ["charge.assessed"]


@pytest.mark.parametrize(
    ("collected", "paid_in", "said"),
    [
        (0, 0, ("not_collected", 10_000)),
        (9_900, 9_900, ("short", 100)),
        (10_100, 0, ("over", 100)),
        (10_000, 0, ("not_paid_in", 10_000)),
        (10_000, 9_999, ("short_paid_in", 1)),
        (10_000, 10_001, ("over_paid_in", 1)),
    ],
)
def test_d_30_each_difference_is_listed_with_its_case(
    cast: Cast, collected: int, paid_in: int, said: tuple[str, int]
) -> None:
    one = assessed(charging(cast))
    rows = [(kind, one.code, fen) for kind, fen in (("collected", collected), ("paid_in", paid_in)) if fen]
    if rows:
        money(cast, *rows)
    assert differs() == [said]
    line = charge_lines(today=TODAY)[0]
    assert (line.case_id, line.case_open, line.body_id) == (one.case_id, True, cast.county.bodies["market"])


def test_d_30_what_is_not_due_yet_is_no_difference(cast: Cast) -> None:
    one = assessed(charging(cast))
    assert (differs(date(2026, 11, 17)), differs(date(2026, 11, 18))) == ([("", 0)], [("not_collected", 10_000)])
    money(cast, ("collected", one.code, 10_000))
    assert (differs(date(2026, 11, 6)), differs(date(2026, 11, 7))) == ([("", 0)], [("not_paid_in", 10_000)])


def test_d_30_money_given_back_counts_against_what_was_collected(cast: Cast) -> None:
    one = assessed(charging(cast))
    money(cast, ("collected", one.code, 10_000), ("paid_in", one.code, 10_000), ("collected", one.code, -10_000))
    assert differs() == [("not_collected", 10_000)]


def test_d_30_a_movement_told_twice_counts_once_and_a_file_is_taken_in_once(cast: Cast) -> None:
    one = assessed(charging(cast))
    money(cast, ("collected", one.code, 10_000))
    assert refused(money, cast, ("collected", one.code, 10_000)) == "money_known"
    money(cast, ("collected", one.code, 10_000), ("paid_in", one.code, 10_000))
    assert (MoneyLine.objects.count(), differs()) == (2, [])


def test_d_30_money_under_an_unknown_code_is_listed(cast: Cast) -> None:
    money(cast, ("collected", "20269999999900", 5_000))
    assert [(one.voucher, one.amount) for one in strays()] == [("20269999999900", 5_000)]


def test_d_30_nothing_is_charged_that_the_list_does_not_name(cast: Cast) -> None:
    assert refused(assessed, cast) == "charge_not_listed"
    charging(cast)
    assert refused(assessed, cast, name="工本费") == "charge_not_listed"
    assert refused(assessed, cast, kind="fine", name="罚款", document="文") == "charge_fine"
    assert refused(assessed, cast, by=cast.officer("urban_review", AT)) == "charge_body"
    assert refused(assessed, cast, amount=0) == "charge_amount"
    assert refused(assessed, cast, case_id=UUID(int=1)) == "not_found"


def test_d_30_funds_that_follow_a_power_are_reconciled_by_document_and_receiver(cast: Cast) -> None:
    liuhe = cast.county.bodies["liuhe"]
    record_delivery(body_id=liuhe, kind="money", quantity=3_000, delivered_on=date(2026, 11, 1),
                    document="青财〔2026〕8号", by=SYSTEM, at=AT)  # fmt: skip
    assert [(one.differs, one.gap) for one in funds()] == [("not_transferred", 300_000)]
    uscc = bodies_by_id([liuhe])[liuhe].uscc
    for no, fen in enumerate((200_000, 100_000)):
        moved = [Movement("transfer", f"T{no}", "青财〔2026〕8号", uscc, fen, date(2026, 11, 3))]
        take_in_money(data=money_file(moved), name="下达.csv", by=SYSTEM, at=on(11, 5))
    assert [(one.body_id, one.delivered, one.transferred, one.differs) for one in funds()] == [
        (liuhe, 300_000, 300_000, "")
    ]


USCC = "11511301008778183N"
HEAD = "类别,流水号,凭证号,单位代码,金额,日期\r\n"
LINE = f"收款,A1,20260000000129,{USCC},100.00,2026-11-03\r\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD.replace("金额", "数额") + LINE + "合计,1,,,100.00,", "money_heading"),
        (HEAD + LINE, "money_faults"),
        (HEAD + LINE + "合计,2,,,100.00,", "money_faults"),
        (HEAD + LINE + "合计,1,,,100.01,", "money_faults"),
        (HEAD + LINE + LINE + "合计,2,,,200.00,", "money_faults"),
        (HEAD + LINE.replace("100.00", "100") + "合计,1,,,100.00,", "money_faults"),
        (HEAD + LINE.replace("8183N", "8183M") + "合计,1,,,100.00,", "money_faults"),
        (HEAD + LINE.replace("收款", "现金") + "合计,1,,,100.00,", "money_faults"),
        (HEAD + LINE.replace("11-03", "11-31") + "合计,1,,,100.00,", "money_faults"),
        ("", "money_heading"),
        (HEAD + LINE.replace("A1", "A\x00") + "合计,1,,,100.00,", "money_faults"),
        (HEAD + LINE.replace("A1", "A" * 200_000), "money_heading"),
        (HEAD + LINE * 20_002, "money_rows"),
    ],
)
def test_d_30_a_file_that_breaks_the_contract_is_not_taken_in(text: str, code: str) -> None:
    assert refused(read_money, text.encode()) == code


def test_d_30_a_file_that_keeps_the_contract_is_read_in_both_codings() -> None:
    text = HEAD + LINE + "合计,1,,,100.00,"
    found = read_money(text.encode("gb18030"))
    assert found == read_money(text.encode()) == read_money(money_file(found))
    assert (found[0].kind, found[0].amount) == ("collected", 10_000)


@pytest.mark.parametrize(
    ("was", "wrong", "said"),
    [
        ("100.00", "１００.00", "第 2 行“金额”应为元，带两位小数，例如 120.00"),
        ("11-03", "13-45", "第 2 行“日期”应为日期，例如 2026-11-26"),
        ("收款", "现金", "第 2 行“类别”应为收款、入库或者下达"),
        (",A1", "", "第 2 行有 5 列，应为 6 列"),
        (LINE[:5], "现金, ", "应为收款、入库或者下达，“流水号”应为 40 个以内的字母、数字、短横"),
    ],
)
def test_d_30_a_fault_names_the_cell_and_what_would_be_right(was: str, wrong: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        read_money((HEAD + LINE.replace(was, wrong) + "合计,1,,,100.00,").encode())
    assert said in caught.value.refusal.sentence("zh")


def test_d_30_as_many_lines_as_a_file_may_hold_are_read_in_one_go() -> None:
    rows = [Movement("collected", f"A{no}", "20260000000129", USCC, 100, date(2026, 11, 3)) for no in range(20_000)]
    assert len(read_money(money_file(rows))) == 20_000
