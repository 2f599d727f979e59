"""Whoever opens what stands sealed of a person says why; the reason is logged and that person reads it. All doors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client
from django.utils import timezone

import tongban
from tests.hotline.stage import Line, hotline
from tests.people import signed_in
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.agencies.rules.purposes import REASONS, reason_of
from tongban.hotline.actions.opening import open_person
from tongban.hotline.models import Order
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

ROOT = Path(tongban.__file__).parent
CARD = "收款卡号 6222021234567890128，窗口的人让我先交钱"
# A person looks: these ask for a reason, and what opens them is `reveal_party` or `reveal_phone`.
DOORS: Final = {
    "cases/api/casefile.py": "one case by programs", "cases/pages/evidence.py": "the applicant of a case",
    "centres/actions/contacts.py": "who asked a question", "hotline/actions/opening.py": "who spoke of an order",
    "ratings/actions/work.py": "who rated badly",
}  # fmt: skip
# Nobody looks: a paper that must bear the name, or a message; its own purpose stands in the log.
PAPERS: Final = {
    "cases/actions/printing.py": "a paper to its addressee", "certificates/actions/signing.py": "a certificate",
    "certificates/pages/record.py": "the paper about a certificate", "reminders/actions/sending.py": "a reminder",
    "exchange/actions/sending.py": "the case for another system", "hotline/actions/carrying.py": "an order for 110",
    "hotline/queries/mediation.py": "the paper that both sides sign",
}  # fmt: skip

QUERIES: Final = {"agencies/queries/parties.py", "agencies/queries/finding.py", "agencies/queries/tokens.py"}


def callers(*names: str) -> set[str]:
    """The files that call one of these functions."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if "tests" not in path.parts and set(names) & set(called(path.read_text(encoding="utf-8")))
    }


def called(source: str) -> Iterator[str]:
    for one in ast.walk(ast.parse(source)):
        if isinstance(one, ast.Call):
            yield one.func.attr if isinstance(one.func, ast.Attribute) else getattr(one.func, "id", "")


def test_c_12_every_door_to_a_person_s_data_is_on_this_list() -> None:
    """A new caller stands here first: with a reason where somebody looks, with its purpose where nobody does."""
    assert callers("reveal_party", "reveal_phone") == set(DOORS)
    assert callers("party_facts") == set(PAPERS)
    assert callers("write_access") == QUERIES


def test_a_door_that_is_not_on_the_list_would_be_found() -> None:
    assert "party_facts" in set(called("def f():\n    return queries.party_facts(one, purpose='x').phone\n"))


@pytest.mark.parametrize(
    ("usual", "typed", "told"),
    [
        ("callback", "", "回访本人"), ("", " 问清地址 ", "问清地址"), ("ask", "问清地址", "联系本人核实情况：问清地址"),
        ("", " \0\u2028", ""), ("nonsense", "", ""),
    ],
)  # fmt: skip
def test_a_reason_is_a_usual_one_words_or_both(usual: str, typed: str, told: str) -> None:
    assert reason_of(usual, typed) == told
    assert all(len(zh) >= 4 for zh, _en in REASONS.values())


@pytest.fixture
def line(db: None, settings: Any) -> Line:
    settings.DEMO = True
    return hotline()


def client(line: Line, post: str) -> Client:
    return signed_in(account_of_official(line.cast.county.holders[post][0]))


@pytest.mark.parametrize("post", ["hotline_1", "hotline_callback", "urban_review"])
def test_c_12_a_phone_on_an_order_is_opened_with_a_reason_that_its_owner_reads(line: Line, post: str) -> None:
    order, _ = line.dispatched(timezone.now(), party_id=line.cast.applicant)
    page, official = f"/hotline/orders/{order}/", client(line, post)
    assert "看电话做什么用" in official.get(page).content.decode()
    for empty in ({}, {"why": "", "reason": " "}, {"why": "nonsense", "reason": "看"}):
        refused = official.post(page, {"do": "phone", **empty})
        assert (refused.status_code, "请写明查看理由" in refused.content.decode()) == (409, True)
    person = signed_in(open_citizen_account(
        username="fang", password=None, party_id=line.cast.applicant, by=SYSTEM, at=timezone.now()
    ))  # fmt: skip
    why = f"理由：约定到场或者上门的时间：{post} 明天上午"  # the log outlives a test: each post has words of its own
    assert why not in person.get("/account/seen/").content.decode()
    opened = official.post(page, {"do": "phone", "why": "visit", "reason": f"{post} 明天上午"})
    assert (opened.status_code, "<b>1380000" in opened.content.decode()) == (200, True)
    seen = person.get("/account/seen/").content.decode()
    assert why in seen
    assert "电话、原话" in seen


def test_c_12_numbers_in_a_report_of_misconduct_are_opened_with_a_reason_only(line: Line) -> None:
    taken = line.take(timezone.now(), kind="misconduct", text=CARD, complained_id=line.body("market"))
    page, inspector = f"/hotline/orders/{taken.order_id}/", client(line, "discipline_leads")
    assert "〔卡号〕" in inspector.get(page).content.decode()
    assert "6222021234567890128" not in inspector.get(page).content.decode()
    assert "6222021234567890128" in inspector.post(page, {"do": "phone", "why": "ask"}).content.decode()


@pytest.mark.parametrize("post", ["hotline_1", "hotline_callback", "market_review"])
def test_who_does_not_handle_a_report_of_misconduct_opens_nothing_of_it(line: Line, post: str) -> None:
    taken = line.take(kind="misconduct", text=CARD, complained_id=line.body("market"))
    party = Order.objects.get(pk=taken.order_id).party_id
    with pytest.raises(Refused):
        open_person(
            order_id=taken.order_id, party_id=party, reason="联系本人核实情况", by=line.who(post), at=timezone.now()
        )


def test_programs_and_lists_have_no_phone_but_the_masked_one(line: Line) -> None:
    """The shapes of the API know a card masked by role, the workbooks no person at all."""
    for name in ("hotline/api", "ratings/pages/sheets.py", "hotline/pages/batch.py", "hotline/pages/figures.py"):
        path = ROOT / name
        for file in [path] if path.suffix else path.rglob("*.py"):
            assert not {"unseal", "party_facts", "reveal_phone"} & set(called(file.read_text(encoding="utf-8"))), file
